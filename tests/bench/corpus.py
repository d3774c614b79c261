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
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from resample import NEWEST, papers, sources  # noqa: E402

from sitegen import pool  # noqa: E402
from sitegen.classified import classified  # noqa: E402
from sitegen.commands.concluding import day_files  # noqa: E402
from sitegen.commands.contentfiles import topic_changes  # noqa: E402
from sitegen.commands.inputs import Inputs  # noqa: E402
from sitegen.content.dayreader import read_day  # noqa: E402
from sitegen.content.ledger import Known, Ledger  # noqa: E402
from sitegen.content.ledgerfiles import ledger_files, read_ledger  # noqa: E402
from sitegen.content.topicpage import LISTED  # noqa: E402
from sitegen.content.whole import Content  # noqa: E402
from sitegen.contents import DAYS, LEDGER, SETTINGS, load  # noqa: E402
from sitegen.decide.draft import Draft  # noqa: E402
from sitegen.decide.finish import finish  # noqa: E402
from sitegen.decide.merge import merge  # noqa: E402
from sitegen.dumps.capture import Capture, Reading  # noqa: E402
from sitegen.dumps.dating import GIVEN, Dated  # noqa: E402
from sitegen.dumps.hf_api import KIND  # noqa: E402
from sitegen.dumps.sidecar import Said  # noqa: E402
from sitegen.model import Record  # noqa: E402
from sitegen.site import members  # noqa: E402
from sitegen.store import write_atomic  # noqa: E402

DAYS_AT_ONCE = 400
SITE = """title: A digest of papers that never were
id: bench
url: https://digest.example/
"""


def write_corpus(folder: Path, count: int, shared: Path, seed: int = 1) -> None:
    """Into an empty folder. The decisions are ingest's own; what it looks up in papers that
    stand already, of which there are none, is passed over. Days are written as they come: of those
    before no more is held than who is who."""
    if (folder / SETTINGS).exists():
        raise SystemExit(f"{folder}: there is a digest already; name a folder that is empty")
    write_atomic(folder / SETTINGS, SITE.encode())
    found = papers(sources(shared, ROOT / "content"), count, seed)
    known: dict[str, Known] = {}
    while some := list(islice(found, DAYS_AT_ONCE)):
        _write_days(folder, (_captured(day, records) for day, records in some), known)
    _write_lists(folder)


def _write_days(folder: Path, captures: Iterable[Dated], known: dict[str, Known]) -> None:
    """Pages and ledger of some days; ``known``: the papers of those before, and then of these."""
    draft = Draft.of({}, Ledger(papers=known))
    merge(draft, captures)
    outcome = finish(draft)
    new = {slug: one for slug, one in outcome.ledger.papers.items() if slug not in known}
    known |= {slug: replace(one, wrote={}) for slug, one in new.items()}
    pages = {folder / DAYS / f"{day}.md": text for day, text in outcome.texts.items()}
    rows = ledger_files(replace(outcome.ledger, papers=new))
    for path, text in (*pages.items(), *((folder / LEDGER / path, t) for path, t in rows.items())):
        write_atomic(path, (text or "").encode())


def _write_lists(folder: Path) -> None:
    """The lists in the pages of topics, made of as many of the newest days as they need."""
    days, count = sorted(path.stem for path in (folder / DAYS).iterdir()), DAYS_AT_ONCE
    while True:
        content = _newest(folder, days[-count:])
        listed = members(classified(content).values(), content.topics)
        if count >= len(days) or min(map(len, listed.values())) >= LISTED:
            break
        count *= 2
    for path, data in topic_changes(Inputs(folder, (), Said(), NEWEST), content).items():
        write_atomic(path, data or b"")


def _newest(folder: Path, days: list[str]) -> Content:
    """The content as if there were no other days."""
    files, places = day_files(folder), {f"days/{day}.jsonl": folder / LEDGER for day in days}
    ledger = {name: (place / name).read_text("utf-8") for name, place in places.items()}
    read = partial(pool.ordered_map, jobs=pool.default_jobs())
    pages = read(lambda day: read_day(Path(files(day)).read_text("utf-8"), files(day)), days)
    with TemporaryDirectory() as nothing:
        content = load(Path(nothing))
    return replace(
        content, days=dict(zip(days, pages, strict=True)), ledger=read_ledger(ledger, str(folder))
    )


def _captured(day: date, records: Iterable[Record]) -> Dated:
    name = f"{day.isoformat()}.json"
    digest = hashlib.sha256(name.encode()).hexdigest()
    capture = Capture(name, name, digest, KIND, Reading(None, tuple(records)), weight=50)
    return Dated(capture, day.isoformat(), GIVEN, "Papers that never were", False)


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
