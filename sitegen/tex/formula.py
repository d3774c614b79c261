"""Formulas: where they stand, and what they are in plain Unicode."""

import re

from sitegen.tex.places import find
from sitegen.tex.span import Span

LONGEST_FORMULA = 2_000
_LETTER_OR_TEX = re.compile(r"[A-Za-z^_\\]")
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")
_TEX = re.compile(r"[\\^_{}=]")
_DISPLAY = {"(": "\\)", "[": "\\]"}


def delimited(text: str, pos: int, end: int) -> Span | None:
    """A formula between ``\\(`` and ``\\)`` or ``\\[`` and ``\\]``."""
    close = find(text, _DISPLAY[text[pos + 1]], pos + 2, end)
    body = text[pos + 2 : close] if close > 0 else ""
    return Span("math", close + 2, body.strip()) if _is_formula(body) else None


def dollars(text: str, pos: int, end: int, before: str) -> Span | None:
    """A formula between dollars; sums of money, ``$5 and $10``, are none."""
    if text.startswith("$$", pos, end):
        close = find(text, "$$", pos + 2, end)
        body = text[pos + 2 : close] if close > 0 else ""
        if "$" not in body and _is_formula(body):
            return Span("math", close + 2, body.strip())
    close = _closing_dollar(text, pos + 1, end)
    body = text[pos + 1 : close] if close > 0 else ""
    tight = body.strip() == body and not text[close + 1 : min(close + 2, end)].isdigit()
    return Span("math", close + 1, body) if tight and _is_formula(body) else None


def _closing_dollar(text: str, start: int, end: int) -> int:
    close = find(text, "$", start, end)
    while close > 0 and text[close - 1] == "\\":
        close = find(text, "$", close + 1, end)
    return close


def _is_formula(body: str) -> bool:
    """Something to set, and not a stretch of prose between two dollar signs."""
    if len(body) > LONGEST_FORMULA or not body.strip() or not _LETTER_OR_TEX.search(body):
        return False
    return bool(_TEX.search(body)) or len(_WORD.findall(body)) < 2
