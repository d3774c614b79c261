"""Sparse vectors -> for each the nearest others, with growth that stays near-linear."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.related.postings import Postings
from sitegen.related.table import Ints, spans
from sitegen.related.vectors import Vectors

ASKED = 24  # the heaviest features of a paper, by which its neighbours are looked up
WEIGHED = 48  # about as many candidates are compared in full
_TOGETHER = 64  # rows whose candidates are looked up at once
_BITS = 21  # neither a row nor what two papers share is 2**21 or more
_MASK = (1 << _BITS) - 1


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest to one paper, nearest first, with the features that they share.

    ``features`` has a row for each, those first that add most, filled up with feature 0;
    ``least`` is what a paper must share with it to be compared in full.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.int64]
    features: Ints
    least: int


def nearest(rows: NDArray[np.int64], vectors: Vectors, index: Postings, k: int) -> Iterator[Near]:
    """For each of the rows; ties in order of the rows."""
    weight = np.zeros(len(index.starts), np.int32)
    for first in range(0, len(rows), _TOGETHER):
        some = rows[first : first + _TOGETHER]
        asking, asked, least = _candidates(some, vectors, index)
        ends = np.searchsorted(asking, np.arange(len(some) + 1))
        for place, row in enumerate(some):
            others = asked[ends[place] : ends[place + 1]]
            yield _near(int(row), others, vectors, weight, k, int(least[place]))


def _near(
    row: int, others: NDArray[np.int64], vectors: Vectors, weight: Ints, k: int, least: int
) -> Near:
    """``weight`` is all zero, and is so again afterwards."""
    own = vectors.features[row]
    weight[own] = vectors.weights[row]
    products = weight[vectors.features[others]] * vectors.weights[others]
    weight[own] = 0
    scores = products.sum(axis=1, dtype=np.int64)
    best = np.lexsort((others, -scores))[:k]
    added = products[best]
    order = np.argsort(-added, axis=1, kind="stable")
    shared = np.where(added > 0, vectors.features[others[best]], 0)
    return Near(others[best], scores[best], np.take_along_axis(shared, order, axis=1), least)


def touched(
    rows: NDArray[np.int64], least: NDArray[np.int64], vectors: Vectors, index: Postings
) -> NDArray[np.int64]:
    """Those of the rows with whom a paper of the index shares what each of them asks for."""
    found = [np.empty(0, np.int64)]
    for first in range(0, len(rows), _TOGETHER):
        some = rows[first : first + _TOGETHER]
        pairs, shares = _shares(some, vectors, index)
        place = pairs >> _BITS
        found.append(some[np.unique(place[shares >= least[some][place]])])
    return np.concatenate(found)


def _candidates(
    rows: NDArray[np.int64], vectors: Vectors, index: Postings
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Place of a row among ``rows``, candidate; for each place what a candidate must share."""
    pairs, shares = _shares(rows, vectors, index)
    place = pairs >> _BITS
    order = np.sort(((place << _BITS) | (_MASK - shares)).astype(np.int32))  # 64 < 2**10
    first = np.searchsorted(order >> _BITS, np.arange(len(rows)))
    last = np.minimum(first + WEIGHED, np.append(first[1:], len(order))) - 1
    full = last - first == WEIGHED - 1
    least = np.ones(len(rows), np.int64)
    least[full] = _MASK - (order[last[full]] & _MASK)
    enough = shares >= least[place]
    return place[enough], pairs[enough] & _MASK, least


def _shares(
    rows: NDArray[np.int64], vectors: Vectors, index: Postings
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of a place and another paper, in order, and what their lists have in common."""
    asked, weights = vectors.features[rows, :ASKED], vectors.weights[rows, :ASKED]
    starts = index.starts[asked]
    sizes = (index.starts[asked + 1] - starts).ravel()
    where = spans(starts.ravel(), sizes)
    place = np.repeat(np.arange(len(rows)), sizes.reshape(asked.shape).sum(axis=1))
    papers = index.papers[where]
    added = np.repeat(weights.ravel(), sizes) * index.weights[where]
    other = papers != rows[place]
    keys = (((place[other] << _BITS) | papers[other]) << _BITS) | added[other]
    keys.sort()
    pairs = keys >> _BITS
    begins = np.flatnonzero(np.diff(pairs, prepend=-1))
    shares = np.add.reduceat(keys & _MASK, begins) if len(begins) else keys
    return pairs[begins], shares
