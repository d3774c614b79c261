"""A content folder of any number of papers, as ``sitegen ingest`` would have written it.

``python tests/bench/corpus.py --papers 10000 --to DIR``: 50 papers a day up to a fixed day,
topics pinned, authors and arXiv ids for half of them. Same number and seed, same bytes.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from resample import NEWEST, papers, sources  # noqa: E402

from sitegen import pool  # noqa: E402
from sitegen.commands.concluding import conclude, day_files  # noqa: E402
from sitegen.commands.inputs import Inputs  # noqa: E402
from sitegen.commands.report import Report  # noqa: E402
from sitegen.content.daypage import DayPage  # noqa: E402
from sitegen.content.dayreader import read_day  # noqa: E402
from sitegen.content.ledger import Ledger  # noqa: E402
from sitegen.contents import SETTINGS, load  # noqa: E402
from sitegen.decide.draft import Draft  # noqa: E402
from sitegen.decide.finish import finish  # noqa: E402
from sitegen.decide.ingest import Decision  # noqa: E402
from sitegen.decide.merge import merge  # noqa: E402
from sitegen.dumps.capture import Capture, Reading  # noqa: E402
from sitegen.dumps.dating import GIVEN, Dated  # noqa: E402
from sitegen.dumps.hf_api import KIND  # noqa: E402
from sitegen.dumps.sidecar import Said  # noqa: E402
from sitegen.model import Record  # noqa: E402
from sitegen.store import write_atomic  # noqa: E402

SITE = """title: A digest of papers that never were
id: bench
url: https://digest.example/
"""


def write_corpus(folder: Path, count: int, shared: Path, seed: int = 1) -> None:
    """Into an empty folder. The decisions are ingest's own; what it looks up in papers that
    stand already, of which there are none, is passed over."""
    if (folder / SETTINGS).exists():
        raise SystemExit(f"{folder}: there is a digest already; name a folder that is empty")
    write_atomic(folder / SETTINGS, SITE.encode())
    found = papers(sources(shared, ROOT / "content"), count, seed)
    draft = Draft.of({}, Ledger())
    tally = merge(draft, (_captured(day, records) for day, records in found))
    outcome = finish(draft)
    texts = {day: text for day, text in outcome.texts.items() if text is not None}
    pages = _pages(folder, texts)
    decision = Decision(pages, outcome.texts, outcome.ledger, tally)
    inputs = Inputs(folder, (), Said(), NEWEST)
    conclude(inputs, load(folder), decision, Report())


def _captured(day: date, records: Iterable[Record]) -> Dated:
    name = f"{day.isoformat()}.json"
    digest = hashlib.sha256(name.encode()).hexdigest()
    capture = Capture(name, name, digest, KIND, Reading(None, tuple(records)), weight=50)
    return Dated(capture, day.isoformat(), GIVEN, "Papers that never were", False)


def _pages(folder: Path, texts: dict[str, str]) -> dict[str, DayPage]:
    files = day_files(folder)
    read = partial(pool.ordered_map, jobs=pool.default_jobs())
    return dict(zip(texts, read(lambda day: read_day(texts[day], files(day)), texts), strict=True))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_corpus(options.to, options.papers, options.shared, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
