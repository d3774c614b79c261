"""What a recogniser answers, and how arguments in braces are found."""

import re
from typing import NamedTuple

from sitegen.tex.places import closing_brace

_SCHEME = re.compile(r"https?(?![A-Za-z0-9])")


class Span(NamedTuple):
    """A stretch of text that means something, from the place asked about up to ``end``.

    ``content`` is what it stands for: the character of a ``glyph``, the formula of ``math``, the
    address of a ``url`` or ``link``. A span with ``inner`` wraps text that is read in its turn.
    """

    type: str
    end: int
    content: str = ""
    inner: tuple[int, int] | None = None
    closing: str = ""


def argument(text: str, pos: int, end: int) -> tuple[int, int] | None:
    """Where the inside of the group ``{...}`` that begins at ``pos`` stands."""
    if not text.startswith("{", pos, end):
        return None
    close = closing_brace(text, pos, end)
    return None if close < 0 else (pos + 1, close)


def goes_on(text: str, pos: int, end: int) -> bool:
    """Whether a word begins or continues at ``pos``: an address is no word."""
    return text[pos : min(pos + 1, end)].isalnum() and not _SCHEME.match(text, pos, end)


def after_empty_group(text: str, pos: int, end: int) -> int:
    """Behind a left-over ``{}``, which only ended the name of a macro."""
    return pos + 2 if text.startswith("{}", pos, end) else pos
