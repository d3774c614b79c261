"""Mutated dumps against every reader: nothing is raised, nothing hangs, no text slips through.

Each fourth mutant is ingested as well, into what its seed left and a person edited: entries add up,
a second ingest changes nothing, nothing that stood is lost.

Run ``python tests/fuzz/fuzz.py --count N``; a mutant that fails is printed with its number, kept
in a temporary folder, and made again by ``--only NUMBER`` under the same ``--seed``.
"""

import argparse
import multiprocessing
import random
import signal
import sys
import tempfile
import time
import traceback
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import astuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from ledger import ledger_faults  # noqa: E402
from mutate import mutant  # noqa: E402

from sitegen.dumps.capture import Capture  # noqa: E402
from sitegen.dumps.sniff import UNKNOWN, read_dump  # noqa: E402
from sitegen.errors import Problem  # noqa: E402
from sitegen.model import Record  # noqa: E402
from sitegen.text import normalise  # noqa: E402

LONGEST_SEED = 6_000
SLOWEST, GIVEN_UP = 1.0, 20
RECOGNISED = 0.6
INGESTED_EVERY = 4
CHUNK, CHUNK_TIME = 200, 400.0
TOLD_EVERY = 10_000
SHOWN = 20
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})

Mutant = tuple[str, bytes, bytes]
Seeds = Mapping[str, Sequence[bytes]]


class Hang(BaseException):
    """No reader catches it."""


class Finding(Struct, frozen=True):
    """What mutant ``number`` brought about; findings of one ``what`` are shown once."""

    number: int
    kind: str
    what: str
    detail: str


class Tally(Struct):
    """What came of the mutants of one kind."""

    counts: Counter[str] = field(default_factory=Counter)
    worst: float = 0.0
    slowest: int = 0
    ingest: float = 0.0

    def add(self, other: "Tally") -> None:
        self.counts.update(other.counts)
        if other.worst > self.worst:
            self.worst, self.slowest = other.worst, other.slowest
        self.ingest = max(self.ingest, other.ingest)


Outcome = tuple[dict[str, Tally], list[Finding]]


def seeds(shared: Path) -> Seeds:
    """The inputs of the cases and the beginnings of the real captures, by the kind they read as."""
    paths = sorted((ROOT / "tests" / "cases").glob("*/*/input*"))
    for folder in ("dumps", "dumps-other"):
        paths += sorted(p for p in (shared / folder).rglob("*") if _is_dump(p))
    found = defaultdict[str, list[bytes]](list)
    for path in paths:
        data = path.read_bytes()[:LONGEST_SEED]
        kind = read_dump(data, path.name, path.name).kind
        if kind != UNKNOWN:
            found[kind].append(data)
    return dict(sorted(found.items()))


def _is_dump(path: Path) -> bool:
    return path.is_file() and path.suffix in {".txt", ".md", ".json", ".xml", ".rdf", ".html"}


@cache
def _seeds(shared: Path) -> Seeds:
    return seeds(shared)


def made(number: int, seed: int, known: Seeds) -> Mutant:
    """The kind and the dump that mutant was made from, and its bytes; the same ones each time."""
    rng = random.Random(f"{seed}:{number}")
    kind = list(known)[number % len(known)]
    others = known[rng.choice(list(known))]
    whole = rng.choice(known[kind])
    return kind, whole, mutant(whole, others, rng)


def faults(capture: Capture) -> Iterator[str]:
    """What stands in the capture that no reader may let through."""
    for record in capture.reading.records:
        for name, text in _texts(record):
            if text != normalise(text):
                yield f"{name} is not normalised: {text!a:.300}"
        for link in record.facts.links:
            if not _is_web(link):
                yield f"a link is no web address: {link!a:.300}"
    for problem in (*capture.reading.refused, *capture.reading.warnings):
        yield from _unprintable(problem)


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    yield from (("title", record.title), ("abstract", record.abstract), ("day", record.day))
    for value, name in zip(astuple(record.facts), record.facts.__struct_fields__, strict=True):
        yield from ((name, text) for text in ((value,) if isinstance(value, str) else value))


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in link
    except ValueError:
        return False


def _unprintable(problem: Problem) -> Iterator[str]:
    """A message is printed: no terminal escape, nothing that cannot be encoded."""
    message = str(problem)
    if any(unicodedata.category(sign) in _UNPRINTABLE for sign in message):
        yield f"a message is not printable: {message!a:.300}"


def timed(data: bytes) -> tuple[Capture, float]:
    """The capture and the seconds of this process (not of the machine) that it took."""
    start = time.process_time()
    capture = read_dump(data, "dump", "dump")
    return capture, time.process_time() - start


def judge(number: int, one: Mutant, tally: Tally, *, ingested: bool) -> Iterator[Finding]:
    """Reads, and perhaps ingests, one mutant into the tally; yields what is wrong."""
    kind, whole, data = one
    signal.alarm(GIVEN_UP)
    try:
        yield from _judge_reader(number, kind, data, tally)
        if ingested:
            tally.counts["ingested"] += 1
            yield from _judge_ledger(number, kind, whole, data, tally)
    except (Exception, Hang) as error:  # noqa: BLE001 the finding tells it
        yield _raised(number, kind, error)
    finally:
        signal.alarm(0)


def _judge_reader(number: int, kind: str, data: bytes, tally: Tally) -> Iterator[Finding]:
    tally.counts["mutants"] += 1
    capture, took = timed(data)
    if took > SLOWEST:
        took = min(took, timed(data)[1])
    reading = capture.reading
    tally.counts["recognised"] += capture.kind == kind
    tally.counts["records"] += len(reading.records)
    tally.counts["refused"] += len(reading.refused)
    tally.add(Tally(worst=took, slowest=number))
    if took > SLOWEST:
        yield Finding(number, kind, f"{capture.kind} is slow", f"{took:.2f} s, {len(data)} bytes")
    for fault in faults(capture):
        yield Finding(number, kind, f"{capture.kind}: {fault.partition(':')[0]}", fault)


def _judge_ledger(
    number: int, kind: str, whole: bytes, data: bytes, tally: Tally
) -> Iterator[Finding]:
    start = time.process_time()
    found = list(ledger_faults(whole, data, add=number % 3 > 0))
    took = time.process_time() - start
    if took > SLOWEST:
        yield Finding(number, kind, "ingest is slow", f"{took:.2f} s, {len(data)} bytes")
    tally.ingest = max(tally.ingest, took)
    for fault in found:
        yield Finding(number, kind, f"ingest: {fault.partition(':')[0]}", fault)


def _raised(number: int, kind: str, error: BaseException) -> Finding:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "sitegen" in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return Finding(number, kind, f"{type(error).__name__} in {place}", f"{error!a:.300}")


def chunk(numbers: range, seed: int, shared: Path) -> Outcome:
    tallies, findings = defaultdict[str, Tally](Tally), list[Finding]()
    for number in numbers:
        one = made(number, seed, _seeds(shared))
        chosen = len(numbers) == 1 or random.Random(number).random() < 1 / INGESTED_EVERY
        findings += judge(number, one, tallies[one[0]], ingested=chosen)
    return dict(tallies), findings


def _chunk(task: tuple[range, int, Path]) -> Outcome:
    return chunk(*task)


def _ring(*_: object) -> None:
    raise Hang(f"more than {GIVEN_UP} s")


def _start() -> None:
    signal.signal(signal.SIGALRM, _ring)


def run(count: int, seed: int, shared: Path) -> Outcome:
    """All mutants on all cores; a worker that dies or cannot be stopped ends the run."""
    tasks = [(range(n, min(n + CHUNK, count)), seed, shared) for n in range(0, count, CHUNK)]
    tallies, findings = defaultdict[str, Tally](Tally), list[Finding]()
    with multiprocessing.Pool(initializer=_start) as pool:
        outcomes = pool.imap(_chunk, tasks)
        for numbers, _, _ in tasks:
            try:
                part, found = outcomes.next(timeout=CHUNK_TIME)
            except multiprocessing.TimeoutError:
                sys.exit(f"a reader hangs, or died, on a mutant of {numbers} (--seed {seed})")
            findings += found
            for kind, tally in part.items():
                tallies[kind].add(tally)
            if numbers.stop % TOLD_EVERY == 0:
                progress(numbers.stop, count, len(findings))
    return dict(sorted(tallies.items())), findings


def progress(done: int, count: int, findings: int) -> None:
    print(f"{done:9,} of {count:,} mutants, {findings} findings", file=sys.stderr, flush=True)


def table(tallies: Mapping[str, Tally]) -> None:
    names = ("mutants", "recognised", "records", "refused", "ingested")
    heads = "".join(f"{name:>12}" for name in names)
    print(f"{'kind':16}{heads}   share  worst ms (mutant)   ingest ms")
    for kind, tally in tallies.items():
        numbers = "".join(f"{tally.counts[name]:12,}" for name in names)
        share = tally.counts["recognised"] / max(1, tally.counts["mutants"])
        worst = f"{tally.worst * 1000:.1f} ({tally.slowest})"
        print(f"{kind:16}{numbers}{share:8.1%}{worst:>19}{tally.ingest * 1000:12.1f}")
    total = sum((tally.counts for tally in tallies.values()), Counter[str]())
    print(
        f"{total['mutants']:,} mutants read; {total['ingested']:,} of them ingested (twice, into "
        "the edited digest of the dump they were made from)"
    )


def keep(findings: Iterable[Finding], seed: int, known: Seeds) -> None:
    """Prints the first finding of each sort and keeps its mutant."""
    sorts = Counter(finding.what for finding in findings)
    first = {finding.what: finding for finding in reversed(list(findings))}
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for what, times in sorts.most_common(SHOWN):
        found = first[what]
        path = folder / f"{found.kind}-{seed}-{found.number}.bin"
        path.write_bytes(made(found.number, seed, known)[2])
        print(f"\n{what} ({times} times)\n  {found.detail}")
        print(f"  --seed {seed} --only {found.number}: {path}")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--only", type=int, help="the number of one mutant")
    asked = options.parse_args()
    known = seeds(asked.shared)
    if asked.only is None:
        tallies, findings = run(asked.count, asked.seed, asked.shared)
    else:
        _start()
        numbers = range(asked.only, asked.only + 1)
        tallies, findings = chunk(numbers, asked.seed, asked.shared)
    table(tallies)
    if findings:
        keep(findings, asked.seed, known)
    few = [kind for kind, tally in tallies.items() if _is_unlike(tally)]
    if few and asked.only is None:
        print(f"\nfewer than {RECOGNISED:.0%} get past the recognition of: {', '.join(few)}")
    return int(bool(findings or (few and asked.only is None)))


def _is_unlike(tally: Tally) -> bool:
    return tally.counts["recognised"] < RECOGNISED * tally.counts["mutants"]


if __name__ == "__main__":
    sys.exit(main())
