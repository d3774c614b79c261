"""The rows of a JSON document one by one, each with its line, as far as the document is whole."""

import json
import re
from collections.abc import Generator, Iterator
from typing import Any

from msgspec import Struct

_Found = Generator[tuple[int, Any, str], None, int]
_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(strict=False)


class Row(Struct, frozen=True):
    """A member of the array, or ``key`` and value beside it. ``line`` counts from 1."""

    line: int
    value: Any
    key: str = ""


class Broken(Struct, frozen=True):
    """Where the document cannot be read any further, and why."""

    line: int
    reason: str
    text: str


class _Stop(Exception):
    """``pos`` is where the document stops making sense."""

    def __init__(self, pos: int, reason: str) -> None:
        self.pos, self.reason = pos, reason
        super().__init__(reason)


def rows(text: str, keys: frozenset[str] = frozenset()) -> Iterator[Row | Broken]:
    """The members of the array that the document is, or that stands in an object under one of
    ``keys``; an object without such an array is itself one row, told key by key.

    Everything before a broken place is given; then one Broken, and the end.
    """
    line, counted = 1, 0
    try:
        for pos, value, key in _walk(text, keys):
            line, counted = line + text.count("\n", counted, pos), pos
            yield Row(line, value, key)
    except _Stop as stop:
        line += text.count("\n", counted, stop.pos)
        yield Broken(line, stop.reason, text[stop.pos : stop.pos + 200])


def _walk(text: str, keys: frozenset[str]) -> Iterator[tuple[int, Any, str]]:
    pos = _skip(text, 0)
    if text.startswith("[", pos):
        pos = yield from _members(text, pos)
    elif text.startswith("{", pos):
        pos = yield from _pairs(text, pos, keys)
    else:
        raise _Stop(pos, "this is neither a JSON array nor a JSON object")
    if (pos := _skip(text, pos)) < len(text):
        raise _Stop(pos, "there is text after the end of the JSON document")


def _members(text: str, pos: int) -> _Found:
    """The members of the array that begins at ``pos``; returns where it ends."""
    pos = _skip(text, pos + 1)
    while not text.startswith("]", pos):
        value, after = _value(text, pos)
        yield pos, value, ""
        pos = _separator(text, after, "]")
    return pos + 1


def _pairs(text: str, pos: int, keys: frozenset[str]) -> _Found:
    pos = _skip(text, pos + 1)
    while not text.startswith("}", pos):
        if not text.startswith('"', pos):
            raise _Stop(pos, "expected a key in quotes")
        start = pos
        key, after = _value(text, pos)
        pos = _skip(text, after)
        if not text.startswith(":", pos):
            raise _Stop(pos, "expected a colon after the key")
        pos = _skip(text, pos + 1)
        if key in keys and text.startswith("[", pos):
            pos = yield from _members(text, pos)
        else:
            value, pos = _value(text, pos)
            yield start, value, key
        pos = _separator(text, pos, "}")
    return pos + 1


def _separator(text: str, pos: int, closing: str) -> int:
    """Where the next member begins, or the closing bracket."""
    pos = _skip(text, pos)
    if text.startswith(",", pos):
        return _skip(text, pos + 1)
    if not text.startswith(closing, pos):
        raise _Stop(pos, f"the JSON is cut or broken: expected a comma or {closing}")
    return pos


def _value(text: str, pos: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, pos)
    except json.JSONDecodeError as error:
        raise _Stop(pos, f"the JSON is cut or broken: {error.msg}") from error
    except ValueError as error:
        raise _Stop(pos, "the JSON holds a number with too many digits") from error
    except RecursionError as error:
        raise _Stop(pos, "the JSON is nested too deeply") from error


def _skip(text: str, pos: int) -> int:
    found = _BLANK.match(text, pos)
    return found.end() if found else pos
