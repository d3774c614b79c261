"""Sparse vectors -> for each the nearest others, with growth that stays near-linear."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from sitegen.columns import Ints
from sitegen.related.postings import Postings
from sitegen.related.shares import ASKED, Shares, shares
from sitegen.related.vectors import WIDTH, Vectors

WEIGHED = 48  # about as many candidates are compared in full
_PLACE_BITS = (WIDTH - 1).bit_length()


class Nearest(Struct, frozen=True):
    """The nearest to some papers, those of one after those of another, nearest first.

    ``sizes`` tells how many each has. ``products`` has a row for each of ``rows``: what each of its
    features adds to the score. ``least`` is what a paper must share with one of the asked to be
    compared in full.
    """

    sizes: NDArray[np.int64]
    rows: NDArray[np.int64]
    scores: NDArray[np.int64]
    products: Ints
    least: NDArray[np.int64]

    def features(self, vectors: Vectors, which: Sequence[int]) -> Ints:
        """Of some of ``rows`` what both papers have, first what adds most, filled up with feature
        0."""
        places = np.array(which, np.int64)
        return _shared(vectors.features[self.rows[places]], self.products[places])


class _Best(Struct, frozen=True):
    """The nearest to one paper, and what each feature of theirs adds to the score."""

    rows: Ints
    scores: NDArray[np.int64]
    products: Ints


def nearest(rows: NDArray[np.int64], vectors: Vectors, index: Postings, k: int) -> Nearest:
    """Of each of the rows the ``k`` nearest; ties in order of the rows."""
    weight = np.zeros(len(index.starts), np.int32)
    found: list[_Best] = []
    least: list[int] = []
    for some in shares(rows, vectors, index, len(vectors.features)):
        for row, (others, enough) in zip(some.rows.tolist(), _candidates(some), strict=True):
            found.append(_best(row, others, vectors, weight, k))
            least.append(enough)
    none = _Best(np.empty(0, np.int32), np.empty(0, np.int64), np.empty((0, WIDTH), np.int32))
    near = np.concatenate([none.rows, *(one.rows for one in found)])
    return Nearest(
        np.fromiter((len(one.rows) for one in found), np.int64, len(found)),
        near.astype(np.int64),
        np.concatenate([none.scores, *(one.scores for one in found)]),
        np.concatenate([none.products, *(one.products for one in found)]),
        np.array(least, np.int64),
    )


def _best(row: int, others: Ints, vectors: Vectors, weight: Ints, k: int) -> _Best:
    """``weight`` is all zero, and is so again afterwards."""
    own = vectors.features[row]
    weight[own] = vectors.weights[row]
    products = weight.take(vectors.features.take(others, axis=0))
    products *= vectors.weights.take(others, axis=0)
    weight[own] = 0
    scores = products.sum(axis=1, dtype=np.int64)
    best = np.lexsort((others, -scores))[:k]
    return _Best(others[best], scores[best], products[best])


def _shared(features: Ints, products: Ints) -> Ints:
    """Those features that add something, first what adds most, ties as they stand."""
    backwards = np.arange(WIDTH)[::-1]
    order = -np.sort(-((products.astype(np.int64) << _PLACE_BITS) | backwards), axis=1)
    places = WIDTH - 1 - (order & ((1 << _PLACE_BITS) - 1))
    found: Ints = np.take_along_axis(features, places, axis=1)
    found[order >> _PLACE_BITS == 0] = 0
    return found


def touched(
    rows: NDArray[np.int64], least: NDArray[np.int64], vectors: Vectors, index: Postings
) -> NDArray[np.int64]:
    """Those of the rows with whom a paper of the index, which is none of them, shares what each
    of them asks for."""
    papers, numbers = np.unique(index.papers, return_inverse=True)
    has = np.diff(index.starts) > 0
    rows = rows[has[vectors.features[rows, :ASKED]].any(axis=1)]
    few = replace(index, papers=numbers.astype(np.int32))
    found = [np.empty(0, np.int64)]
    for some in shares(rows, vectors, few, len(papers)):
        enough = some.sums >= least[some.rows][some.places]
        found.append(some.rows[np.unique(some.places[enough])])
    return np.concatenate(found)


def _candidates(found: Shares) -> Iterator[tuple[Ints, int]]:
    """For each of the rows the candidates, and what a candidate must share."""
    rows = found.rows.astype(np.int32)
    sums = np.where(found.others == rows[found.places], 0, found.sums)
    ends = np.searchsorted(found.places, np.arange(len(rows) + 1, dtype=np.int32)).tolist()
    for begin, end in pairwise(ends):
        own, enough = sums[begin:end], 1
        if end - begin >= WEIGHED:
            last = end - begin - WEIGHED
            enough = max(int(np.partition(own, last)[last]), 1)
        yield found.others[begin:end][own >= enough], enough
