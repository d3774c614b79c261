"""Concepts: standing terms of the field that mean nearly the same, and where a text names them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.phrases import Lexicon, Sense, find, lexicon

_ANYWHERE = frozenset((0, 1))


@dataclass(frozen=True, slots=True)
class Concepts:
    """Names with their phrases made ready for matching."""

    names: tuple[str, ...]
    lexicon: Lexicon


def compile(phrases: Mapping[str, Sequence[str]]) -> Concepts:
    """``phrases``: name of a concept -> the phrases that name it, as topic rules write them."""
    names = tuple(sorted(phrases))
    senses = (Sense(i, p, 1.0, _ANYWHERE) for i, name in enumerate(names) for p in phrases[name])
    return Concepts(names, lexicon(senses))


def named(concepts: Concepts, tokens: Sequence[str], title: int) -> Iterator[tuple[str, bool]]:
    """Each concept as often as the words name it, and whether in the first ``title`` of them."""
    places = [0] * title + [1] * (len(tokens) - title)
    for number, place in find(concepts.lexicon, tokens, places):
        yield concepts.names[concepts.lexicon.senses[number].topic], place == 0
