"""Content -> the site as a value: papers with their days and topics, days, topics, relations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from sitegen import concepts, searches, topics
from sitegen.content.daypage import DayPage, Reference, Section
from sitegen.content.inline import parse, record_text
from sitegen.content.ledger import CaptureEntry, Known
from sitegen.content.whole import Content
from sitegen.dates import UNDATED
from sitegen.decide.marks import edited_fields, marks
from sitegen.judged import Strengths
from sitegen.memo import memoised
from sitegen.model import Facts, Topic
from sitegen.parts import day_sheets
from sitegen.people import People, people
from sitegen.prose import outputs
from sitegen.recordkey import record_key
from sitegen.related.lists import related
from sitegen.related.settled import settled
from sitegen.related.spread import Spread, in_turn
from sitegen.related.text import Neighbour, Text
from sitegen.searches import Found

RELATED = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as the pages show it. ``title``, ``abstract`` and ``note`` are Markdown.

    ``days`` are its listing days, oldest first; ``undated``: a capture without a day lists it.
    ``home`` is the one whose page holds its section. ``urls`` are the addresses in its abstract.
    ``pins`` are a person's topics, ``edited`` names the fields a person set, of a paper
    ``by_hand`` all. Topics stand strongest first; ``strengths`` is what the rules say, before a
    person's pins.
    """

    slug: str
    title: str
    abstract: str
    note: str
    facts: Facts
    plain_title: str
    plain_abstract: str
    urls: tuple[str, ...]
    days: tuple[str, ...]
    undated: bool
    home: str = UNDATED
    pins: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    by_hand: bool = False
    topics: tuple[str, ...] = ()
    strengths: Strengths = ()

    @property
    def first_day(self) -> str:
        return self.days[0] if self.days else UNDATED


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper on a day, with the note that stands on that day's page; ``place`` counts the
    entries of that page from 1."""

    slug: str
    note: str
    place: int


@dataclass(frozen=True, slots=True)
class Day:
    """A listing day: its papers in the order in which they are shown."""

    day: str
    year: str
    intro: str
    papers: tuple[Listed, ...]


@dataclass(frozen=True)
class Site:
    """Everything the views are made from. Mappings keep the order in which things are shown.

    ``days``: oldest first, Undated last. ``topics``: by name; ``members``: topic -> slugs,
    newest first. ``aliases``: old slug -> slug. ``moved``: a day that has no page any more -> the
    day on which its captures stand now.
    """

    papers: Mapping[str, Paper]
    days: Mapping[str, Day]
    topics: Mapping[str, Topic]
    members: Mapping[str, tuple[str, ...]]
    related: Mapping[str, tuple[Neighbour, ...]]
    aliases: Mapping[str, str]
    captures: tuple[CaptureEntry, ...]
    people: People
    searches: tuple[Found, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)

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
    days = days_of(content, papers)
    shown = sorted(content.topics.values(), key=lambda page: (page.topic.name, page.topic.slug))
    known = content.ledger.papers.values()
    return Site(
        papers,
        days,
        {page.topic.slug: page.topic for page in shown},
        members(papers.values(), (page.topic.slug for page in shown)),
        _related(papers, content, spread),
        {old: k.slug for k in known for old in k.aliases if k.slug in papers and old not in papers},
        tuple(sorted(content.ledger.captures.values(), key=lambda c: (c.name, c.digest))),
        people(newest_first(papers.values()), content.settings.follow, content.settings.aliases),
        searches.found(content.settings.searches, newest_first(papers.values())),
        _moved(content.ledger.captures.values(), days),
    )


def _related(
    papers: Mapping[str, Paper], content: Content, spread: Spread
) -> dict[str, tuple[Neighbour, ...]]:
    if "related" in content.settings.omit:
        return dict.fromkeys(papers, ())
    listed = sorted(papers.values(), key=lambda p: (p.first_day != UNDATED, p.first_day))
    texts = [
        Text(p.slug, p.plain_title, p.plain_abstract, p.strengths, p.facts.keywords) for p in listed
    ]
    weigh = settled([paper.first_day for paper in listed])
    found = related(texts, concepts.compile(content.concepts), RELATED, weigh, spread)
    return {text.slug: near for text, near in zip(texts, found, strict=True)}


def classified(content: Content, spread: Spread = in_turn) -> dict[str, Paper]:
    """Every paper that is shown, with its topics, in the order of days and sections.

    Of the content that was asked for last, what was found then."""
    global _last
    last = _last  # another thread may ask for another content
    if last is None or last[0] is not content:
        _last = last = content, _classified(content, spread)
    return last[1]


_last: tuple[Content, dict[str, Paper]] | None = None


def _classified(content: Content, spread: Spread) -> dict[str, Paper]:
    pages = [content.days[day] for day in _in_order(content)]
    shown = {page.text: _shown(page) for page in pages}
    said = _said.of_all(((page.text,) for page in pages), spread, shown=shown)
    by_rule = "rules" not in content.settings.omit
    found = tuple(content.topics[slug].topic for slug in sorted(content.topics) if by_rule)
    rules, classifier = _classifier(found)
    texts = dict(zip(shown, said, strict=True))
    asked = ((rules, page.text) for page in pages)
    ranked = _ranked.of_all(asked, spread, classifier=classifier, shown=shown, said=texts)
    listing, known = _listing(content), content.ledger.papers
    papers = {}
    for page, ones, strengths in zip(pages, said, ranked, strict=True):
        for section, one, strong in zip(shown[page.text], ones, strengths, strict=True):
            chosen = _pinned(topics.chosen(classifier, strong), section, content)
            days, ours = listing[section.slug], known.get(section.slug)
            papers[section.slug] = _paper(section, page.day, days, ours, one, chosen, strong)
    return papers


def _shown(page: DayPage) -> tuple[Section, ...]:
    return tuple(section for section in page.sections if not section.editorial.hidden)


@lru_cache(maxsize=4)
def _classifier(found: tuple[Topic, ...]) -> tuple[str, topics.Classifier]:
    """The topics' rules by their fingerprint, and made ready."""
    return record_key(found), topics.compile(found)


@memoised
def _ranked(
    rules: str,
    page: str,
    *,
    classifier: topics.Classifier,
    shown: Mapping[str, tuple[Section, ...]],
    said: Mapping[str, tuple["_Said", ...]],
) -> tuple[Strengths, ...]:
    """Of the papers of a day page, by its text; ``rules`` names the classifier."""
    papers = [
        (one.plain_title, one.plain_abstract, section.facts.categories, section.facts.keywords)
        for section, one in zip(shown[page], said[page], strict=True)
    ]
    return tuple(topics.strengths_of(classifier, papers))


def members(papers: Iterable[Paper], slugs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Topic -> the slugs of its papers, as ``newest_first`` has them."""
    found: dict[str, list[str]] = {topic: [] for topic in slugs}
    for paper in newest_first(papers):
        for topic in paper.topics:
            found[topic].append(paper.slug)
    return {topic: tuple(papers) for topic, papers in found.items()}


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Newest listing day first, Undated last, ties by slug."""
    found = sorted(papers, key=lambda p: p.slug)
    found.sort(key=lambda p: "" if p.first_day == UNDATED else p.first_day, reverse=True)
    return found


def _listing(content: Content) -> dict[str, set[str]]:
    """Slug -> the days that list it."""
    listing: dict[str, set[str]] = {}
    for day, page in content.days.items():
        for entry in page.entries:
            listing.setdefault(entry.slug, set()).add(day)
    return listing


def _paper(
    section: Section,
    home: str,
    days: set[str],
    known: Known | None,
    said: "_Said",
    chosen: tuple[str, ...],
    strengths: Strengths,
) -> Paper:
    wrote = known.wrote if known else {}
    return Paper(
        section.slug,
        section.title,
        section.abstract,
        section.note,
        section.facts,
        said.plain_title,
        said.plain_abstract,
        tuple(dict.fromkeys((*section.facts.links, *said.links))),
        tuple(sorted(days - {UNDATED})),
        UNDATED in days,
        home,
        (*("+" + p for p in section.editorial.plus), *("-" + p for p in section.editorial.minus)),
        edited_fields(wrote, said.marks),
        not wrote,
        chosen,
        strengths,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """Title and abstract of a section as plain text, the addresses in it, and by field the mark of
    what stands there."""

    marks: Mapping[str, str]
    plain_title: str
    plain_abstract: str
    links: tuple[str, ...]


@memoised
def _said(page: str, *, shown: Mapping[str, tuple[Section, ...]]) -> tuple[_Said, ...]:
    """Of the papers of a day page, by its text."""
    return tuple(map(_said_in, shown[page]))


def _said_in(section: Section) -> _Said:
    head, body = parse(section.title), parse(section.abstract)
    standing = marks(record_text(head), record_text(body), section.facts)
    return _Said(standing, outputs.plain(head), outputs.plain(body), outputs.links(body))


def _pinned(found: tuple[str, ...], section: Section, content: Content) -> tuple[str, ...]:
    """A person's choice wins; a pin that names no topic is told by check_pins."""
    plus, minus = section.editorial.plus, section.editorial.minus
    named = (slug for slug in (*plus, *found) if slug in content.topics and slug not in minus)
    return tuple(dict.fromkeys(named))


def _in_order(content: Content) -> list[str]:
    return sorted(content.days, key=lambda day: (day == UNDATED, day))


def days_of(content: Content, papers: Mapping[str, Paper]) -> dict[str, Day]:
    """Oldest first; what is on them and not among the papers is hidden."""
    days = {}
    for day in _in_order(content):
        page = content.days[day]
        shown = (entry for entry in page.entries if entry.slug in papers)
        listed = [_listed(entry, place) for place, entry in enumerate(shown, start=1)]
        ranked = sorted(listed, key=lambda one: -votes(papers[one.slug]))
        days[day] = Day(day, page.year, page.intro, tuple(ranked))
    return days


def _listed(entry: Section | Reference, place: int) -> Listed:
    """A section's own note is the paper's; a reference's belongs to that day."""
    return Listed(entry.slug, entry.note if isinstance(entry, Reference) else "", place)


def _moved(captures: Iterable[CaptureEntry], days: Mapping[str, Day]) -> dict[str, str]:
    """Of several captures that left a day for several others, the earliest of those."""
    led = sorted(((old, one.day) for one in captures for old in one.was), reverse=True)
    return {old: new for old, new in led if old not in days and new in days}


def votes(paper: Paper) -> int:
    """Papers without votes come after those that have some, as they stand in the file."""
    return int(paper.facts.votes) if paper.facts.votes.isdecimal() else -1
