"""Papers' texts -> what they can be found by, counted: stems, concepts, topics."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sitegen.columns import Floats, Ints, Numbers
from sitegen.concepts import Concepts
from sitegen.manywords import ByWord, many_words
from sitegen.related.naming import named
from sitegen.related.text import Said
from sitegen.stopwords import COMMON
from sitegen.words import SENTENCE_END, as_sentences, stem

TITLE = 3  # a word of the title counts as often as this many of the abstract
NAMED = 4  # a concept that the title names, likewise
CONCEPT, TOPIC = "~", "#"  # what the names of such features begin with; no stem does
_SAYS_NOTHING = ""
_TEXTS = 3  # of a paper


class Features(Struct, frozen=True):
    """How often each of some papers has each stem and concept, how strongly each topic.

    ``sizes`` tells how many of ``numbers`` and ``counts`` are each paper's; a number is a place
    in ``names``.
    """

    names: tuple[str, ...]
    sizes: NDArray[np.int64]
    numbers: Ints
    counts: NDArray[np.float64]


class _Numbers(dict[str, int]):
    """By name of a feature its number in this process, in the order in which they come up."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


_NUMBERS = _Numbers({_SAYS_NOTHING: 0})


def _stem(word: str) -> int:
    nothing = word == SENTENCE_END or word in COMMON or word.isdigit()
    return 0 if nothing else _NUMBERS[stem(word)]


_STEMS = ByWord(_stem)
# Row, number and count of features, rows in order.
_Columns = tuple[Ints, Ints, Floats]


def features(concepts: Concepts, papers: Sequence[Said]) -> Features:
    """Of each paper alone: papers can be counted in any portions, in any process."""
    found = many_words(list(chain.from_iterable(map(_texts, papers))))
    sizes = np.diff(found.begins)
    text = np.repeat(np.arange(len(sizes)), sizes)
    rows, part = text // _TEXTS, text % _TEXTS
    columns = (
        _counted(rows, part, _STEMS.of(found)),
        _concepts(concepts, *named(concepts, found, rows, part == 0, NAMED)),
        _topics(papers),
    )
    return _together(len(papers), columns)


def _texts(paper: Said) -> tuple[str, str, str]:
    return paper.title, paper.abstract, as_sentences(paper.keywords)


def _counted(rows: Numbers, part: Numbers, stems: Numbers) -> _Columns:
    """Row, number and count of each stem of each paper, rows in order."""
    keys = (rows << 32) | stems
    says = stems > 0
    keys = np.concatenate([*[keys[says & (part == 0)]] * TITLE, keys[says & (part == 1)]])
    keys.sort()
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(begins, append=len(keys))
    rows, numbers = keys[begins] >> 32, keys[begins] & ((1 << 32) - 1)
    return rows.astype(np.int32), numbers.astype(np.int32), counts.astype(np.float64)


def _concepts(concepts: Concepts, rows: Numbers, numbers: Numbers, times: Floats) -> _Columns:
    names = np.array([_NUMBERS[CONCEPT + name] for name in concepts.names], np.int32)
    return rows.astype(np.int32), names[numbers], times


def _topics(papers: Sequence[Said]) -> _Columns:
    told = [
        (n, _NUMBERS[TOPIC + t], by) for n, paper in enumerate(papers) for t, by in paper.topics
    ]
    rows, numbers, counts = zip(*told, strict=True) if told else ((), (), ())
    return np.array(rows, np.int32), np.array(numbers, np.int32), np.array(counts, np.float64)


def _together(papers: int, columns: Sequence[_Columns]) -> Features:
    """Numbered anew, by the names that these papers have."""
    rows, numbers, counts = map(np.concatenate, zip(*columns, strict=True))
    order = np.argsort(rows, kind="stable")
    place = np.zeros(len(_NUMBERS), np.int32)
    place[numbers] = 1
    used = np.flatnonzero(place)
    place[used] = np.arange(len(used))
    names = list(_NUMBERS)
    return Features(
        tuple(names[number] for number in used.tolist()),
        np.bincount(rows, minlength=papers),
        place[numbers[order]],
        counts[order],
    )
