"""Counted features -> sparse vectors of whole numbers, so that no sum depends on its order."""

import math
from functools import partial

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sitegen.columns import Ints
from sitegen.related.features import CONCEPT, TOPIC
from sitegen.related.table import Table
from sitegen.spread import Spread

ONE = 1000  # the length of the part of a vector that its stems make
CONCEPTS = TOPICS = 600  # of the parts that concepts and topics make
WIDTH = 64  # features of a paper that are compared, the heaviest
STRONG = 0.5  # share of its strongest topic from which a paper counts as one of a topic
STEPS = 2  # rarity is told in so many steps for each doubling
IS_STEM, IS_CONCEPT, IS_TOPIC = range(3)
_MOST = 2047  # no weight is more
_FINE = 1 << 12  # a weight is whole in units of this size before it is scaled
_PORTION = 1 << 14  # rows that are weighed at a time
_LENGTHS = np.array([ONE, CONCEPTS, TOPICS], np.float64)


class Vectors(Struct, frozen=True):
    """A row for each paper, its heaviest features first, filled up with feature 0 of no weight."""

    features: Ints
    weights: Ints


def kinds(names: tuple[str, ...]) -> Ints:
    """Of each feature whether it is a stem, a concept or a topic."""
    numbers = {CONCEPT: IS_CONCEPT, TOPIC: IS_TOPIC}
    return np.fromiter((numbers.get(name[:1], IS_STEM) for name in names), np.int32, len(names))


def seen(counted: Table, kind: Ints, settled: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many of the settled papers have each feature; a topic, strongly."""
    rows, numbers = counted.rows, counted.numbers
    topic = (kind == IS_TOPIC)[numbers]
    most = np.zeros(len(counted.starts) - 1)
    np.maximum.at(most, rows[topic], counted.counts[topic])
    counts = settled[rows] & (~topic | (counted.counts >= STRONG * most[rows]))
    return np.bincount(numbers[counts], minlength=len(counted.names))


def rarity(seen: NDArray[np.int64], kind: Ints, settled: int) -> NDArray[np.float64]:
    """How telling each feature is, judged by the settled papers: the rarer, the more telling.

    A stem that none of them has is as telling as one can be; a concept or topic says nothing then.
    """
    different, place = np.unique(seen, return_inverse=True)
    steps = np.array([_steps((settled + 1) / max(int(n), 1)) for n in different], np.float64)
    found: NDArray[np.float64] = np.where((seen == 0) & (kind != IS_STEM), 0, steps[place])
    return found


def vectors(counted: Table, rare: NDArray[np.float64], spread: Spread) -> Vectors:
    """What each paper is compared by."""
    weigh = partial(_vectors, counted, kinds(counted.names), rare)
    parts = spread(weigh, range(0, len(counted.starts) - 1, _PORTION), each=_PORTION)
    none = np.empty((0, WIDTH), np.int32)
    return Vectors(
        np.concatenate([none, *(part.features for part in parts)]),
        np.concatenate([none, *(part.weights for part in parts)]),
    )


def _vectors(counted: Table, kind: Ints, rare: NDArray[np.float64], first: int) -> Vectors:
    """Of a portion of the papers."""
    starts = counted.starts[first : first + _PORTION + 1]
    numbers = counted.numbers[starts[0] : starts[-1]]
    counts = counted.counts[starts[0] : starts[-1]]
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    weights = _weights(rows, kind[numbers], counts, rare[numbers])
    return _heaviest(len(starts) - 1, rows, numbers, weights)


def _weights(
    rows: NDArray[np.int64], kind: Ints, counts: NDArray[np.float64], rare: NDArray[np.float64]
) -> NDArray[np.int64]:
    """In whole numbers; all features of a kind that a paper has make a part of a fixed length."""
    fine = np.rint(np.where(kind == IS_TOPIC, counts, np.sqrt(counts)) * rare * _FINE)
    part = rows * 3 + kind
    now = np.sqrt(np.bincount(part, fine * fine))  # whole numbers below 2**53: exact
    scale = _LENGTHS[kind] / np.maximum(now, 1)[part]
    found: NDArray[np.int64] = np.rint(fine * scale).astype(np.int64)
    return found


def _heaviest(
    papers: int, rows: NDArray[np.int64], numbers: Ints, weights: NDArray[np.int64]
) -> Vectors:
    found = Vectors(np.zeros((papers, WIDTH), np.int32), np.zeros((papers, WIDTH), np.int32))
    keys = np.sort((rows << 44) | ((_MOST - weights) << 32) | numbers)
    ordered, rest = keys >> 44, keys & ((1 << 44) - 1)
    place = np.arange(len(keys)) - np.searchsorted(ordered, np.arange(papers))[ordered]
    inside = (place < WIDTH) & (rest >> 32 < _MOST)
    where = ordered[inside], place[inside]
    found.features[where] = rest[inside] & ((1 << 32) - 1)
    found.weights[where] = _MOST - (rest[inside] >> 32)
    return found


def _steps(times: float) -> float:
    """In steps, so that a few papers more or less change nothing."""
    return math.sqrt(round(STEPS * math.log2(times)) / STEPS)
