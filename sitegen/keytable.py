"""Numbers by key, many looked up at once: an open-addressing table in columns."""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sitegen.columns import Numbers, true_at

Keys = NDArray[np.uint64]
UNKNOWN = -1
MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, and its bits follow no pattern
_EMPTY = np.uint64(0)
_ROOM = 3  # places for each key, at least


class KeyTable(Struct, frozen=True, eq=False):
    """A key stands where its product's highest bits say, or next to what stands there."""

    keys: Keys
    numbers: Numbers
    size: int  # how many keys are in it

    def of(self, keys: Keys) -> Numbers:
        """The number of each key, UNKNOWN where it has none. No key is 0."""
        places = _places(keys, len(self.keys))
        found, there = self.numbers[places], self.keys[places]
        on = left = true_at((there != keys) & (there != _EMPTY))
        while len(on):
            keys, places = keys[on], (places[on] + 1) & (len(self.keys) - 1)
            found[left], there = self.numbers[places], self.keys[places]
            on = true_at((there != keys) & (there != _EMPTY))
            left = left[on]
        return found


def key_table(numbers: Mapping[int, int], room: int = 0) -> KeyTable:
    """``room``: a power of two, where it shall be more than is needed."""
    known = list(numbers.items())
    count = len(known)
    keys = np.fromiter((key for key, _ in known), np.uint64, count)
    told = np.fromiter((number for _, number in known), np.int64, count)
    room = max(room, 1 << (_ROOM * count + 1).bit_length())
    made = KeyTable(np.zeros(room, np.uint64), np.full(room, UNKNOWN), count)
    places = _places(keys, room)
    while len(keys):
        free = made.keys[places] == _EMPTY
        made.keys[places[free]] = keys[free]
        stands = made.keys[places] == keys
        made.numbers[places[stands]] = told[stands]
        keys, told = keys[~stands], told[~stands]
        places = (places[~stands] + 1) & (room - 1)
    return made


def _places(keys: Keys, room: int) -> Numbers:
    return ((keys * MIX) >> np.uint64(65 - room.bit_length())).view(np.int64)
