"""Content -> the site as a value: papers with their days and topics, days, topics, relations."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from sitegen import concepts, searches
from sitegen.classified import classified, fingerprints, in_order, sources
from sitegen.content.ledger import CaptureEntry
from sitegen.content.ledgerpapers import aliases
from sitegen.content.pages import outlines
from sitegen.content.settings import Settings
from sitegen.content.whole import Content
from sitegen.dates import UNDATED
from sitegen.daypapers import column, newest_first
from sitegen.memo import memoised
from sitegen.model import Topic
from sitegen.paper import Paper
from sitegen.parts import day_sheets
from sitegen.people import AUTHOR, ORGANIZATION, People, names_told, people
from sitegen.recordkey import plain_digest
from sitegen.related.lists import related
from sitegen.related.settled import settled
from sitegen.related.text import Near
from sitegen.searches import Found
from sitegen.spread import Spread, in_turn

RELATED = 5


class Listed(Struct, frozen=True):
    """A paper on a day, with the note that stands on that day's page; ``place`` counts the
    entries of that page from 1."""

    slug: str
    note: str
    place: int


class Day(Struct, frozen=True):
    """A listing day: its papers in the order in which they are shown."""

    day: str
    year: str
    intro: str
    papers: tuple[Listed, ...]


class Site(Struct, frozen=True, dict=True):
    """Everything the views are made from. Mappings keep the order in which things are shown.

    ``days``: oldest first, Undated last. ``topics``: by name; ``members``: topic -> slugs,
    newest first. ``aliases``: old slug -> slug. ``moved``: a day that has no page any more -> the
    day on which its captures stand now.
    """

    papers: Mapping[str, Paper]
    days: Mapping[str, Day]
    topics: Mapping[str, Topic]
    members: Mapping[str, tuple[str, ...]]
    related: Mapping[str, tuple[Near, ...]]
    aliases: Mapping[str, str]
    captures: tuple[CaptureEntry, ...]
    people: People
    searches: tuple[Found, ...] = ()
    moved: Mapping[str, str] = {}

    @cached_property
    def dated(self) -> tuple[str, ...]:
        return tuple(day for day in self.days if day != UNDATED)

    @cached_property
    def later_sheets(self) -> Mapping[tuple[str, str], int]:
        """(day, slug) -> the page of the day on which the paper stands, if not the first."""
        return {
            (day.day, one.slug): number
            for day in self.days.values()
            for number, sheet in enumerate(day_sheets(day.papers), start=1)
            if number > 1
            for one in sheet
        }


def assemble(content: Content, spread: Spread = in_turn) -> Site:
    """Pure: the same content gives the same site, however ``spread`` shares out the work."""
    papers = classified(content, spread)
    days, newest = days_of(content, papers), newest_first(papers)
    had, said = aliases(content.ledger), content.settings
    return Site(
        papers,
        days,
        {slug: content.topics[slug].topic for slug in topics_in_order(content)},
        members_of(content, spread),
        _related(papers, content, spread),
        {old: slug for old, slug in had if slug in papers and old not in papers},
        tuple(sorted(content.ledger.captures.values(), key=lambda c: (c.name, c.digest))),
        _people(papers, newest, fingerprints(content).listed, said),
        searches.found(
            said.searches, list(map(papers.__getitem__, newest if said.searches else ()))
        ),
        _moved(content.ledger.captures.values(), days),
    )


def _related(
    papers: Mapping[str, Paper], content: Content, spread: Spread
) -> dict[str, tuple[Near, ...]]:
    if "related" in content.settings.omit:
        return dict.fromkeys(papers, ())
    days, homes, source = column(papers, "first_day"), column(papers, "home"), sources(content)
    listed = sorted(papers, key=lambda slug: (days[slug] != UNDATED, days[slug]))
    texts = [_Said(slug, source[homes[slug]], papers) for slug in listed]
    weigh = settled([days[slug] for slug in listed])
    found = related(texts, concepts.compile(content.concepts), RELATED, weigh, spread)
    return dict(zip(listed, found, strict=True))


class _Said(Struct, frozen=True):
    """See ``related.text``: a paper is read when somebody asks what it says."""

    slug: str
    source: str
    papers: Mapping[str, Paper]

    @property
    def title(self) -> str:
        return self.papers[self.slug].plain_title

    @property
    def abstract(self) -> str:
        return self.papers[self.slug].plain_abstract

    @property
    def topics(self) -> tuple[tuple[str, float], ...]:
        return self.papers[self.slug].strengths

    @property
    def keywords(self) -> tuple[str, ...]:
        return self.papers[self.slug].facts.keywords


def _people(
    papers: Mapping[str, Paper], newest: Sequence[str], listed: Mapping[str, bytes], said: Settings
) -> People:
    """Nobody, where the keeper wants no pages of anybody."""
    if {f"{AUTHOR}s", f"{ORGANIZATION}s"}.issubset(said.omit):
        return People({})
    told = _names_told(_joined(listed, newest), papers=papers, newest=newest)
    return people(map(papers.__getitem__, newest), said.follow, said.aliases, told)


@memoised
def _names_told(listed: str, *, papers: Mapping[str, Paper], newest: Sequence[str]) -> str:
    """The fingerprint of who wrote what, as far as ``listed`` tells it."""
    return names_told(map(papers.__getitem__, newest))


def _joined(listed: Mapping[str, bytes], slugs: Sequence[str]) -> str:
    return plain_digest(b"".join(map(listed.__getitem__, slugs))).hex()


def members(papers: Iterable[Paper], slugs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Topic -> the slugs of its papers, in the order given."""
    return _members(((paper.slug, paper.topics) for paper in papers), slugs)


def topics_in_order(content: Content) -> list[str]:
    """By name."""
    return sorted(content.topics, key=lambda slug: (content.topics[slug].topic.name, slug))


def members_of(content: Content, spread: Spread = in_turn) -> dict[str, tuple[str, ...]]:
    """Topic -> the slugs of its papers, newest first. What lists may look at tells it."""
    papers = classified(content, spread)
    newest = newest_first(papers)
    listed = fingerprints(content).listed
    told = _joined(listed, newest)
    return _known_members(told, *topics_in_order(content), papers=papers, newest=newest)


@memoised
def _known_members(
    listed: str, *slugs: str, papers: Mapping[str, Paper], newest: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    topics = column(papers, "topics")
    return _members(((slug, topics[slug]) for slug in newest), slugs)


def _members(
    papers: Iterable[tuple[str, tuple[str, ...]]], slugs: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {topic: [] for topic in slugs}
    for slug, topics in papers:
        for topic in topics:
            found[topic].append(slug)
    return {topic: tuple(papers) for topic, papers in found.items()}


def days_of(content: Content, papers: Mapping[str, Paper]) -> dict[str, Day]:
    """Oldest first; what is on them and not among the papers is hidden."""
    days, found = {}, outlines(content.days)
    known, ranks = column(papers, "first_day"), column(papers, "votes")
    for day in in_order(content):
        page = found[day]
        shown = [entry for entry in page.entries if entry[0] in known]
        listed = [Listed(slug, note, place) for place, (slug, note) in enumerate(shown, start=1)]
        listed.sort(key=lambda one: -ranks.get(one.slug, 0))
        days[day] = Day(day, page.year, page.intro, tuple(listed))
    return days


def _moved(captures: Iterable[CaptureEntry], days: Mapping[str, Day]) -> dict[str, str]:
    """Of several captures that left a day for several others, the earliest of those."""
    led = sorted(((old, one.day) for one in captures for old in one.was), reverse=True)
    return {old: new for old, new in led if old not in days and new in days}
