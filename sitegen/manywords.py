"""The words of many texts at once, in columns: no string is made but of a word that is new.

``words`` of each text tells what is found here; a law holds the two together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby

import numpy as np
from msgspec import Struct

from sitegen.asciiwords import HYPHEN, PREFIXES, SIGNS, UNDERSCORE
from sitegen.columns import Bools, Numbers, true_at
from sitegen.keytable import MIX, UNKNOWN, Keys, KeyTable, key_table
from sitegen.words import SENTENCE_END, is_plain, words

# No sign of a word is as low as these.
_SPACE, _HYPHEN, _UNDERSCORE, _END = ord(" "), ord(HYPHEN), ord(UNDERSCORE), 0x1C
_SIGNS = SIGNS.translate(bytes.maketrans(SENTENCE_END.encode(), bytes([_END])))
_ENDED = bytes((_SPACE, _END, _SPACE))
_AN_END = b"\t" + SENTENCE_END.encode() + b"\t"
_PAD = bytes([_SPACE]) * 16
_BYTES = 8  # in a number
_HEAD = np.array([(1 << 8 * n) - 1 for n in range(_BYTES + 1)], np.uint64)
_FOLD = np.uint64(29)
_LONGEST = 64
_GROWTH, _FEW = 1.25, 64


class Words(Struct, frozen=True, eq=False):
    """The words and ends of sentences of texts in a row; after each text stands one more end.

    Those of text i are from ``begins[i]`` up to that end, at ``begins[i + 1] - 1``.
    """

    keys: Keys  # alike where words are alike
    begins: Numbers
    marked: bytes
    at: Numbers
    sizes: Numbers

    @property
    def breaks(self) -> Bools:
        """Whether each is the end of a sentence."""
        found: Bools = self.keys == np.uint64(_END)
        return found

    def word(self, number: int) -> str:
        found = _cut(self.marked, self.at[number], self.sizes[number])
        return SENTENCE_END if found[0] == _END else found.decode()


def short_words(numbers: Mapping[str, int]) -> KeyTable:
    """By key what is told of a few words of up to eight letters of ASCII."""
    keys = {int.from_bytes(word.encode("ascii"), "little"): n for word, n in numbers.items()}
    return key_table(keys, room=1 << 12)


class ByWord:
    """What a function says of a word, a number from 0 on; it is asked once for each."""

    def __init__(self, function: Callable[[str], int]) -> None:
        self._function = function
        self._known: dict[int, int] = {}
        self._table = key_table({})

    def of(self, found: Words) -> Numbers:
        numbers = self._table.of(found.keys)
        for at in true_at(numbers == UNKNOWN).tolist():
            key = int(found.keys[at])
            number = self._known.get(key, UNKNOWN)
            if number == UNKNOWN:
                number = self._known[key] = self._function(found.word(at))
            numbers[at] = number
        if len(self._known) > _GROWTH * self._table.size + _FEW:
            self._table = key_table(self._known)
        return numbers


_PREFIX = short_words({prefix: order for order, prefix in enumerate(PREFIXES)})


def many_words(texts: Sequence[str]) -> Words:
    marked, starts = _marked(texts)
    at, sizes = _bounds(marked)
    heads, begins = _heads(marked, at, sizes), np.searchsorted(at, starts)
    joined = _joined(marked, at, sizes, heads)
    if joined:
        made = dict(_made(joined, marked, at, sizes))
        where, gone = np.fromiter(made, np.int64, len(made)), np.array(joined) + 1
        sizes[where] = np.fromiter(map(len, made.values()), np.int64, len(made))
        at[where] = len(marked) + np.cumsum(sizes[where]) - sizes[where]
        marked = b"".join((marked, *made.values(), _PAD))
        heads[where] = _heads(marked, at[where], sizes[where])
        heads, at, sizes = np.delete(heads, gone), np.delete(at, gone), np.delete(sizes, gone)
        begins -= np.searchsorted(gone, begins)
    return Words(_keys(heads, marked, at, sizes), begins, marked, at, sizes)


def _marked(texts: Sequence[str]) -> tuple[bytes, Numbers]:
    """The texts with a mark for every sign that is not a word's, and where each begins."""
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    pieces, done = [], 0
    for i in (i for i, text in enumerate(texts) if not is_plain(text)):
        if done < i:
            pieces.append(_plain(texts[done:i]))
        pieces.append(_written(words(texts[i])))
        sizes[i], done = len(pieces[-1]), i + 1
    if done < len(texts):
        pieces.append(_plain(texts[done:]))
    starts = np.concatenate(([1], 1 + np.cumsum(sizes + len(_ENDED))))
    return b" " + _ENDED.join(pieces) + _ENDED + _PAD, starts


def _plain(texts: Sequence[str]) -> bytes:
    return f" {SENTENCE_END} ".join(texts).encode("ascii").translate(_SIGNS)


def _written(found: Sequence[str]) -> bytes:
    """Words so that they are found again as they are: nothing can be joined any more."""
    written = ("\t" + "\t\t".join(found) + "\t").encode() if found else b""
    return written.replace(_AN_END, _ENDED)


def _bounds(marked: bytes) -> tuple[Numbers, Numbers]:
    """Where words and ends of sentences stand, and how many bytes they have."""
    signs = np.frombuffer(marked, np.uint8)
    inside = signs > _SPACE
    ends = (signs[1:-1] == _END) & (signs[2:] == _SPACE)
    at = true_at((inside[1:-1] > inside[:-2]) | ends) + 1
    sizes = np.ones(len(at), np.int64)
    is_word = signs[at] != _END
    sizes[is_word] = true_at(inside[:-1] > inside[1:]) + 1 - at[is_word]
    return at, sizes


def _joined(marked: bytes, at: Numbers, sizes: Numbers, heads: Keys) -> list[int]:
    """The prefixes that are joined to the next word."""
    orders = _PREFIX.of(heads)
    found = true_at(orders != UNKNOWN)
    signs = np.frombuffer(marked, np.uint8)
    end, following = at[found] + sizes[found], at[found + 1]
    gap, sign, letter = following - end, signs[end], signs[following]
    near = (gap == 1) & ((sign == _HYPHEN) | (sign == _SPACE))
    near |= (gap == 2) & (sign == _HYPHEN) & (signs[end + 1] == _SPACE)
    near &= (letter >= ord("a")) & (letter <= ord("z")) & (signs[at[found] - 1] != _UNDERSCORE)
    return _in_turn(found[near].tolist(), orders[found[near]].tolist())


def _in_turn(prefixes: Sequence[int], orders: Sequence[int]) -> list[int]:
    """Without those that another was joined to before their turn came."""
    kept: list[int] = []
    last = -1
    for prefix, order in zip(prefixes, orders, strict=True):
        if not kept or kept[-1] != prefix - 1 or last >= order:
            kept.append(prefix)
            last = order
    return kept


def _made(
    joined: Sequence[int], marked: bytes, at: Numbers, sizes: Numbers
) -> Iterator[tuple[int, bytes]]:
    """What prefixes in a row and the word after them are joined to, by the first one's number."""
    for _, row in groupby(enumerate(joined), lambda pair: pair[1] - pair[0]):
        prefixes = [prefix for _, prefix in row]
        parts = range(prefixes[0], prefixes[-1] + 2)
        yield prefixes[0], b"".join(_cut(marked, at[part], sizes[part]) for part in parts)


def _keys(heads: Keys, marked: bytes, at: Numbers, sizes: Numbers) -> Keys:
    """Of up to eight bytes, those; of longer words eight bytes after the other, mixed.

    Where no language has such a word, a digest: what is not text may be one word of any length.
    """
    keys = heads.copy()
    for word in true_at(sizes > _LONGEST).tolist():
        digest = blake2b(_cut(marked, at[word], sizes[word]), digest_size=_BYTES).digest()
        keys[word] = int.from_bytes(digest, "little")
    longer = true_at((sizes > _BYTES) & (sizes <= _LONGEST))
    at, sizes = at[longer], sizes[longer]
    while len(longer):
        at, sizes = at + _BYTES, sizes - _BYTES
        mixed = keys[longer] * MIX
        keys[longer] = (mixed ^ (mixed >> _FOLD)) + _heads(marked, at, sizes)
        on = true_at(sizes > _BYTES)
        at, sizes, longer = at[on], sizes[on], longer[on]
    return keys


def _heads(marked: bytes, at: Numbers, sizes: Numbers) -> Keys:
    """The first bytes of each as a number."""
    eights = np.ndarray(len(marked) - _BYTES + 1, "<u8", marked, strides=(1,))
    found: Keys = eights[at] & _HEAD.take(sizes, mode="clip")
    return found


def _cut(marked: bytes, at: int, size: int) -> bytes:
    return marked[at : at + size]
