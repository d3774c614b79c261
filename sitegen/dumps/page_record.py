"""A card of a Daily Papers page -> a record."""

from msgspec.structs import asdict, replace

from sitegen.dates import NoSuchDay, with_year
from sitegen.dumps.arxiv_parts import later, paper_id
from sitegen.dumps.limits import LONGEST_ABSTRACT
from sitegen.dumps.page_card import Card
from sitegen.dumps.page_parts import Day
from sitegen.dumps.page_year import Shown
from sitegen.dumps.reference import each
from sitegen.model import Facts, Record
from sitegen.text import normalise
from sitegen.webaddress import web_address

_LONGEST_SUMMARY = 400


def record_of(card: Card, printed: Day | None, *, trending: bool) -> Record:
    """The record of a card. An abstract that is too long is left out.

    The Trending page shows a machine's sentence instead of the abstract where it has one.
    """
    told = abstract_of(card)
    brief = trending and len(told) < _LONGEST_SUMMARY and told.count(". ") < 2
    arxiv, version = paper_id(card.arxiv)
    facts = Facts(
        arxiv=arxiv,
        version=later(version),
        published=_published(card, printed),
        summary=told if brief else "",
        organization=card.organization,
        links=each(map(web_address, card.links)),
        stars=card.stars,
        votes=card.votes,
        comments=card.comments,
    )
    return Record(normalise(card.title), "" if brief else told, card.line, facts)


def abstract_of(card: Card) -> str:
    """The abstract, "" when it is none or too long."""
    told = normalise(" ".join(card.abstract))
    return told if len(told) <= LONGEST_ABSTRACT else ""


def together(first: Record, second: Record) -> Record:
    """One record of both; what the first does not say, the second does."""
    found = asdict(second.facts)
    missing = {name: value for name, value in found.items() if not getattr(first.facts, name)}
    abstract = max(first.abstract, second.abstract, key=len)
    return replace(first, abstract=abstract, facts=replace(first.facts, **missing))


def _published(card: Card, printed: Day | None) -> str:
    """The ISO date; one without a year is of the year in which the page was shown."""
    if not card.day:
        return ""
    year, month, day = card.day
    if year is not None:
        return _iso(year, month, day)
    shown = (printed[0] if printed else None) or Shown(None, month, day, card.arxiv).own_year
    date = _iso(shown, month, day)
    return "" if printed and printed[0] and date > _iso(printed[0], *printed[1:]) else date


def _iso(year: int, month: int, day: int) -> str:
    """The ISO day, "" where the year is 0 or has no such day."""
    try:
        return with_year(year, month, day) if year else ""
    except NoSuchDay:
        return ""
