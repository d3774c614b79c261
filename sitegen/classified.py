"""Content -> its papers with their topics; what is told by a day page is remembered by its text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from sitegen import topics
from sitegen.content.daypage import DayPage, Section
from sitegen.content.inline import parse, record_text
from sitegen.content.ledger import Known
from sitegen.content.whole import Content
from sitegen.dates import UNDATED
from sitegen.decide.marks import edited_fields, marks
from sitegen.judged import Strengths
from sitegen.memo import memoised, memoised_together
from sitegen.model import Topic
from sitegen.paper import Paper
from sitegen.prose import outputs
from sitegen.recordkey import record_key
from sitegen.spread import Spread, in_turn

_PAGES = 8  # that are judged in one go


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
    pages = [content.days[day] for day in in_order(content)]
    shown = {page.text: _shown(page) for page in pages}
    said = _said.of_all(((page.text,) for page in pages), spread, shown=shown)
    rules, classifier = _classifier(_judging(content))
    texts = dict(zip(shown, said, strict=True))
    asked = ((rules, page.text) for page in pages)
    ready = _ready(classifier, spread)
    ranked = _ranked.of_all(asked, ready, classifier=classifier, shown=shown, said=texts)
    listing, known = _listing(content), content.ledger.papers
    papers = {}
    for page, ones, strengths in zip(pages, said, ranked, strict=True):
        for section, one, strong in zip(shown[page.text], ones, strengths, strict=True):
            chosen = _pinned(topics.chosen(classifier, strong), section, content)
            days, ours = listing[section.slug], known.get(section.slug)
            papers[section.slug] = _paper(section, page.day, days, ours, one, chosen, strong)
    return papers


def sources(content: Content) -> dict[str, str]:
    """By day a name for its page and the rules: papers of pages of one name are equal in texts and
    strengths."""
    rules, _ = _classifier(_judging(content))
    return {day: record_key(rules, page.text) for day, page in content.days.items()}


def _judging(content: Content) -> tuple[Topic, ...]:
    """The topics whose rules are followed."""
    by_rule = "rules" not in content.settings.omit
    return tuple(content.topics[slug].topic for slug in sorted(content.topics) if by_rule)


def _shown(page: DayPage) -> tuple[Section, ...]:
    return tuple(section for section in page.sections if not section.editorial.hidden)


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
        return spread(function, portions, each=each)

    return spread_ready


@memoised_together(_PAGES)
def _ranked(
    asked: Sequence[tuple[str, str]],
    *,
    classifier: topics.Classifier,
    shown: Mapping[str, tuple[Section, ...]],
    said: Mapping[str, tuple["_Said", ...]],
) -> list[tuple[Strengths, ...]]:
    """Of the papers of day pages, by the name of the classifier and the text of each page."""
    papers = [
        (one.plain_title, one.plain_abstract, section.facts.categories, section.facts.keywords)
        for _, page in asked
        for section, one in zip(shown[page], said[page], strict=True)
    ]
    found = iter(topics.strengths_of(classifier, papers))
    return [tuple(islice(found, len(shown[page]))) for _, page in asked]


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


def in_order(content: Content) -> list[str]:
    return sorted(content.days, key=lambda day: (day == UNDATED, day))
