"""A parsed text cut into sentences, formulas and markup whole."""

import re
from collections.abc import Iterable

from markdown_it.token import Token
from msgspec import Struct

_END = re.compile(r"[.!?][\"'”’)\]]*(\s+)(?=[\"'“‘(\[]*[A-Z0-9]|$)")
_SHORTENED = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|cf|vs|resp|approx|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|No|Dr|Prof|St|"
    r"[A-Z])|\.\.)\.$"
)
END = "\0"
"""No text may hold it."""
_LONGEST_SHORT = len("approx.")


class Words(Struct, frozen=True):
    """A token that is text, with its sentences told apart."""

    content: str
    type: str = "text"


def parted(tokens: Iterable[Token]) -> tuple[Token | Words, ...]:
    """The tokens of ``content.inline.parse``; between one sentence and the next stands ``END``,
    which then stands there in all that is made of them.

    White space after a sentence belongs to it. Nothing is cut inside emphasis, links or quotes.
    """
    found: list[Token | Words] = []
    depth = 0
    for token in tokens:
        depth += token.nesting
        inside = depth or token.type != "text"
        found.append(token if inside else Words(END.join(_cut(token.content))))
    return tuple(found)


def _cut(text: str) -> list[str]:
    """In as many as there are sentences in it; the last may be empty."""
    cut, start = [], 0
    for found in _END.finditer(text):
        stop = found.start() + 1
        if not _SHORTENED.search(text, max(start, stop - _LONGEST_SHORT), stop):
            cut.append(text[start : found.end()])
            start = found.end()
    cut.append(text[start:])
    return cut
