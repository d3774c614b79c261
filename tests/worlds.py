"""Content in memory, and the pure ingest on it: what laws and mutants are tried on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.daypage import DayPage, Section
from sitegen.content.dayreader import read_day
from sitegen.content.inline import parse, record_text
from sitegen.content.ledgerfiles import ledger_files, read_ledger
from sitegen.decide.ingest import Decision, FileOf, Move, decide
from sitegen.decide.newer import newer
from sitegen.dumps.dating import Dated, date_capture
from sitegen.dumps.sidecar import Said
from sitegen.dumps.sniff import read_dump
from sitegen.model import COUNTS, FACT_NAMES

FILES = FileOf("days")
TODAY = date(2027, 1, 1)


class World(Struct, frozen=True, dict=True):
    """Page texts by day, the ledger's files by path."""

    pages: Mapping[str, str]
    ledger: Mapping[str, str]

    def read(self) -> dict[str, DayPage]:
        return {d: read_day(t, FILES(d)) for d, t in self.pages.items()}

    def decided(
        self, found: Sequence[Dated], moves: Sequence[Move] = (), **options: bool
    ) -> Decision:
        ledger = read_ledger(self.ledger, "ledger")
        return decide(self.read(), ledger, found, FILES, moves, **options)

    def ingest(self, *found: Dated, moves: tuple[Move, ...] = (), **options: bool) -> "World":
        """``options``: add, update."""
        decision = self.decided(found, moves, **options)
        assert not (unbalanced := imbalance(decision, found)), unbalanced
        return after(decision)

    def edited(self, day: str, edit: Callable[[str], str]) -> "World":
        return replace(self, pages={**self.pages, day: edit(self.pages[day])})

    def sections(self) -> dict[str, str]:
        """Slug -> day."""
        return {s.slug: day for day, page in self.read().items() for s in page.sections}

    def listed(self) -> dict[str, set[str]]:
        """Day -> slugs that stand there, in full or as a reference."""
        return {day: {e.slug for e in page.entries} for day, page in self.read().items()}


NOTHING = World({}, {})


def after(decision: Decision) -> World:
    texts = {day: page.text for day, page in decision.pages.items()}
    return World(texts, ledger_files(decision.ledger))


def dated_dump(data: bytes, name: str, year: str = "2025") -> Dated:
    """The dump with the day that it prints, in that year."""
    return date_capture(read_dump(data, name, name), Said(year=year), None, TODAY)[0]


def imbalance(decision: Decision, found: Sequence[Dated]) -> str:
    """What does not add up in the ledger of entries, "" where all does."""
    tally = decision.tally
    count = sum(one.capture.reading.entries for one in found)
    if count == tally.new + tally.merged + tally.known + tally.passed + tally.left_out:
        return ""
    return f"{count} entries were read: {tally}"


def losses(before: World, now: World) -> Iterator[str]:
    """What stood on the pages and does not any more."""
    pages = now.read()
    standing = {s.slug: s for page in pages.values() for s in page.sections}
    papers = read_ledger(now.ledger, "ledger").papers.values()
    names = {old: paper.slug for paper in papers for old in paper.aliases}
    for day, page in before.read().items():
        if page.intro and page.intro not in (pages[day].intro if day in pages else ""):
            yield f"the introduction of {day} is gone"
        for section in page.sections:
            heir = standing.get(names.get(section.slug, ""))
            kept = standing.get(section.slug, heir)
            if loss := _loss(section, kept, same=kept is not heir):
                yield f"{loss}: {section.slug}"


def _loss(section: Section, kept: Section | None, *, same: bool) -> str:
    """A longer abstract, newer counts and versions are no loss; another section of the same paper,
    into which this one went, has a title and an abstract of its own."""
    if kept is None:
        return "the section is gone"
    if section.note not in kept.note or (same and section.title != kept.title):
        return "title or note changed"
    if same and not _text(kept.abstract).startswith(_text(section.abstract)):
        return "the abstract changed"
    return "" if not same or _holds(kept, section) else "facts changed"


def _holds(kept: Section, section: Section) -> bool:
    moved_on = {*COUNTS, *newer(section.facts, kept.facts)}
    return kept.editorial == section.editorial and all(
        getattr(kept.facts, name) == value or name in moved_on
        for name in FACT_NAMES
        if (value := getattr(section.facts, name))
    )


def _text(markdown: str) -> str:
    return record_text(parse(markdown))
