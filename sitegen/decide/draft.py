"""The content while it is being decided on; ``finish`` turns it into texts and a ledger."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from sitegen.content.daypage import DayPage, Lines, Reference, Section
from sitegen.content.judgement import Judgement
from sitegen.content.ledger import CaptureEntry, Known, Ledger, Listing
from sitegen.content.write import (
    Edit,
)
from sitegen.dumps.dating import GIVEN, INFERRED
from sitegen.errors import Problem
from sitegen.model import NO_WISH, Facts, Wish


class Fresh(Struct, frozen=True):
    """A paper that is about to get its section; record texts of a capture of that weight, and
    what of a digest's wish is granted."""

    slug: str
    title: str
    abstract: str
    facts: Facts
    weight: int = 0
    wish: Wish = NO_WISH


class Moved(Struct, frozen=True):
    """A section that is about to stand on another page, as it is."""

    slug: str
    text: str


class Mention(Struct, frozen=True):
    """A reference that is about to be added; its target is known when all is decided.

    ``title`` is Markdown, "" for the one of the section.
    """

    slug: str
    note: str = ""
    title: str = ""


Block = Fresh | Moved | Mention


class Place(NamedTuple):
    """Before which line a block goes (None: at the end), and its rank among those that go there."""

    line: int | None
    rank: int


class Draft(Struct):
    """Day pages and ledger as they will be. Edits speak of the pages as they were read.

    By slug: ``gains`` are facts a section is to be given, ``refreshed`` counts that move on,
    ``completed`` a longer abstract. By
    day: ``blocks`` and ``intros`` to be added (an empty list begins a page), ``years`` to be
    stated (a person's choice of a year stays where captures say nothing new), ``heirs`` -> the day
    whose front matter they take over; ``ahead``: blocks made before their day's own turn;
    ``emptied`` days go away. ``gone``: what was cut, by day and lines. ``before``: the
    captures as they were recorded. ``places``: by day and slug, of blocks that do not just go to
    the end.
    """

    pages: dict[str, DayPage]
    captures: dict[str, CaptureEntry]
    papers: dict[str, Known]
    listings: dict[tuple[str, str], Listing]
    judgements: dict[tuple[str, str], Judgement]
    before: Mapping[str, CaptureEntry]
    edits: dict[str, list[Edit]] = {}
    blocks: dict[str, dict[str, Block]] = {}
    places: dict[tuple[str, str], Place] = {}
    intros: dict[str, list[str]] = {}
    years: dict[str, str] = {}
    heirs: dict[str, str] = {}
    ahead: set[tuple[str, str]] = set()
    gone: set[tuple[str, Lines]] = set()
    emptied: set[str] = set()
    gains: dict[str, dict[str, str | tuple[str, ...]]] = {}
    refreshed: dict[str, dict[str, str]] = {}
    completed: dict[str, str] = {}
    warnings: list[Problem] = []

    @classmethod
    def of(cls, pages: Mapping[str, DayPage], ledger: Ledger) -> "Draft":
        copies = dict(ledger.captures), dict(ledger.papers), dict(ledger.listings)
        return cls(dict(pages), *copies, dict(ledger.judgements), ledger.captures)

    def ledger(self) -> Ledger:
        return Ledger(self.captures, self.papers, self.listings, self.judgements)

    def names(self) -> dict[str, str]:
        """Every slug a paper had -> the one it has."""
        return {old: known.slug for known in self.papers.values() for old in known.aliases}

    def edit(self, day: str, edit: Edit) -> None:
        self.edits.setdefault(day, []).append(edit)

    def add(self, day: str, block: Block) -> None:
        self.blocks.setdefault(day, {})[block.slug] = block

    def in_turn(self, day: str, slug: str) -> None:
        """A block made ahead takes its place when its day's own list names it."""
        if (day, slug) in self.ahead:
            self.ahead.remove((day, slug))
            self.blocks[day][slug] = self.blocks[day].pop(slug)

    def cut(self, day: str, entry: Section | Reference) -> str:
        """Takes the entry off its page; returns its text."""
        if (day, entry.lines) not in self.gone:
            self.edit(day, Edit(*entry.lines))
            self.gone.add((day, entry.lines))
        return "\n".join(self.pages[day].text.split("\n")[slice(*entry.lines)]).rstrip() + "\n"

    def section(self, slug: str) -> Section | None:
        """The section as it stands on the pages that were read."""
        page = self.pages.get(self.papers[slug].home)
        found = (s for s in page.sections if s.slug == slug) if page else iter(())
        return next(found, None)

    def entry(self, day: str, slug: str) -> Section | Reference | None:
        """What stands of the paper on that day's page as it was read."""
        page = self.pages.get(day)
        found = (e for e in page.entries if e.slug == slug) if page else iter(())
        return next(found, None)

    def reference(self, day: str, slug: str) -> Reference | None:
        page = self.pages.get(day)
        found = (r for r in page.references if r.slug == slug) if page else iter(())
        return next(found, None)

    def on_day(self, day: str, slug: str) -> bool:
        """Whether the paper stands, or once stood and was taken off, on that day."""
        return self.papers[slug].home == day or (day, slug) in self.listings

    def list_on(self, day: str, slug: str, note: str = "") -> None:
        """Lists a paper on a day; what a person took off stays off."""
        if not self.on_day(day, slug):
            self.listings[day, slug] = Listing(slug, day)
            if not self.papers[slug].deleted:
                self.add(day, Mention(slug, note))


def year_of(captures: Mapping[str, CaptureEntry], day: str) -> str:
    """A day is inferred when every capture of it had to guess the year; "" without captures."""
    years = {entry.year for entry in captures.values() if entry.day == day}
    if not years:
        return ""
    return INFERRED if years == {INFERRED} else GIVEN
