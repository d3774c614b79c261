"""What topics and related papers cost, from text to topics and from texts to neighbours.

``python tests/bench/judging.py --papers 100000`` prints a table and, with ``--write``, puts it into
a page of the documentation. Papers are made of sentences of real papers, see ``resample.py``.
"""

import argparse
import gc
import platform
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from processes import Command, Cost, peak  # noqa: E402
from resample import papers, sources  # noqa: E402
from speed import table, written  # noqa: E402

from sitegen import concepts, pool, topics  # noqa: E402
from sitegen.contents import load  # noqa: E402
from sitegen.judged import Strengths  # noqa: E402
from sitegen.related.lists import related  # noqa: E402
from sitegen.related.settled import settled  # noqa: E402
from sitegen.related.text import Text  # noqa: E402

Result = TypeVar("Result")
HEAD = ("", "target", "measured", "seconds", "of the processors")
AGAIN = 16  # portions of papers whose topics are judged again and again


def texts(shared: Path, count: int) -> tuple[list[Text], list[str]]:
    """Papers without topics, the oldest first, and the days they are listed on."""
    days = list(papers(sources(shared, ROOT / "content"), count, seed=1))
    records = chain.from_iterable(records for _, records in days)
    made = [
        Text(f"paper-{n}", record.title, record.abstract, keywords=record.facts.keywords)
        for n, record in enumerate(records)
    ]
    return made, [day.isoformat() for day, records in days for _ in records]


def rules() -> tuple[topics.Classifier, concepts.Concepts]:
    """What comes with the program, ready for the first text."""
    content = load(ROOT / "content")
    pages = content.topics
    made = topics.compile([pages[slug].topic for slug in sorted(pages)])
    topics.strengths(made, "Any text", "")
    return made, concepts.compile(content.concepts)


def timed(work: Callable[[], Result]) -> tuple[Cost, Result]:
    began, before = time.perf_counter(), _processors()
    result = work()
    return Cost(time.perf_counter() - began, _processors() - before), result


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(shared: Path, count: int, rounds: int) -> list[tuple[str, ...]]:
    made, days = texts(shared, count)
    ready, (classifier, known) = timed(rules)
    spread = partial(pool.ordered_map, jobs=pool.default_jobs())

    def judge(portion: list[Text]) -> list[Strengths]:
        asked = [(paper.title, paper.abstract, (), paper.keywords) for paper in portion]
        return topics.strengths_of(classifier, asked)

    portions = [made[at : at + topics.PORTION] for at in range(0, count, topics.PORTION)]
    some = made[: AGAIN * topics.PORTION]
    again = portions[:AGAIN]
    each = min(timed(lambda: list(map(judge, again)))[0].cpu for _ in range(rounds)) / len(some)
    judged, found = timed(lambda: spread(judge, portions, each=topics.PORTION))
    strengths = list(chain.from_iterable(found))
    told = [replace(paper, topics=found) for paper, found in zip(made, strengths, strict=True)]
    compared, _ = timed(lambda: related(told, known, settled=settled(days), spread=spread))
    long = sum(len(paper.abstract) for paper in some) // len(some)
    return [
        ("rules and concepts read and made ready", "", "", *_cells(ready)),
        ("topics of a paper, one processor", "", f"{each * 1e6:.0f} us, {long:,} signs", "", ""),
        ("topics of all", f"{count / 20_000:g} s", "", *_cells(judged)),
        ("related papers of all", f"{count / 5000:g} s, 2 GB", "", *_cells(compared)),
    ]


def _cells(cost: Cost) -> tuple[str, str]:
    return f"{cost.wall:.2f}", f"{cost.cpu:.2f}"


def report(shared: Path, count: int, rounds: int) -> str:
    rows = measure(shared, count, rounds)
    again = [__file__, "--papers", str(count), "--shared", str(shared), "--rounds", "1"]
    most = peak(Command([sys.executable, *again, "--no-memory"], ROOT, {}))
    rows.append(("memory, all processes, texts and all", "", f"{most / 1e6:,.0f} MB", "", ""))
    machine = f"{pool.default_jobs()} processors, Python {platform.python_version()}"
    head = f"## Topics and related papers, {count:,} papers\n\n{machine}.\n\n"
    return head + table(HEAD, rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-memory", action="store_true", help="seconds only")
    parser.add_argument("--write", type=Path, help="a page of the documentation")
    options = parser.parse_args()
    gc.disable()  # as the program does
    if options.no_memory:
        print(table(HEAD, measure(options.shared, options.papers, options.rounds)))
        return 0
    found = report(options.shared, options.papers, options.rounds)
    print(found)
    if options.write:
        text = options.write.read_text("utf-8") if options.write.exists() else ""
        options.write.write_text(written(text, found, f"topics of {options.papers}"), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
