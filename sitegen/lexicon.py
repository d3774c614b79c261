"""Phrases with what they say, made ready for matching when a text comes."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.memo import memoised
from sitegen.phrasetree import Sense, bits, tree
from sitegen.recordkey import plain_key

if TYPE_CHECKING:
    from sitegen.phrasenet import Net

GAP = 8  # words of one sentence that ``...`` stands for, at most


class Lexicon(Struct, frozen=True, dict=True):
    """Where all texts are known none is matched, and nothing is made ready."""

    senses: tuple[Sense, ...]

    @cached_property
    def net(self) -> "Net":
        told = [(sense.topic, sense.phrase, bits(sense.places)) for sense in self.senses]
        return _net(plain_key((told, GAP)), senses=self.senses)

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[tuple[Sense, ...]]]:
        return Lexicon, (self.senses,)


@memoised
def _net(fingerprint: str, *, senses: Sequence[Sense]) -> "Net":
    """It takes fifty times longer to make than to read again."""
    from sitegen.phrasenet import net  # numpy takes longer to load than most commands

    return net(tree(senses), GAP)
