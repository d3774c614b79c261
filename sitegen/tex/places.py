"""Where marks stand in a text, looked for once however often is asked: a text that opens the
same thing at every word would else be read to its end at every word."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

_NEAR, _SHORT = 200, 500
_BRACE = re.compile(r"\\?[{}]")
_STEP: Mapping[str, int] = {"{": 1, "}": -1}


def find(text: str, mark: str, start: int, end: int) -> int:
    """As ``text.find``."""
    near = text.find(mark, start, min(end, start + _NEAR))
    if near >= 0 or end <= start + _NEAR:
        return near
    return next_of(_places(text, mark), start, end - len(mark) + 1)


def next_of(places: Sequence[int], start: int, end: int) -> int:
    """The first of the places from ``start`` on that lies before ``end``, -1 if there is none."""
    index = bisect_left(places, start)
    return places[index] if index < len(places) and places[index] < end else -1


def count_before(text: str, mark: str, pos: int) -> int:
    """How often the mark, a single character, stands before ``pos``."""
    if pos <= _NEAR:
        return text.count(mark, 0, pos)
    return bisect_left(_places(text, mark), pos)


def closing_brace(text: str, start: int, end: int) -> int:
    """The brace that closes the one at ``start``, -1 if none does before ``end``."""
    if len(text) > _SHORT:
        close = _partners(text).get(start, -1)
        return close if close < end else -1
    depth = 0
    for brace in _BRACE.finditer(text, start, end):
        depth += _STEP.get(brace[0], 0)
        if not depth:
            return brace.start()
    return -1


@lru_cache(maxsize=32)
def _places(text: str, mark: str) -> Sequence[int]:
    return [found.start() for found in re.finditer(f"(?={re.escape(mark)})", text)]


@lru_cache(maxsize=4)
def _partners(text: str) -> Mapping[int, int]:
    """Opening brace -> the one that closes it."""
    opened, found = list[int](), dict[int, int]()
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            found[opened.pop()] = brace.start()
    return found
