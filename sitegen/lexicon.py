"""Phrases with what they say, made ready for matching when a text comes."""

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.phrasetree import Sense, bits
from sitegen.recordkey import plain_key

if TYPE_CHECKING:
    from sitegen.phrasenet import Net

GAP = 8  # words of one sentence that ``...`` stands for, at most


class Lexicon(Struct, frozen=True, dict=True):
    """Where all texts are known none is matched, and nothing is made ready."""

    senses: tuple[Sense, ...]

    @cached_property
    def net(self) -> "Net":
        from sitegen.phrasenet import net  # numpy takes longer to load than most commands

        told = [(sense.topic, sense.phrase, bits(sense.places)) for sense in self.senses]
        return net(plain_key((told, GAP)), senses=self.senses, gap=GAP)

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[tuple[Sense, ...]]]:
        return Lexicon, (self.senses,)
