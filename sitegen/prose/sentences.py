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
_LONGEST_SHORT = len("approx.")


class Words(Struct, frozen=True):
    """Of a token that is text the part that belongs to one sentence."""

    content: str
    type: str = "text"


Sentence = tuple[Token | Words, ...]


def sentences(tokens: Iterable[Token]) -> tuple[Sentence, ...]:
    """The tokens of ``content.inline.parse`` in groups; joined they are the text again.

    White space after a sentence belongs to it. Nothing is cut inside emphasis, links or quotes.
    """
    found: list[Sentence] = []
    current: list[Token | Words] = []
    depth = 0
    for token in tokens:
        depth += token.nesting
        if depth or token.type != "text":
            current.append(token)
            continue
        *ended, last = map(Words, _cut(token.content))
        for words in ended:
            found.append((*current, words))
            current = []
        current.append(last)
    return (*found, tuple(current)) if current else tuple(found)


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
