"""Accents: ``\\'a``, ``\\"{o}``, ``\\c{c}``, ``\\'{\\i}``."""

import re
import unicodedata

from sitegen.tex.span import Span, argument, goes_on
from sitegen.tex.tables import ACCENTS, LETTERS

_DOTLESS = {"i": "i", "j": "j"}
_QUOTES = "'\""
_SIGNS = "^~"  # over nothing, they stand for themselves
_BASE = re.compile(r"\\(?:[ij](?![A-Za-z]) ?)|[^\W\d_]")
_LONGEST_LETTER = 20
_UMLAUT = frozenset("aeiouyAEIOUY")


def accent(text: str, pos: int, end: int, before: str) -> Span | None:
    """The accented letter that begins with the backslash at ``pos``.

    A quote that dump writers escaped, as in ``a model\\'s``, is a quote.
    """
    mark = text[pos + 1]
    if mark in _SIGNS and text.startswith("{}", pos + 2, end):
        return Span("glyph", pos + 4, mark)
    found = None if _is_genitive(text, pos, end, before) else _letter(text, pos, end)
    if found:
        return Span("glyph", found[1], found[0])
    return Span("glyph", pos + 2, mark) if mark in _QUOTES else None


def _is_genitive(text: str, pos: int, end: int, before: str) -> bool:
    """``model\\'s`` ends a word in s: never the rare letter ś."""
    ends_word = text.startswith("'s", pos + 1, end) and not goes_on(text, pos + 3, end)
    return ends_word and before.isalpha()


def _letter(text: str, pos: int, end: int) -> tuple[str, int] | None:
    mark, at = text[pos + 1], pos + 2
    if inside := argument(text, at, end):
        base, stop = _argument(text, *inside), inside[1] + 1
    else:
        at += mark.isalpha() and text.startswith(" ", at, end)
        found = None if mark.isalpha() and at == pos + 2 else _BASE.match(text, at, end)
        base, stop = (_plain_base(found[0]), found.end()) if found else ("", at)
        if mark == '"' and base not in _UMLAUT:
            return None
    composed = unicodedata.normalize("NFC", base + ACCENTS[mark])
    return (composed, stop) if base and len(composed) == 1 else None


def _argument(text: str, start: int, end: int) -> str:
    """The letter in braces, perhaps itself with an accent."""
    if end - start > _LONGEST_LETTER:
        return ""
    inside = text[start:end].strip()
    if len(inside) == 1:
        return inside if inside.isalpha() else ""
    if inside[1:2] in ACCENTS and inside.startswith("\\"):
        found = _letter(inside, 0, len(inside))
        return found[0] if found and found[1] == len(inside) else ""
    return _plain_base(inside)


def _plain_base(base: str) -> str:
    name = base[1:].strip() if base.startswith("\\") else base
    return base if name == base else _DOTLESS.get(name) or LETTERS.get(name, "")
