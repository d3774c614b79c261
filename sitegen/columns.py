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


def groups(keys: Numbers) -> tuple[Numbers, Numbers]:
    """Where each key comes first, and of each the place of its key among those.

    Keys and their number are below 2**31.
    """
    in_order = np.sort((keys << 32) | np.arange(len(keys)))
    places = in_order & ((1 << 32) - 1)
    begins = true_at(np.diff(in_order >> 32, prepend=-1) > 0)
    firsts = places[begins]
    is_first = np.zeros(len(keys), np.bool_)
    is_first[firsts] = True
    among = np.empty(len(keys), np.int64)
    among[places] = np.repeat((np.cumsum(is_first) - 1)[firsts], np.diff(begins, append=len(keys)))
    return true_at(is_first), among
