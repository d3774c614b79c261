"""The rows of the Daily Papers list in a JSON text, also in one that is broken somewhere."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from sitegen.dates import NoSuchDay, printed_day
from sitegen.dumps.capture import Reading
from sitegen.dumps.hf_row import shown, take
from sitegen.dumps.json_rows import Broken, Row, rows
from sitegen.dumps.limits import MOST_REFUSED, MOST_REREAD
from sitegen.dumps.reference import Shelf

LISTS = frozenset({"papers", "dailyPapers", "searchResults"})
_FRAGMENT = 200
_ROW = re.compile(r'\{[ \t\n\r]*"paper"[ \t\n\r]*:[ \t\n\r]*\{')
_NO_ROW = re.compile(r'(?:[\s,\[\]{}]++|"(?:papers|dailyPapers|searchResults)"\s*+:)*+')

Printed = tuple[int | None, int, int] | None


def read_rows(text: str, shelf: Shelf, before: int = 0) -> dict[str, Any]:
    """Fills the shelf with the rows; returns what the document says beside its lists.

    ``before`` are the lines of the file above the text. A document that is one row has none
    beside it.
    """
    head: dict[str, Any] = {}
    first = text[: text.find("{") + 1].count("\n") + 1 + before
    for found in _found(text):
        line = found.line + before
        if _is_row(head) and (isinstance(found, Broken) or not found.key):
            take(shelf, first, head)
            head = {}
        if _is_full(shelf, line):
            return head
        if isinstance(found, Broken):
            _tell(shelf, line, found)
        elif found.key:
            head[found.key] = found.value
        else:
            _take(shelf, line, found.value)
    return _single(shelf, first, head)


def _take(shelf: Shelf, line: int, value: Any) -> None:
    """A list among the rows is another page of the same answer."""
    for row in value if isinstance(value, list) else [value]:
        if _is_full(shelf, line):
            return
        take(shelf, line, row)


def _is_full(shelf: Shelf, line: int) -> bool:
    """Whether so much was refused that this is no such list; says so once."""
    if len(shelf.refused) == MOST_REFUSED:
        shelf.refuse(line, f"more than {MOST_REFUSED} refusals: nothing is read from here on")
    return len(shelf.refused) > MOST_REFUSED


def _tell(shelf: Shelf, line: int, broken: Broken) -> None:
    if broken.text:
        shelf.refuse(line, broken.reason, broken.text, "The rows around it are taken")
    else:
        shelf.warn(line, broken.reason, hint="The dump may be cut")


def _is_row(head: dict[str, Any]) -> bool:
    return "paper" in head or "title" in head


def _single(shelf: Shelf, line: int, head: dict[str, Any]) -> dict[str, Any]:
    if _is_row(head):
        take(shelf, line, head)
        return {}
    if "error" in head:
        shelf.refuse(line, "the API answered with an error", shown(head["error"]))
    return head


def _found(text: str) -> Iterator[Row | Broken]:
    """What ``rows`` finds; after a broken place it goes on with the next row.

    A list may follow a list, a row a row (a file to which every answer is appended): nothing is
    broken then. ``Broken.text`` is "" where only the end of the list is missing.
    """
    start, before, source, effort = 0, 0, text, 0
    while effort <= MOST_REREAD:
        broken = None
        for found in rows(source, LISTS):
            if isinstance(found, Row):
                yield replace(found, line=found.line + before)
            else:
                broken = replace(found, line=found.line + before)
        if broken is None:
            return
        at = _position(text, start, broken.line - before - 1, broken.text)
        following = _ROW.search(text, at + (at == start))
        end = following.start() if following else len(text)
        if not _NO_ROW.fullmatch(text, at, end):
            yield broken
        elif not following and not start:
            yield replace(broken, text="")
        if not following:
            return
        before += text.count("\n", start, end)
        start, source = end, "[" + text[end:]
        effort += len(source)
    yield Broken(before + 1, "too many broken places: nothing is read from here on", source[1:200])


def _position(text: str, start: int, lines: int, fragment: str) -> int:
    """Where the fragment stands, that many lines below ``start``; a short one is the end."""
    if len(fragment) < _FRAGMENT:
        return len(text) - len(fragment)
    for _ in range(lines):
        start = text.find("\n", start) + 1
    return text.find(fragment, start)


def page_day(shelf: Shelf, head: dict[str, Any]) -> Printed:
    """The day of which the list is; None for a week, a month, a search."""
    stated = head.get("dateString")
    if is_search(head) or head.get("periodType", "day") != "day" or not isinstance(stated, str):
        return None
    try:
        return printed_day(stated[:10])
    except NoSuchDay as error:
        shelf.warn(1, f"{error}; the papers without a day of their own go to Undated")
        return None


def is_search(head: dict[str, Any]) -> bool:
    query = head.get("query")
    return bool(isinstance(query, dict) and query.get("q"))


def reading(shelf: Shelf, printed: Printed) -> Reading:
    """What is on the shelf, with a word on entries that nothing gives a day."""
    undated = sum(not record.day for record in shelf.records)
    if undated and printed is None:
        reason = f"entries without a listing day: {undated} of {len(shelf.records)}"
        shelf.warn(0, reason, hint="Give the day with --date or in a sidecar")
    return Reading(printed, tuple(shelf.records), tuple(shelf.refused), tuple(shelf.warnings))
