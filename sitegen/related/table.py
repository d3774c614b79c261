"""Counted features of many papers, in columns."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from sitegen.columns import Ints, spans
from sitegen.related.features import Features

NOTHING = ""  # the name of feature 0, with which rows are filled up; it sorts first


class Table(Struct, frozen=True):
    """Papers are rows; ``names`` are in order, so that a number says which name comes first.

    Row i has ``numbers[starts[i]:starts[i + 1]]`` and ``counts``, likewise.
    """

    names: tuple[str, ...]
    starts: NDArray[np.int64]
    numbers: Ints
    counts: NDArray[np.float64]

    @property
    def rows(self) -> Ints:
        """The row of each number."""
        every = np.arange(len(self.starts) - 1, dtype=np.int32)
        return np.repeat(every, np.diff(self.starts))


def table(portions: Sequence[Features]) -> Table:
    """The portions one below the other."""
    names = tuple(sorted({NOTHING}.union(*(portion.names for portion in portions))))
    place = {name: number for number, name in enumerate(names)}
    numbers = [np.empty(0, np.int32)]
    for portion in portions:
        new = np.fromiter(map(place.__getitem__, portion.names), np.int32, len(portion.names))
        numbers.append(new[portion.numbers])
    counts = [np.empty(0), *(portion.counts for portion in portions)]
    sizes = [np.zeros(1, np.int64), *(portion.sizes for portion in portions)]
    starts = np.cumsum(np.concatenate(sizes), dtype=np.int64)
    return Table(names, starts, np.concatenate(numbers), np.concatenate(counts))


def renamed(one: Table, others: tuple[str, ...]) -> tuple[Table, Ints]:
    """The same with more names, and for each number what it is now."""
    names, now = united(one.names, others)
    return replace(one, names=names, numbers=now[one.numbers]), now


def united(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[tuple[str, ...], Ints]:
    """All names in order, and for each of ``some`` its number among them."""
    known = set(some)
    if known.issuperset(others):
        return some, np.arange(len(some), dtype=np.int32)
    names = tuple(sorted(known.union(others)))
    place = {name: number for number, name in enumerate(names)}
    return names, np.fromiter(map(place.__getitem__, some), np.int32, len(some))


class Counted(Struct, frozen=True):
    """A table, or rows of one and then of another, in some order, which are joined when somebody
    asks: most often nobody does."""

    old: Table
    new: Table | None = None
    order: NDArray[np.int64] | None = None

    def whole(self) -> Table:
        if self.new is None or self.order is None:
            return self.old
        old, _ = renamed(self.old, self.new.names)
        new, _ = renamed(self.new, old.names)
        return taken(stacked(old, new), self.order)


def stacked(one: Table, other: Table) -> Table:
    """Rows of one, then of the other; both have the same names."""
    return Table(
        one.names,
        np.concatenate([one.starts, one.starts[-1] + other.starts[1:]]),
        np.concatenate([one.numbers, other.numbers]),
        np.concatenate([one.counts, other.counts]),
    )


def taken(one: Table, rows: NDArray[np.int64]) -> Table:
    """Only these rows, in this order."""
    sizes = np.diff(one.starts)[rows]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    where = spans(one.starts[rows], sizes)
    return Table(one.names, starts, one.numbers[where], one.counts[where])
