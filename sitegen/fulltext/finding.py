"""By which words of the index Pagefind finds what is written: its stems, the parts of compounds,
words without diacritics. It is asked itself, once for each writing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from sitegen.columns import Bools, Ints, Numbers

_FIRST_WEIGHT = 25
_WEIGHT, _END_OF_WEIGHT = "___PAGEFIND_WEIGHT___", "___END_PAGEFIND_WEIGHT___"
Word = tuple[str, str]


class Found(Struct, frozen=True, eq=False):
    """Those of kind k are from ``begins[k]`` up to ``begins[k + 1]``: numbers of ``words``, and
    weights. A word is a stem, and if that is not as it is written, with its diacritics what is."""

    words: tuple[Word, ...]
    begins: Numbers
    numbers: Ints
    weights: Ints

    @property
    def is_word(self) -> Bools:
        """Of each kind whether it is found by anything."""
        return np.diff(self.begins) > 0


def question(kinds: Sequence[str]) -> tuple[str, list[int]]:
    """A text with each kind once, and in which order they stand in it."""
    order = sorted(range(len(kinds)), key=lambda number: _weight(kinds[number]))
    text, before = [], ""
    for number in order:
        weight, _, word = kinds[number].rpartition(" ")
        if weight != before:
            text += [_END_OF_WEIGHT] * bool(before) + [_WEIGHT + weight]
            before = weight
        text.append(word)
    return " ".join(text), order


def _weight(kind: str) -> str:
    return kind.rpartition(" ")[0]


def found(answer: Iterable[Any], order: Sequence[int]) -> Found:
    """``answer``: the words of an index of that text alone."""
    rows = sorted(_rows(answer))
    words = dict.fromkeys((stem, form) for stem, form, _, _ in rows)
    place = {word: number for number, word in enumerate(words)}
    numbers = np.array([place[stem, form] for stem, form, _, _ in rows], np.int32)
    at = np.array([place for _, _, place, _ in rows], np.int64)
    weights = np.array([weight for _, _, _, weight in rows], np.int32)
    kinds = np.array(order, np.int64)[at]
    by_kind = np.argsort(kinds, kind="stable")
    begins = np.searchsorted(kinds[by_kind], np.arange(len(order) + 1))
    return Found(tuple(words), begins, numbers[by_kind], weights[by_kind])


def _rows(answer: Iterable[Any]) -> Iterator[tuple[str, str, int, int]]:
    """Stem, form with diacritics or "", place in the text, weight."""
    for stem, pages, variants in answer:
        for form, where in (("", pages), *variants):
            for _, locations, _ in where:
                for place, weight in _unpacked(locations):
                    yield stem, form, place, weight


def _unpacked(locations: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Place and weight. A number below 0 tells the weight of those that follow."""
    place, weight = 0, _FIRST_WEIGHT
    for number in locations:
        if number < 0:
            place, weight = 0, -1 - number
        else:
            place += number
            yield place, weight
