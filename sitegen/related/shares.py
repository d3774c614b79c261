"""What papers have in common with all others, judged by their heaviest features."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sitegen.columns import Ints, spans
from sitegen.related.postings import Postings
from sitegen.related.vectors import Vectors

ASKED = 24  # the heaviest features of a paper, by which others are looked up
_ROOM = 1 << 19  # sums that are kept at once: as many as stay near the processor
_TOGETHER = 4, 256  # papers that are looked up at once, at least and at most


class Shares(Struct, frozen=True):
    """Pairs of one of ``rows``, told by its place among them, and another paper, places in order;
    what the lists of both have in common."""

    rows: NDArray[np.int64]
    places: Ints
    others: Ints
    sums: Ints


def shares(
    rows: NDArray[np.int64], vectors: Vectors, index: Postings, papers: int
) -> Iterator[Shares]:
    """Of all the rows, some at a time; ``papers`` is how many the index is about."""
    low, high = _TOGETHER
    together = min(max(_ROOM // max(papers, 1), low), high)
    sums = np.zeros(together * papers, np.int32)
    last = np.zeros(together * papers, np.int32)
    for first in range(0, len(rows), together):
        yield _shares(rows[first : first + together], vectors, index, sums, last)


def _shares(
    rows: NDArray[np.int64],
    vectors: Vectors,
    index: Postings,
    sums: Ints,
    last: Ints,
) -> Shares:
    """``sums`` are all zero, and are so again afterwards; ``last`` may hold anything."""
    asked, weights = vectors.features[rows, :ASKED], vectors.weights[rows, :ASKED]
    starts = index.starts[asked]
    sizes = index.starts[asked + 1] - starts
    each = sizes.sum(axis=1)
    where = spans(starts.ravel(), sizes.ravel())
    others = index.papers[where]
    added = np.repeat(weights.ravel(), sizes.ravel()) * index.weights[where]
    place = np.repeat(np.arange(len(rows), dtype=np.int32), each)
    cells = place * np.int64(len(sums) // len(rows)) + others
    # Fast only for a type that is numpy's own, which that of a loaded array is not.
    np.add.at(sums, cells, added.astype(np.int32))
    turn = np.arange(len(cells), dtype=np.int32)
    last[cells] = turn
    once = last[cells] == turn
    found = sums[cells[once]]
    sums[cells] = 0
    return Shares(rows, place[once], others[once], found)
