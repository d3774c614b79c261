"""What people type into searches and filters: words that must stand there, "words in a row", and
with a hyphen before them those that must not. ``templates/static/grammar.js`` reads the same.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sitegen.words import fold, stems

_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


class Part(Struct, frozen=True):
    """Stems that stand in a row, or must not."""

    stems: tuple[str, ...]
    barred: bool = False


def parse(text: str) -> tuple[Part, ...]:
    """The parts in order; what has no word in it is left out."""
    found = (
        Part(stems(quoted or plain), bool(minus))
        for minus, quoted, plain in _PART.findall(fold(text))
    )
    return tuple(part for part in found if part.stems)


def stands(row: Sequence[str], texts: Iterable[Sequence[str]]) -> bool:
    """Whether one of the texts, given as stems, has these in a row."""
    length = len(row)
    return any(
        tuple(text[at : at + length]) == tuple(row)
        for text in texts
        for at in range(len(text) - length + 1)
    )


def fits(parts: Iterable[Part], texts: Sequence[Sequence[str]]) -> bool:
    """Whether everything wanted stands in the texts and nothing barred."""
    return all(stands(part.stems, texts) != part.barred for part in parts)
