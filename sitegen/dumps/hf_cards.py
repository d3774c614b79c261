"""The Daily Papers page as one sees it: a card for each paper, its title linked to its page."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from lxml import etree
from msgspec.structs import replace

from sitegen.dates import NoSuchDay, with_year
from sitegen.dumps.arxiv_parts import paper_id
from sitegen.dumps.limits import LONGEST_ABSTRACT, LONGEST_COUNT, LONGEST_TITLE, MOST_REFUSED
from sitegen.dumps.page_parts import entry_day
from sitegen.dumps.reference import Shelf
from sitegen.model import Facts, Record
from sitegen.text import normalise

SHORTEST_ABSTRACT = 150
_LEVELS = 8
_LONGEST_DATE = 60
_PAPER = re.compile(
    r"(?:https?://huggingface\.co)?/papers/([\w.-]{1,30}(?:/\d{7})?)(?:[?#]|$)", re.ASCII
)
_COMMUNITY = "#community"

Element = etree._Element


def read_cards(root: Element, shelf: Shelf) -> None:
    """Fills the shelf in the order of the page; a card that names no paper is refused.

    The page may show a paper twice, for narrow and for wide screens: that is one record.
    """
    headings = [h for h in root.iter("h3") if next(h.iterancestors("h3"), None) is None]
    inside = Counter(a for h in headings for a in islice(h.iterancestors(), _LEVELS))
    found = dict[str, Record]()
    repeated, nameless = 0, list[Element]()
    for heading in headings:
        record = _record(heading, inside)
        if record is None:
            nameless += islice(heading.iterancestors("article"), 1)
        elif known := found.get(record.facts.arxiv):
            repeated += 1
            found[record.facts.arxiv] = _together(known, record)
        else:
            found[record.facts.arxiv] = record
    shelf.records.extend(found.values())
    _refuse(shelf, dict.fromkeys([*nameless, *_without_heading(root, headings)]))
    if repeated:
        hint = "Each paper is taken once"
        shelf.warn(0, f"cards that show a paper once more: {repeated}", hint=hint)


def text_of(element: Element, most: int = LONGEST_ABSTRACT) -> str:
    """The visible text, cut soon after ``most`` characters."""
    parts, length = list[str](), 0
    for part in map(str, element.itertext()):
        parts.append(part)
        length += len(part)
        if length > most:
            break
    return normalise("".join(parts))


def line_of(element: Element) -> int:
    line: Any = element.sourceline
    return line or 1


def _without_heading(root: Element, headings: list[Element]) -> Iterator[Element]:
    """Cards in which there is no title at all; a card in a card is part of it."""
    with_heading = {article for h in headings for article in h.iterancestors("article")}
    for article in root.iter("article"):
        if article not in with_heading and next(article.iterancestors("article"), None) is None:
            yield article


def _refuse(shelf: Shelf, cards: Collection[Element]) -> None:
    reason = "a card without a title that is linked to its paper"
    for card in islice(cards, MOST_REFUSED):
        shelf.refuse(line_of(card), reason, text_of(card, LONGEST_TITLE))
    if len(cards) > MOST_REFUSED:
        shelf.refuse(0, f"more cards without such a title: {len(cards) - MOST_REFUSED}")


def _record(heading: Element, inside: Counter[Element]) -> Record | None:
    """``inside``: how many headings an element holds."""
    arxiv, title = _linked(heading), text_of(heading, LONGEST_TITLE)
    if not (arxiv and 0 < len(title) <= LONGEST_TITLE):
        return None
    card = _card(heading, inside)
    facts = Facts(
        arxiv=arxiv,
        published=next(filter(None, map(_date, card.iter())), ""),
        votes=_votes(card),
        comments=_comments(card, arxiv),
    )
    return Record(title, _abstract(card, arxiv), line_of(heading), facts)


def _together(first: Record, second: Record) -> Record:
    votes = first.facts.votes or second.facts.votes
    comments = first.facts.comments or second.facts.comments
    facts = replace(first.facts, votes=votes, comments=comments)
    return replace(first, abstract=max(first.abstract, second.abstract, key=len), facts=facts)


def _linked(heading: Element) -> str:
    """The arXiv id to which the heading is linked, by a link in it or round it."""
    links = (*islice(heading.iter("a"), 1), *islice(heading.iterancestors("a"), 1))
    return next(filter(None, map(_target, links)), "")


def _target(link: Element) -> str:
    found = _PAPER.match((link.get("href") or "").strip())
    return paper_id(found[1])[0] if found else ""


def _card(heading: Element, inside: Counter[Element]) -> Element:
    """What stands round this heading and no other."""
    card = heading
    for above in islice(heading.iterancestors(), _LEVELS):
        if card.tag == "article" or inside[above] > 1 or above.tag in ("main", "body"):
            break
        card = above
    return card


def _votes(card: Element) -> str:
    marked = (e for e in card.iter() if "leading-none" in (e.get("class") or "").split())
    return next(filter(None, map(_count, marked)), "")


def _date(element: Element) -> str:
    """The date that an element is, where it has a year."""
    text = element.text or ""
    if len(element) or len(text) > _LONGEST_DATE:
        return ""
    try:
        year, month, day = entry_day(normalise(text)) or (None, 0, 0)
        return with_year(year, month, day) if year else ""
    except NoSuchDay:
        return ""


def _comments(card: Element, arxiv: str) -> str:
    links = (e for e in card.iter("a") if (e.get("href") or "").endswith(_COMMUNITY))
    return next(filter(None, (_count(e) for e in links if _target(e) == arxiv)), "")


def _count(element: Element) -> str:
    text = text_of(element, LONGEST_COUNT)
    return text if text.isascii() and text.isdigit() and len(text) <= LONGEST_COUNT else ""


def _abstract(card: Element, arxiv: str) -> str:
    """The longest paragraph, or the longest link to the paper; some layouts show none."""
    links = (e for e in card.iter("a") if _target(e) == arxiv)
    texts = [*map(text_of, card.iter("p")), *map(text_of, _beside_heading(links))]
    longest = max(texts, key=len, default="")
    return longest if SHORTEST_ABSTRACT <= len(longest) <= LONGEST_ABSTRACT else ""


def _beside_heading(links: Iterator[Element]) -> Iterator[Element]:
    for link in links:
        inside = next(link.iter("h3"), None)
        if inside is None and next(link.iterancestors("h3"), None) is None:
            yield link
