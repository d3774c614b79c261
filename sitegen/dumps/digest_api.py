"""What a digest published of itself: ``api/papers.json`` and ``api/days/<day>.json``."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.dates import UNDATED, NoSuchDay, listing_day, printed_day
from sitegen.dumps.capture import PublishedDay, Reading
from sitegen.dumps.digest_entry import (
    facts_of,
    markdown_of,
    place_of,
    shown,
    text_of,
    told,
    wish_of,
)
from sitegen.dumps.json_rows import Broken, rows
from sitegen.dumps.reference import Shelf
from sitegen.model import Record

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
        shelf.warn(1, "an unknown schema; what is known of it is read", shown(head["schema"]))
    listing = _Listing(shelf, text_of(head.get("digest")), head.get("day"))
    for line, paper in sorted(papers, key=lambda row: place_of(row[1])):
        listing.take(line, paper)
    return replace(shelf.reading(_printed(shelf, head.get("day"))), page=_page(head))


def _page(head: Mapping[str, Any]) -> PublishedDay | None:
    """The day page, of a digest that says all of it."""
    if not text_of(head.get("digest")) or "day" not in head:
        return None
    return PublishedDay(head.get("year_inferred") is True, markdown_of(head.get("intro")))


def _printed(shelf: Shelf, day: Any) -> tuple[int | None, int, int] | None:
    if day is None or day == UNDATED:
        return None
    try:
        return printed_day(listing_day(text_of(day)))
    except NoSuchDay:
        hint = "Give the day with --date or in a sidecar"
        shelf.warn(1, "the day of the file is none; its papers go to Undated", shown(day), hint)
        return None


class _Listing(Struct, frozen=True):
    """The papers of one document. ``day`` is None in the index: there a paper stands once, and is
    listed once for each of its days."""

    shelf: Shelf
    digest: str
    day: Any

    def take(self, line: int, paper: Any) -> None:
        if not isinstance(paper, dict):
            self.shelf.refuse(line, "a paper is an object", shown(paper))
            return
        title, abstract = told(paper, "title"), told(paper, "abstract")
        if not title:
            self.shelf.refuse(line, "the paper has no title", shown(paper.get("slug")))
            return
        facts = facts_of(paper, abstract, complete=bool(self.digest))
        listed = tuple(self._days(line, paper.get("days")))
        for day in (self.day is None and listed) or [""]:
            wish = wish_of(paper, self.digest, day or self.day or UNDATED, listed)
            self.shelf.records.append(Record(title, abstract, line, facts, day, wish))

    def _days(self, line: int, days: Any) -> Iterator[str]:
        for day in days if isinstance(days, list) else ():
            try:
                yield listing_day(text_of(day))
            except NoSuchDay:
                if self.day is None:
                    self.shelf.warn(line, "a listing day that is none is left out", shown(day))
