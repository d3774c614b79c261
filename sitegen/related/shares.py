"""What papers have in common with all others, judged by their heaviest features."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.related.columns import Ints, spans
from sitegen.related.postings import Postings
from sitegen.related.vectors import Vectors

ASKED = 24  # the heaviest features of a paper, by which others are looked up
_ROOM = 1 << 20  # sums that are kept at once
_TOGETHER = 8, 256  # papers that are looked up at once, at least and at most


@dataclass(frozen=True, slots=True)
class Shares:
    """Pairs of one of ``rows``, told by its place among them, and another paper, places in order;
    what the lists of both have in common."""

    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    others: Ints
    sums: NDArray[np.int64]


def shares(
    rows: NDArray[np.int64], vectors: Vectors, index: Postings, papers: int
) -> Iterator[Shares]:
    """Of all the rows, some at a time; ``papers`` is how many the index is about."""
    low, high = _TOGETHER
    together = min(max(_ROOM // max(papers, 1), low), high)
    sums = np.zeros(together * papers, np.int64)
    last = np.zeros(together * papers, np.int32)
    for first in range(0, len(rows), together):
        yield _shares(rows[first : first + together], vectors, index, sums, last)


def _shares(
    rows: NDArray[np.int64],
    vectors: Vectors,
    index: Postings,
    sums: NDArray[np.int64],
    last: Ints,
) -> Shares:
    """``sums`` are all zero, and are so again afterwards; ``last`` may hold anything."""
    asked, weights = vectors.features[rows, :ASKED], vectors.weights[rows, :ASKED]
    starts = index.starts[asked]
    sizes = index.starts[asked + 1] - starts
    each = sizes.sum(axis=1)
    where = spans(starts.ravel(), sizes.ravel())
    others = index.papers[where]
    # np.add.at is fast only for types that are its own, which those of a loaded array are not.
    added = np.repeat(weights.ravel().astype(np.int64), sizes.ravel()) * index.weights[where]
    cells = np.repeat(np.arange(len(rows)) * (len(sums) // len(rows)), each) + others
    np.add.at(sums, cells, added)
    turn = np.arange(len(cells), dtype=np.int32)
    last[cells] = turn
    once = last[cells] == turn
    found = sums[cells[once]]
    sums[cells] = 0
    return Shares(rows, np.repeat(np.arange(len(rows)), each)[once], others[once], found)
