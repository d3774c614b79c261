"""Every figure of quality: a report for people, and the floors checked.

Run ``python tests/quality/measure.py --shared DIR``; DIR holds the captures and the labels.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import gold  # noqa: E402
import phrase_hits  # noqa: E402
import related_figures  # noqa: E402
import search_figures  # noqa: E402
import topic_figures  # noqa: E402
from figures import Section, fallen, floors  # noqa: E402
from shipped import topics_of  # noqa: E402

MEASURES: tuple[Callable[[Path | None], list[Section]], ...] = (
    topic_figures.sections,
    phrase_hits.sections,
    related_figures.sections,
    search_figures.sections,
)
HEAD = """# Quality

Written by `make quality`; `make test` holds the floors of `tests/quality/floors.yml`.
Topics: precision is measured against labels that are acceptable, recall against those that a
subscriber would miss.
"""


def measured(shared: Path | None) -> list[Section]:
    """All sections; without captures only those of the sample."""
    return [section for measure in MEASURES for section in measure(shared)]


def below(found: Sequence[Section]) -> list[str]:
    """What fell below its floor in the sections that were measured."""
    wanted = floors()
    return [m for s in found for m in fallen(s.title, s.figures, wanted.get(s.title, []))]


def report(found: Sequence[Section]) -> str:
    return "\n".join(
        [HEAD, *(f"## {s.title[:1].upper()}{s.title[1:]}\n\n{s.text}\n" for s in found)]
    )


def speed(shared: Path) -> str:
    """What one paper costs; said and not written, since machines differ."""
    papers = gold.captures(shared) + gold.api_months(shared)
    best = min(_seconds(papers) for _ in range(5))
    return f"{best / len(papers) * 1e6:.0f} us a paper for its topics"


def _seconds(papers: Sequence[gold.Entry]) -> float:
    begin = time.process_time()
    topics_of(papers)
    return time.process_time() - begin


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, required=True, help="captures and gold labels")
    parser.add_argument("--write", type=Path, help="write the report to this file")
    options = parser.parse_args()
    shared = options.shared.resolve()  # sites are built from other folders
    if not (shared / "gold").is_dir():
        sys.exit(f"no gold labels in {shared}: nothing was measured")
    found = measured(shared)
    print(report(found))
    if options.write:
        options.write.write_text(report(found), "utf-8")
    told = below(found)
    print("\n".join([speed(shared), *told]))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
