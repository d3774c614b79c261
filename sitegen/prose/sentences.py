"""A parsed text cut into sentences, formulas and markup whole."""

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

Sentence = tuple[Token, ...]

_END = re.compile(r"[.!?][\"'”’)\]]*(\s+)(?=[\"'“‘(\[]*[A-Z0-9]|$)")
_SHORTENED = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|cf|vs|resp|approx|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|No|Dr|Prof|St|"
    r"[A-Z])|\.\.)\.$"
)
_LONGEST_SHORT = len("approx.")


def sentences(tokens: Iterable[Token]) -> tuple[Sentence, ...]:
    """The tokens of ``content.inline.parse`` in groups; joined they are the text again.

    White space after a sentence belongs to it. Nothing is cut inside emphasis, links or quotes.
    """
    found: list[Sentence] = []
    current: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting
        pieces = tuple(_cut(token)) if token.type == "text" and not depth else (token,)
        for i, piece in enumerate(pieces):
            current.append(piece)
            if i < len(pieces) - 1:
                found.append(tuple(current))
                current = []
    return (*found, tuple(current)) if current else tuple(found)


def _cut(token: Token) -> Iterator[Token]:
    """The text token in as many as there are sentences in it; the last may be empty."""
    start = 0
    for end in _END.finditer(token.content):
        stop = end.start() + 1
        if not _SHORTENED.search(token.content, max(start, stop - _LONGEST_SHORT), stop):
            yield Token("text", "", 0, content=token.content[start : end.end()], level=token.level)
            start = end.end()
    yield Token("text", "", 0, content=token.content[start:], level=token.level)
