"""Columns of numbers."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


def spans(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """``start, start + 1, ...`` of each span in a row."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    found: NDArray[np.int64] = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    return found
