"""Concepts: standing terms of the field that mean nearly the same, and where a text names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.phrases import Lexicon, find
from sitegen.phrasetree import Sense

_ANYWHERE = frozenset((0, 1))
_BODY = b"\1"


@dataclass(frozen=True, slots=True)
class Concepts:
    """Names with their phrases made ready for matching."""

    names: tuple[str, ...]
    lexicon: Lexicon


def compile(phrases: Mapping[str, Sequence[str]]) -> Concepts:
    """``phrases``: name of a concept -> the phrases that name it, as topic rules write them."""
    names = tuple(sorted(phrases))
    senses = (Sense(i, p, 1.0, _ANYWHERE) for i, name in enumerate(names) for p in phrases[name])
    return Concepts(names, Lexicon(tuple(senses)))


def named(concepts: Concepts, tokens: Sequence[str], title: int, in_title: int) -> dict[str, int]:
    """Each concept that the words name, and how often; ``title`` words count ``in_title`` times."""
    places = bytes(title) + _BODY * (len(tokens) - title)
    found: dict[str, int] = {}
    for number, times in find(concepts.lexicon, tokens, places, (in_title, 1)).items():
        name = concepts.names[concepts.lexicon.senses[number].topic]
        found[name] = found.get(name, 0) + times
    return found
