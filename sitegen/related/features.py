"""Papers' texts -> what they can be found by, counted: stems, concepts, topics."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.concepts import Concepts, named
from sitegen.related.columns import Ints
from sitegen.related.text import Text
from sitegen.stopwords import COMMON
from sitegen.words import SENTENCE_END, stem, words

TITLE = 3  # a word of the title counts as often as this many of the abstract
NAMED = 4  # a concept that the title names, likewise
CONCEPT, TOPIC = "~", "#"  # what the names of such features begin with; no stem does
_SAYS_NOTHING = ""


@dataclass(frozen=True, slots=True)
class Features:
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


class _Words(dict[str, int]):
    """By word the number of its stem: a word is looked at once in a process."""

    def __missing__(self, word: str) -> int:
        nothing = word in COMMON or word.isdigit()
        self[word] = found = 0 if nothing else _NUMBERS[stem(word)]
        return found


_NUMBERS = _Numbers({_SAYS_NOTHING: 0})
_WORDS = _Words({SENTENCE_END: 0})


def features(concepts: Concepts, papers: Sequence[Text]) -> Features:
    """Of each paper alone: papers can be counted in any portions, in any process."""
    tokens: list[str] = []
    ends: list[int] = []
    told = _Told([], [], [])
    for row, paper in enumerate(papers):
        title, abstract = [*words(paper.title), SENTENCE_END], words(paper.abstract)
        keywords = words(" . ".join(("", *paper.keywords))) if paper.keywords else []
        found = named(concepts, title + abstract + keywords, len(title), NAMED)
        told.add(row, CONCEPT, found.items())
        told.add(row, TOPIC, paper.topics)
        tokens += title * TITLE + abstract
        ends.append(len(tokens))
    return _together(len(papers), _counted(tokens, ends), told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of papers beside their words, in columns."""

    rows: list[int]
    numbers: list[int]
    counts: list[float]

    def add(self, row: int, kind: str, counts: Collection[tuple[str, float]]) -> None:
        self.rows.extend([row] * len(counts))
        self.numbers.extend(_NUMBERS[kind + name] for name, _ in counts)
        self.counts.extend(count for _, count in counts)


def _counted(tokens: Sequence[str], ends: Sequence[int]) -> tuple[Ints, Ints, Ints]:
    """Row, number and count of each stem of each paper, rows in order."""
    numbers = np.fromiter(map(_WORDS.__getitem__, tokens), np.int64, len(tokens))
    rows = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    keys = ((rows << 32) | numbers)[numbers > 0]
    keys.sort()
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(begins, append=len(keys))
    rows, numbers = keys[begins] >> 32, keys[begins] & ((1 << 32) - 1)
    return rows.astype(np.int32), numbers.astype(np.int32), counts.astype(np.int32)


def _together(papers: int, stems: tuple[Ints, Ints, Ints], told: _Told) -> Features:
    """Numbered anew, by the names that these papers have."""
    rows = np.concatenate([stems[0], np.array(told.rows, np.int32)])
    numbers = np.concatenate([stems[1], np.array(told.numbers, np.int32)])
    counts = np.concatenate([stems[2], np.array(told.counts, np.float64)])
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
