"""Content -> its papers with their topics; those of a day are remembered."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any

from msgspec import Struct

from sitegen import topics
from sitegen.bodies import Body, together
from sitegen.content.daypage import DayPage, Section
from sitegen.content.inline import parse, record_text
from sitegen.content.ledger import Known
from sitegen.content.ledgerfiles import day_files
from sitegen.content.ledgerpapers import at_home
from sitegen.content.pages import names, outlines
from sitegen.content.whole import Content
from sitegen.dates import UNDATED
from sitegen.daypapers import Columns, DayPapers, Listing, Shelf, columns
from sitegen.decide.marks import edited_fields, marks
from sitegen.judged import Strengths
from sitegen.memo import memoised, memoised_together
from sitegen.model import Topic
from sitegen.paper import Paper, listed_key
from sitegen.prose import outputs
from sitegen.recordkey import Keys, record_key
from sitegen.spread import Spread, in_turn

_PAGES = 8  # that are judged in one go
_A_PAGE = 32  # papers, more or less


def classified(content: Content, spread: Spread = in_turn) -> Mapping[str, Paper]:
    """Every paper that is shown, with its topics, in the order of days and sections.

    Of the content that was asked for last, what was found then."""
    return _found(content, spread).papers


class Fingerprints(Struct, frozen=True):
    """By slug that of a paper, and of what lists may look at."""

    papers: Mapping[str, bytes]
    listed: Mapping[str, bytes]


def fingerprints(content: Content) -> Fingerprints:
    """Those of a day are remembered with it."""
    return _found(content, in_turn).fingerprints


Asked = tuple[str, str, str, str]
OfADay = tuple[tuple[Paper, ...], tuple[bytes, ...], tuple[bytes, ...]]
"""Its papers as if no other day listed them, and the fingerprints of each."""
Looked = tuple[Columns, tuple[bytes, ...], tuple[bytes, ...]]
"""What stands in columns instead of the papers."""


class _Found(Struct, frozen=True, dict=True):
    content: Content
    papers: DayPapers
    several: Collection[str]
    days: list[Looked]

    @cached_property
    def fingerprints(self) -> Fingerprints:
        papers, listed = dict[str, bytes](), dict[str, bytes]()
        for told, alone, as_listed in self.days:
            papers.update(zip(told["slug"], alone, strict=True))
            listed.update(zip(told["slug"], as_listed, strict=True))
        key_of = Keys(Paper).of
        papers |= {slug: key_of(self.papers[slug]) for slug in self.several}
        listed |= {slug: listed_key(self.papers[slug]) for slug in self.several}
        return Fingerprints(papers, listed)


_last: _Found | None = None


def _found(content: Content, spread: Spread) -> _Found:
    global _last
    last = _last  # another thread may ask for another content
    if last is None or last.content is not content:
        _last = last = _classified(content, spread)
    return last


def _classified(content: Content, spread: Spread) -> _Found:
    days = in_order(content)
    rules, classifier = _classifier(_judging(content))
    by = record_key(rules, tuple(sorted(content.topics)))
    pages, recorded = names(content.days), day_files(content.ledger, days)
    asked = [(by, day, pages[day][0], recorded[day]) for day in days]
    new = [one for one in asked if not (_looked.knows(*one) and _papers.knows(*one))]
    judge = partial(_papers, content=content, classifier=classifier)
    ready = _ready(classifier, spread)
    read = dict(
        zip(new, _papers.of_all(new, ready, content=content, classifier=classifier), strict=True)
    )
    looked = [_looked(*one, papers=partial(_read, one, read, judge)) for one in asked]
    shelves = [
        Shelf(one[1], told, partial(_papers_of, one, read, judge))
        for one, (told, *_) in zip(asked, looked, strict=True)
    ]
    listed = _listed(content, {slug for shelf in shelves for slug in shelf.slugs})
    return _Found(content, DayPapers(shelves, listed), listed.keys(), looked)


def _read(one: Asked, read: Mapping[Asked, OfADay], judge: Callable[..., OfADay]) -> OfADay:
    """Read already, or read again."""
    return read.get(one) or judge(*one)


def _papers_of(
    one: Asked, read: Mapping[Asked, OfADay], judge: Callable[..., OfADay]
) -> tuple[Paper, ...]:
    return _read(one, read, judge)[0]


@memoised
def _looked(*asked: str, papers: Callable[[], OfADay]) -> Looked:
    """Of what ``_papers`` gives for the same texts."""
    found, alone, listed = papers()
    return columns(found), alone, listed


def _listed(content: Content, shown: Collection[str]) -> dict[str, Listing]:
    """All days that list a paper, where there are several."""
    pages = outlines(content.days)
    seen, several = set[str](), set[str]()
    for outline in pages.values():
        slugs = {slug for slug, _ in outline.entries}
        several |= seen & slugs
        seen |= slugs
    found: dict[str, set[str]] = {slug: set() for slug in several.intersection(shown)}
    for day, outline in pages.items() if found else ():
        for slug, _ in outline.entries:
            if slug in found:
                found[slug].add(day)
    return {
        slug: (tuple(sorted(days - {UNDATED})), UNDATED in days)
        for slug, days in sorted(found.items())
    }


def make_ready(content: Content) -> None:
    """Ahead of the time when somebody waits for papers to be judged."""
    _classifier(_judging(content))[1].make_ready()


def sources(content: Content) -> dict[str, str]:
    """By day a name for its page and the rules: papers of pages of one name are equal in texts and
    strengths."""
    rules, _ = _classifier(_judging(content))
    return {day: f"{rules} {page}" for day, (page, _) in names(content.days).items()}


def _judging(content: Content) -> tuple[Topic, ...]:
    """The topics whose rules are followed."""
    by_rule = "rules" not in content.settings.omit
    return tuple(content.topics[slug].topic for slug in sorted(content.topics) if by_rule)


@lru_cache(maxsize=4)
def _classifier(found: tuple[Topic, ...]) -> tuple[str, topics.Classifier]:
    """The topics' rules by their fingerprint, and made ready."""
    return record_key(found), topics.compile(found)


def _ready(classifier: topics.Classifier, spread: Spread) -> Spread:
    """Once and ahead of the work what every process would make ready for itself."""

    def spread_ready(
        function: Callable[[Any], Any], items: Iterable[Any], /, *, each: int = 1
    ) -> list[Any]:
        portions = list(items)
        if portions:
            classifier.make_ready()
        return spread(function, portions, each=each * _A_PAGE)

    return spread_ready


@memoised_together(_PAGES, _A_PAGE)
def _papers(
    asked: Sequence[Asked], *, content: Content, classifier: topics.Classifier
) -> list[OfADay]:
    """By the name of the rules, the day, the fingerprint of its page and of what the ledger has of
    it."""
    shown = [_shown(content.days[day]) for _, day, *_ in asked]
    said = [tuple(map(_said_in, sections)) for sections in shown]
    judged = [
        (one.plain_title, one.plain_abstract, section.facts.categories, section.facts.keywords)
        for sections, ones in zip(shown, said, strict=True)
        for section, one in zip(sections, ones, strict=True)
    ]
    found = iter(topics.strengths_of(classifier, judged))
    key_of = Keys(Paper).of
    every = [
        tuple(
            _paper(
                section, day, known.get(section.slug), one, body, content, classifier, next(found)
            )
            for section, one, body in zip(sections, ones, _bodies(sections, ones), strict=True)
        )
        for (_, day, *_), sections, ones in zip(asked, shown, said, strict=True)
        for known in (at_home(content.ledger, day),)
    ]
    return [
        (papers, tuple(map(key_of, papers)), tuple(map(listed_key, papers))) for papers in every
    ]


def _bodies(sections: Iterable[Section], said: Iterable["_Said"]) -> list[Body]:
    both = zip(sections, said, strict=True)
    return together((section.abstract, one.plain_abstract) for section, one in both)


def _shown(page: DayPage) -> tuple[Section, ...]:
    return tuple(section for section in page.sections if not section.editorial.hidden)


def _paper(
    section: Section,
    day: str,
    known: Known | None,
    said: "_Said",
    body: Body,
    content: Content,
    classifier: topics.Classifier,
    strengths: Strengths,
) -> Paper:
    wrote = known.wrote if known else {}
    return Paper(
        section.slug,
        section.title,
        body,
        section.note,
        section.facts,
        said.plain_title,
        tuple(dict.fromkeys((*section.facts.links, *said.links))),
        () if day == UNDATED else (day,),
        day == UNDATED,
        day,
        (*("+" + p for p in section.editorial.plus), *("-" + p for p in section.editorial.minus)),
        edited_fields(wrote, said.marks),
        not wrote,
        _pinned(topics.chosen(classifier, strengths), section, content),
        strengths,
    )


class _Said(Struct, frozen=True):
    """Title and abstract of a section as plain text, the addresses in it, and by field the mark of
    what stands there."""

    marks: Mapping[str, str]
    plain_title: str
    plain_abstract: str
    links: tuple[str, ...]


def _said_in(section: Section) -> _Said:
    head, body = parse(section.title), parse(section.abstract)
    standing = marks(record_text(head), record_text(body), section.facts)
    title, abstract = outputs.plain(head), outputs.plain(body)
    return _Said(
        standing,
        section.title if title == section.title else title,  # kept once
        section.abstract if abstract == section.abstract else abstract,
        outputs.links(body),
    )


def _pinned(found: tuple[str, ...], section: Section, content: Content) -> tuple[str, ...]:
    """A person's choice wins; a pin that names no topic is told by check_pins."""
    plus, minus = section.editorial.plus, section.editorial.minus
    named = (slug for slug in (*plus, *found) if slug in content.topics and slug not in minus)
    return tuple(dict.fromkeys(named))


def in_order(content: Content) -> list[str]:
    return sorted(content.days, key=lambda day: (day == UNDATED, day))
