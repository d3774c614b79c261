"""The typing habits of TeX: ties, dashes, quotes; and what Markdown shares with them."""

import re
from functools import lru_cache

from sitegen.tex.places import find, next_of
from sitegen.tex.span import Span, goes_on

_ABOUT = frozenset("([{</=>~≤≥|“‘«")
_AFTER_WORD = frozenset(")%”’")
_RUN = re.compile(r"`+")
_STARS = re.compile(r"\*+")
_CLOSING = re.compile(r"(?<![\s*])\*\*(?!\*)")
_DASHES = {2: "–", 3: "—"}


def tie(text: str, pos: int, end: int, before: str) -> Span | None:
    """``MS~MARCO`` holds together; ``~25,000`` means about, ``5~10`` a range."""
    after = text[pos + 1] if pos + 1 < end else ""
    if not after or after in "~/" or not before or before.isspace() or before in _ABOUT:
        return None
    return None if before.isdigit() and after.isdigit() else Span("tie", pos + 1, " ")


def dash(text: str, pos: int, end: int, before: str) -> Span | None:
    """``10--20``, ``this -- that``, ``this---that``; ``--flag`` is no dash."""
    stop = pos
    while stop < end and text[stop] == "-":
        stop += 1
    after = text[stop] if stop < end else ""
    between_words = _is_word(before) and goes_on(text, stop, end)
    between_blanks = before.isspace() and after.isspace()
    sign = _DASHES.get(stop - pos) if between_words or between_blanks else None
    return Span("glyph", stop, sign) if sign else Span("text", stop, text[pos:stop])


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign in _AFTER_WORD


def backticks(text: str, pos: int, end: int, before: str) -> Span:
    """A quotation if a quote closes it first, else a code span, else the backticks themselves."""
    run = _RUN.match(text, pos, end)
    assert run
    quoted = _QUOTATIONS[len(run[0])](text, run.end(), end) if len(run[0]) in _QUOTATIONS else None
    return quoted or _code(text, pos, run.end(), end) or Span("text", run.end(), run[0])


def _double(text: str, start: int, end: int) -> Span | None:
    if text[start : start + 1].isspace():
        return None
    limit = find(text, "``", start, end)
    limit = end if limit < 0 else limit
    close = find(text, "''", start + 1, limit)
    typed = find(text, '"', start + 1, limit if close < 0 else close)
    if typed > 0 and _closes(text, typed, end):
        return Span("quote", typed + 1, "“", (start, typed), "”")
    if close < 0 or text[close - 1] == "\\":
        return None
    while text.startswith("'", close + 2, limit):
        close += 1
    return Span("quote", close + 2, "“", (start, close), "”")


def _single(text: str, start: int, end: int) -> Span | None:
    if text[start : start + 1].isspace():
        return None
    limit = find(text, "`", start, end)
    close = find(text, "'", start + 1, end if limit < 0 else limit)
    while close > 0 and not _closes(text, close, end):
        close = find(text, "'", close + 1, end if limit < 0 else limit)
    if close < 0 or text.startswith("`", close + 1, end):
        return None
    return Span("quote", close + 1, "‘", (start, close), "’")


_QUOTATIONS = {1: _single, 2: _double}


def _closes(text: str, pos: int, end: int) -> bool:
    """A mark behind a word and before none: no apostrophe and no accent."""
    behind = not text[pos - 1].isspace() and text[pos - 1] != "\\"
    return behind and not text[pos + 1 : min(pos + 2, end)].isalnum()


def _code(text: str, pos: int, start: int, end: int) -> Span | None:
    for run in _RUN.finditer(text, start, end):
        if len(run[0]) == start - pos:
            inside = text[start : run.start()].replace("\n", " ")
            padded = inside[:1] == inside[-1:] == " " and inside.strip(" ")
            return Span("code_inline", run.end(), inside[1:-1] if padded else inside)
    return None


def strong(text: str, pos: int, end: int, before: str) -> Span | None:
    """Paired ``**``."""
    opening = _STARS.match(text, pos, end)
    assert opening
    start = opening.end()
    if len(opening[0]) != 2 or start >= end or text[start].isspace():
        return None
    close = next_of(_closing_stars(text), start, end)
    return Span("strong", close + 2, inner=(start, close)) if close >= 0 else None


@lru_cache(maxsize=4)
def _closing_stars(text: str) -> list[int]:
    """Where two stars, no more and no less, end a word."""
    return [run.start() for run in _CLOSING.finditer(text)]
