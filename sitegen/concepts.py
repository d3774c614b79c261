"""Concepts: standing terms of the field that mean nearly the same."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.lexicon import Lexicon
from sitegen.phrasetree import Sense

if TYPE_CHECKING:
    from sitegen.phrasenet import Net

_ANYWHERE = frozenset((0, 1))


class Concepts(Struct, frozen=True):
    """Names with their phrases, a topic of the lexicon for each."""

    names: tuple[str, ...]
    lexicon: Lexicon

    def make_ready(self) -> "Net":
        """What the first text would have to wait for."""
        return self.lexicon.net


def compile(phrases: Mapping[str, Sequence[str]]) -> Concepts:
    """``phrases``: name of a concept -> the phrases that name it, as topic rules write them."""
    names = tuple(sorted(phrases))
    senses = (Sense(i, p, 1.0, _ANYWHERE) for i, name in enumerate(names) for p in phrases[name])
    return Concepts(names, Lexicon(tuple(senses)))
