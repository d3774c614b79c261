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
_MOST = np.iinfo(np.int32).max
_PLACE_BITS = (WIDTH - 1).bit_length()


class Nearest(Struct, frozen=True):
    """The nearest to some papers, those of one after those of another, nearest first.

    ``sizes`` tells how many each has. ``products`` has a row for each of ``rows``: what each of its
    features adds to the score. ``least`` is what a paper must share with one of the asked to be
    compared in full; ``ranks``: how many share as much with it as that one of its nearest which
    shares least. As long as they are no more than are compared, its nearest are among these.
    """

    sizes: NDArray[np.int64]
    rows: NDArray[np.int64]
    scores: NDArray[np.int64]
    products: Ints
    least: NDArray[np.int64]
    ranks: NDArray[np.int64]

    def features(self, vectors: Vectors, which: Sequence[int]) -> Ints:
        """Of some of ``rows`` what both papers have, first what adds most, filled up with feature
        0."""
        places = np.array(which, np.int64)
        return _shared(vectors.features[self.rows[places]], self.products[places])


class _Best(Struct, frozen=True):
    """The nearest to one paper, and what each feature of theirs adds to the score; ``places``:
    theirs among those that were compared."""

    places: NDArray[np.int64]
    rows: Ints
    scores: NDArray[np.int64]
    products: Ints


def nearest(rows: NDArray[np.int64], vectors: Vectors, index: Postings, k: int) -> Nearest:
    """Of each of the rows the ``k`` nearest; ties in order of the rows."""
    weight = np.zeros(len(index.starts), np.int32)
    found: list[_Best] = []
    least, ranks = list[int](), list[int]()
    for some in shares(rows, vectors, index, len(vectors.features)):
        for row, (others, own, enough) in zip(some.rows.tolist(), _candidates(some), strict=True):
            found.append(best := _best(row, others, vectors, weight, k))
            least.append(enough)
            ranks.append(int(np.count_nonzero(own >= own[best.places].min(initial=_MOST))))
    nobody, nothing = np.empty(0, np.int64), np.empty((0, WIDTH), np.int32)
    none = _Best(nobody, nobody.astype(np.int32), nobody, nothing)
    near = np.concatenate([none.rows, *(one.rows for one in found)])
    return Nearest(
        np.fromiter((len(one.rows) for one in found), np.int64, len(found)),
        near.astype(np.int64),
        np.concatenate([none.scores, *(one.scores for one in found)]),
        np.concatenate([none.products, *(one.products for one in found)]),
        np.array(least, np.int64),
        np.array(ranks, np.int64),
    )


def _best(row: int, others: Ints, vectors: Vectors, weight: Ints, k: int) -> _Best:
    """``weight`` is all zero, and is so again afterwards."""
    products = _products(row, others, vectors, weight)
    scores = products.sum(axis=1, dtype=np.int64)
    best = np.lexsort((others, -scores))[:k]
    return _Best(best, others[best], scores[best], products[best])


def _products(row: int, others: Ints | NDArray[np.int64], vectors: Vectors, weight: Ints) -> Ints:
    """What each feature of the others adds to their score; ``weight``: as for ``_best``."""
    own = vectors.features[row]
    weight[own] = vectors.weights[row]
    products = weight.take(vectors.features.take(others, axis=0))
    products *= vectors.weights.take(others, axis=0)
    weight[own] = 0
    return products


def _shared(features: Ints, products: Ints) -> Ints:
    """Those features that add something, first what adds most, ties as they stand."""
    backwards = np.arange(WIDTH)[::-1]
    order = -np.sort(-((products.astype(np.int64) << _PLACE_BITS) | backwards), axis=1)
    places = WIDTH - 1 - (order & ((1 << _PLACE_BITS) - 1))
    found: Ints = np.take_along_axis(features, places, axis=1)
    found[order >> _PLACE_BITS == 0] = 0
    return found


class Meetings(Struct, frozen=True):
    """Pairs of a row and a paper that is to be compared with it in full."""

    rows: NDArray[np.int64]
    others: NDArray[np.int64]


def meetings(
    rows: NDArray[np.int64], least: NDArray[np.int64], vectors: Vectors, index: Postings
) -> Meetings:
    """Of those of the rows that share with papers of the index, which are none of them, what each
    row asks for."""
    papers, numbers = np.unique(index.papers, return_inverse=True)
    has = np.diff(index.starts) > 0
    rows = rows[has[vectors.features[rows, :ASKED]].any(axis=1)]
    few = replace(index, papers=numbers.astype(np.int32))
    found = [(rows[:0], rows[:0])]
    for some in shares(rows, vectors, few, len(papers)):
        enough = some.sums >= least[some.rows][some.places]
        met = some.rows[some.places[enough]]
        found.append((met, papers[some.others[enough]].astype(np.int64)))
    return Meetings(*map(np.concatenate, zip(*found, strict=True)))


def scores(pairs: Meetings, vectors: Vectors, features: int) -> NDArray[np.int64]:
    """How near the two of each pair are."""
    weight = np.zeros(features, np.int32)
    found = np.zeros(len(pairs.rows), np.int64)
    for other in np.unique(pairs.others).tolist():
        its = pairs.others == other
        found[its] = _products(other, pairs.rows[its], vectors, weight).sum(axis=1, dtype=np.int64)
    return found


def _candidates(found: Shares) -> Iterator[tuple[Ints, Ints, int]]:
    """For each of the rows the candidates, what each shares, and what it must share."""
    rows = found.rows.astype(np.int32)
    sums = np.where(found.others == rows[found.places], 0, found.sums)
    ends = np.searchsorted(found.places, np.arange(len(rows) + 1, dtype=np.int32)).tolist()
    for begin, end in pairwise(ends):
        own, enough = sums[begin:end], 1
        if end - begin >= WEIGHED:
            last = end - begin - WEIGHED
            enough = max(int(np.partition(own, last)[last]), 1)
        inside = own >= enough
        yield found.others[begin:end][inside], own[inside], enough
