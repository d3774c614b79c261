"""What a digest published of itself: ``api/papers.json`` and ``api/days/<day>.json``."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.dates import UNDATED, NoSuchDay, listing_day, printed_day
from sitegen.dumps.arxiv_parts import paper_id
from sitegen.dumps.capture import Reading
from sitegen.dumps.json_rows import Broken, rows
from sitegen.dumps.reference import Shelf, each
from sitegen.model import Facts, Record
from sitegen.text import normalise
from sitegen.webaddress import web_address

KIND = "digest-api"
SCHEMAS = frozenset({1})
_HEAD = 100_000
_OPENING = re.compile(
    r'[\ufeff\s]*\{\s*(?:"(?:schema|day)"\s*:\s*(?:"[^"\n]{0,40}"|\d{1,9})\s*,\s*){0,2}'
    r'"papers"\s*:\s*\['
)
_SLUG = re.compile(r'"slug"\s*:\s*"')
_PAPERS = frozenset({"papers"})


def looks_like(text: str) -> bool:
    """Whether this is an object with ``papers`` that have slugs."""
    opening = _OPENING.match(text[:_HEAD])
    if not opening:
        return False
    head = text[opening.end() : _HEAD]
    return bool(_SLUG.search(head)) or ('"schema"' in opening[0] and head.lstrip()[:1] == "]")


def read(text: str, file: str) -> Reading:
    """The papers of the day, or of the index: there a paper is listed once for each of its days.

    A paper's topics and relations are not read: a build derives them again.
    """
    shelf = Shelf(file)
    papers = list[tuple[int, Any]]()
    head: dict[str, Any] = {}
    for row in rows(text.lstrip("\ufeff"), _PAPERS):
        if isinstance(row, Broken):
            shelf.refuse(row.line, row.reason, row.text, "The papers before it are taken")
        elif row.key:
            head[row.key] = row.value
        else:
            papers.append((row.line, row.value))
    if head.get("schema") not in (None, *SCHEMAS):
        shelf.warn(1, "an unknown schema; what is known of it is read", _shown(head["schema"]))
    for line, paper in papers:
        _take(shelf, line, paper, is_index="day" not in head)
    return shelf.reading(_printed(shelf, head.get("day")))


def _printed(shelf: Shelf, day: Any) -> tuple[int | None, int, int] | None:
    if day is None or day == UNDATED:
        return None
    try:
        return printed_day(listing_day(_text(day)))
    except NoSuchDay:
        hint = "Give the day with --date or in a sidecar"
        shelf.warn(1, "the day of the file is none; its papers go to Undated", _shown(day), hint)
        return None


def _take(shelf: Shelf, line: int, paper: Any, is_index: bool) -> None:
    if not isinstance(paper, dict):
        shelf.refuse(line, "a paper is an object", _shown(paper))
        return
    title, abstract = _told(paper, "title"), _told(paper, "abstract")
    if not title:
        shelf.refuse(line, "the paper has no title", _shown(paper.get("slug")))
        return
    facts = _facts(paper, abstract)
    days = list(_days(shelf, line, paper.get("days"))) if is_index else []
    for day in days or [""]:
        shelf.records.append(Record(title, abstract, line, facts, day))


def _told(paper: Mapping[str, Any], name: str) -> str:
    """As it was captured where that is known, else as it was shown."""
    captured = paper.get("tex")
    raw = _text(captured.get(name)) if isinstance(captured, dict) else ""
    return normalise(raw or _text(paper.get(name)))


def _facts(paper: Mapping[str, Any], abstract: str) -> Facts:
    """Addresses in the abstract are found there again, they are no facts of their own."""
    urls = (_text(link.get("url")) for link in _list(paper, "links") if isinstance(link, dict))
    return Facts(
        arxiv=paper_id(normalise(_text(paper.get("arxiv"))))[0],
        authors=each(map(_text, _list(paper, "authors"))),
        links=each(url for url in map(web_address, urls) if url not in abstract),
    )


def _days(shelf: Shelf, line: int, days: Any) -> Iterator[str]:
    for day in days if isinstance(days, list) else ():
        try:
            yield listing_day(_text(day))
        except NoSuchDay:
            shelf.warn(line, "a listing day that is none is left out", _shown(day))


def _list(paper: Mapping[str, Any], name: str) -> list[Any]:
    value = paper.get(name)
    return value if isinstance(value, list) else []


def _shown(value: Any) -> str:
    """A scalar as it is, anything larger by its type: it may be deep or endless."""
    return str(value)[:200] if isinstance(value, str | int) else type(value).__name__


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
