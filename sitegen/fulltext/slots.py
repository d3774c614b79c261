"""Columns of numbers written as CBOR, many at once."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sitegen.columns import Ints, Numbers, true_at

Octets = NDArray[np.uint8]
# How many octets follow the first, as that says it; below which number so many are enough.
_LONGER = ((24, 1, 1 << 8), (25, 2, 1 << 16), (26, 4, 1 << 32))
_AT_ONCE = 24


class Slot(Struct, frozen=True, eq=False):
    """What some rows have to have written: a number of one kind each."""

    rows: Numbers
    kind: int
    numbers: Numbers | Ints

    def sizes(self) -> Numbers:
        sizes, least = np.ones(len(self.rows), np.int64), _AT_ONCE
        for _, octets, below in _LONGER:
            sizes[self.numbers >= least] = 1 + octets
            least = below
        return sizes

    def write(self, out: Octets, at: Numbers) -> None:
        sizes = self.sizes()
        out[at] = self.kind << 5 | np.minimum(self.numbers, _AT_ONCE)
        for code, octets, _ in _LONGER:
            these = true_at(sizes == 1 + octets)
            out[at[these]] = self.kind << 5 | code
            for octet in range(octets):
                out[at[these] + 1 + octet] = self.numbers[these] >> 8 * (octets - 1 - octet) & 255
