"""Columns of numbers."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def true_at(mask: Bools) -> Numbers:
    """The places of what is true."""
    found: Numbers = mask.nonzero()[0]
    return found


def spans(starts: Numbers, sizes: Numbers) -> Numbers:
    """``start, start + 1, ...`` of each span in a row."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    found: Numbers = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    return found


def groups(keys: Numbers, room: int) -> tuple[Numbers, Numbers]:
    """Where each key comes first, and of each the place of its key among those.

    All keys are below ``room``.
    """
    numbers = np.arange(len(keys))
    firsts = np.empty(room, np.int64)
    firsts[keys[::-1]] = numbers[::-1]  # of several that are written to one place the last stays
    first = firsts[keys]
    is_first = first == numbers
    return true_at(is_first), (np.cumsum(is_first) - 1)[first]
