"""For each feature the papers that it matters most to."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sitegen.columns import Ints
from sitegen.related.vectors import IS_TOPIC, Vectors

_BITS = 41  # a weight and a lot
_MASK = (1 << _BITS) - 1
LISTED = 48  # settled papers listed per feature; of the others those that would be among them


class Postings(Struct, frozen=True):
    """``papers[starts[f]:starts[f + 1]]`` are listed for feature f, with its weight in each."""

    starts: NDArray[np.int64]
    papers: Ints
    weights: Ints


def lots(slugs: Sequence[str]) -> NDArray[np.int64]:
    """What decides between papers in which a feature weighs the same."""
    return np.array([crc32(slug.encode()) >> 2 for slug in slugs], np.int64)


def listed(
    vectors: Vectors, lot: NDArray[np.int64], settled: NDArray[np.bool_], kind: Ints
) -> NDArray[np.bool_]:
    """Whether each feature of each paper is in the list of that feature; topics have none.

    A topic is compared, but has too many papers to look others up by it. Where a list begins is
    told by the settled papers alone, so a paper that comes puts no other out of a list.
    """
    nothing, every = np.zeros(vectors.features.shape, np.bool_), np.ones(len(kind), np.bool_)
    return relisted(nothing, every, vectors, lot, settled, kind)


def relisted(
    before: NDArray[np.bool_],
    features: NDArray[np.bool_],
    vectors: Vectors,
    lot: NDArray[np.int64],
    settled: NDArray[np.bool_],
    kind: Ints,
) -> NDArray[np.bool_]:
    """Like ``listed``, where ``before`` holds already of all but these ``features``."""
    rows, places = np.nonzero(features[vectors.features] & (vectors.weights > 0))
    numbers = vectors.features[rows, places]
    worth = (vectors.weights[rows, places].astype(np.int64) << 30) | lot[rows]
    judged = settled[rows]
    keys = (numbers[judged].astype(np.int64) << _BITS) | (_MASK - worth[judged])
    keys.sort()
    ranked = keys >> _BITS
    last = np.flatnonzero(np.arange(len(ranked)) - np.searchsorted(ranked, ranked) == LISTED - 1)
    least = np.zeros(len(kind), np.int64)
    least[ranked[last]] = _MASK - (keys[last] & _MASK)
    found = before.copy()
    found[rows, places] = (kind != IS_TOPIC)[numbers] & (worth >= least[numbers])
    return found


def postings(vectors: Vectors, inside: NDArray[np.bool_], features: int) -> Postings:
    rows, places = np.nonzero(inside)
    numbers = vectors.features[rows, places]
    order = np.argsort(numbers, kind="stable")
    starts = np.zeros(features + 1, np.int64)
    np.cumsum(np.bincount(numbers, minlength=features), out=starts[1:])
    weights = vectors.weights[rows, places][order]
    return Postings(starts, rows[order].astype(np.int32), weights)
