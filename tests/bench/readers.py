"""How fast each reader is, beside a peer that only parses the same bytes in the same run.

Run ``python tests/bench/readers.py --shared DIR``. Seconds are of the processor, the best of some
rounds; on a busy machine look at the last column, the reader's time over the peer's.
"""

import argparse
import io
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import bibtexparser  # noqa: E402
import feedparser  # noqa: E402
import lxml.etree  # noqa: E402
import lxml.html  # noqa: E402
import rispy  # noqa: E402
from enlarge import Enlarge, by_attribute, by_lines, by_rows  # noqa: E402

from sitegen.dumps.capture import Capture  # noqa: E402
from sitegen.dumps.decode import decode  # noqa: E402
from sitegen.dumps.sniff import KINDS, read_dump  # noqa: E402

Peer = tuple[str, Callable[[bytes], object]]
ENLARGE: dict[str, Enlarge] = {
    "hf-api": by_rows,
    "csl-json": by_rows,
    "digest-api": by_rows,
    "hf-html": by_attribute,
}
WORDS: Peer = ("words, by re", lambda data: re.findall(r"\w+", data.decode()))
JSON: Peer = ("json", json.loads)
PEERS: dict[str, Peer] = {
    "arxiv-api": ("lxml", lxml.etree.fromstring),
    "arxiv-feed": ("feedparser", lambda data: feedparser.parse(io.BytesIO(data))),
    "arxiv-snapshot": ("json", lambda data: list(map(json.loads, data.splitlines()))),
    "bibtex": ("bibtexparser", lambda data: bibtexparser.parse_string(data.decode())),
    "ris": ("rispy", lambda data: rispy.loads(data.decode())),
    "hf-html": ("lxml.html", lxml.html.fromstring),
    **dict.fromkeys(("csl-json", "digest-api", "hf-api"), JSON),
}
SMALL = 20_000
HEAD = ("kind", "entries of", "MB", "records", "MB/s", "records/s", "peer", "x peer")


class Row(Struct, frozen=True):
    """What was measured of one kind; ``entries`` were put in, ``records`` came out."""

    kind: str
    source: str
    size: int
    entries: int
    records: int
    seconds: float
    peer: str
    peer_seconds: float

    def cells(self) -> tuple[str, ...]:
        return (
            self.kind,
            self.source,
            f"{self.size / 1e6:.1f}",
            f"{self.records}",
            f"{self.size / 1e6 / self.seconds:.1f}",
            f"{self.records / self.seconds:,.0f}",
            self.peer,
            f"{self.seconds / self.peer_seconds:.1f}",
        )


def samples(shared: Path) -> Iterator[Path]:
    """Real dumps, then those of the cases, the largest first."""
    real = [p for folder in ("dumps", "dumps-other") for p in (shared / folder).rglob("*")]
    for paths in (real, list((ROOT / "tests" / "cases").glob("*/*/input*"))):
        files = [p for p in paths if p.is_file() and p.suffix not in (".yml", ".gz")]
        yield from sorted(files, key=lambda p: (-p.stat().st_size, p.as_posix()))


def enlarged(shared: Path, size: int) -> dict[str, tuple[str, bytes, int]]:
    """Kind -> the sample's name, the enlarged bytes, how many entries they hold."""
    found: dict[str, tuple[str, bytes, int]] = {}
    for path in samples(shared):
        kind = read_dump(path.read_bytes(), path.name, path.name).kind
        if kind not in found and is_like_its_resample(path, kind):
            name = path.name if path.is_relative_to(shared) else f"case {path.parent.name}"
            found[kind] = (name, *enlarge(path, kind, size))
    return found


def is_like_its_resample(path: Path, kind: str) -> bool:
    """Whether a little of it, resampled, is read whole: not so where one entry leans on others."""
    try:
        data, count = enlarge(path, kind, SMALL)
    except ValueError:
        return False
    capture = read_dump(data, path.name, path.name)
    return (capture.kind, len(capture.reading.records)) == (kind, count)


def enlarge(path: Path, kind: str, size: int) -> tuple[bytes, int]:
    capture, text = read_dump(path.read_bytes(), "", ""), decode(path.read_bytes(), "")
    if capture.reading.refused or not isinstance(text, str):
        raise ValueError("a sample is read whole")
    made, count = ENLARGE.get(kind, by_lines)(text, capture.reading, size)
    return made.encode(), count


def measured(kind: str, source: str, data: bytes, entries: int, rounds: int) -> Row:
    peer, parse = PEERS.get(kind, WORDS)
    captures: list[Capture] = []
    ours = theirs = float("inf")
    for _ in range(rounds):
        ours = min(ours, seconds(lambda: captures.append(read_dump(data, "bench", "bench"))))
        theirs = min(theirs, seconds(lambda: parse(data)))
    if captures[0].kind != kind:
        raise SystemExit(f"{source} is {kind}, but enlarged it is read as {captures[0].kind}")
    records = len(captures[0].reading.records)
    return Row(kind, source, len(data), entries, records, ours, peer, theirs)


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not (options.shared / "dumps").is_dir():
        print(f"no real dumps in {options.shared}: those of tests/cases are enlarged")
    inputs = enlarged(options.shared, int(options.megabytes * 1e6))
    rows = [measured(kind, *inputs[kind], options.rounds) for kind in sorted(inputs)]
    print(table([HEAD, *(row.cells() for row in rows)]))
    for kind in sorted({kind.name for kind in KINDS} - inputs.keys()):
        print(f"{kind}: no sample can be enlarged")
    lost = [row for row in rows if row.records != row.entries]
    for row in lost:
        print(f"{row.kind}: {row.entries} entries were put in, {row.records} came out")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
