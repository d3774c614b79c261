"""Abstracts of many papers, written down together: all are held, few are looked at."""

import marshal
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

_NEAR = 64  # portions that are held as they were read: papers of near days are looked at together
_NO_MARKS = 2


class Body(Struct, frozen=True, eq=False, gc=False):
    """The abstract of one paper. Two are equal where their texts are."""

    written: bytes
    at: int

    @property
    def markdown(self) -> str:
        return _read(self.written)[2 * self.at] or ""

    @property
    def plain(self) -> str:
        """As plain text."""
        plain = _read(self.written)[2 * self.at + 1]
        return self.markdown if plain is None else plain

    @property
    def told(self) -> tuple[str, str]:
        return self.markdown, self.plain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Body) and self.told == other.told

    def __hash__(self) -> int:
        return hash(self.told)


def together(texts: Iterable[tuple[str, str]]) -> list[Body]:
    """Of Markdown and plain texts. What is the same in both is written once."""
    told = [(markdown, None if plain == markdown else plain) for markdown, plain in texts]
    written = marshal.dumps(tuple([text for both in told for text in both]), _NO_MARKS)
    return [Body(written, at) for at in range(len(told))]


def body(markdown: str, plain: str = "") -> Body:
    """``plain``: where it is another text."""
    return together([(markdown, plain or markdown)])[0]


@lru_cache(_NEAR)
def _read(written: bytes) -> tuple[str | None, ...]:
    found: tuple[str | None, ...] = marshal.loads(written)
    return found
