"""Postings as Pagefind's files have them, some thousand places of words in each file."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from msgspec import Struct

from sitegen.columns import Bools, Ints, Numbers, spans, true_at
from sitegen.fulltext.cbor import ARRAY, NEGATIVE, NUMBER, encoded, head
from sitegen.fulltext.finding import Word
from sitegen.fulltext.postings import Postings
from sitegen.fulltext.slots import Slot

Stem = Sequence[Word]
_AT_A_TIME = 16  # chunks, whose columns the processor has at hand


class Chunk(Struct, frozen=True):
    """The stems from ``first`` to ``last``, packed."""

    first: str
    last: str
    data: bytes


class _Firsts(Struct, frozen=True, eq=False):
    """Whether each row is the first of its word, of its page there, of what stands beside that
    page, of places with one weight or in one field."""

    of_word: Bools
    of_page: Bools
    of_beside: Bools
    of_run: Bools


def chunks(told: Postings, size: int) -> list[Chunk]:
    """Each has at least so many places, the last one what is left."""
    stems = [tuple(words) for _, words in groupby(told.words, key=lambda word: word[0])]
    words = _begins(stems)
    rows = np.searchsorted(told.of, words)
    cuts = list(_cut(_held(told, _firsts(told), stems), size))
    found: list[Chunk] = []
    for at in range(0, len(cuts), _AT_A_TIME):
        some = cuts[at : at + _AT_A_TIME]
        first, end = some[0][0], some[-1][1]
        part = told.part(slice(words[first], words[end]), slice(rows[first], rows[end]))
        body, begins = _packed(part, _firsts(part), stems[first:end])
        for one, other in some:
            inside = body[begins[one - first] : begins[other - first]]
            data = head(ARRAY, 1) + head(ARRAY, other - one) + inside
            found.append(Chunk(stems[one][0][0], stems[other - 1][0][0], data))
    return found


def _cut(held: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    first, total = 0, 0
    for end, places in enumerate(held, 1):
        total += places
        if total >= size:
            yield first, end
            first, total = end, 0
    if first < len(held):
        yield first, len(held)


def _firsts(told: Postings) -> _Firsts:
    word = _changes(told.of)
    page = word | _changes(told.pages)
    beside = told.fields > 0
    of_beside = beside & (page | _changes(beside))
    return _Firsts(word, page, of_beside, page | _changes(told.fields) | _changes(told.weights))


def _changes(column: Ints | Bools) -> Bools:
    return np.append(True, column[1:] != column[:-1])[: len(column)]


def _held(told: Postings, firsts: _Firsts, stems: Sequence[Stem]) -> list[int]:
    """How many places each stem has, marks and pages counted, where it is written plainly."""
    each = 1 + firsts.of_run + firsts.of_page.astype(np.int64)
    of_words = np.bincount(told.of, each, minlength=len(told.words))
    plain = np.array([not stem[0][1] for stem in stems])
    held: Numbers = (of_words[_begins(stems)[:-1]] * plain).astype(np.int64)
    return list(map(int, held))


def _begins(stems: Sequence[Stem]) -> Numbers:
    """Where the words of each begin, and the end."""
    return np.cumsum([0, *map(len, stems)])


def _packed(told: Postings, firsts: _Firsts, stems: Sequence[Stem]) -> tuple[bytes, Sequence[int]]:
    """All stems in a row; where each begins, and the end."""
    openings, slots = list(_openings(told, firsts, stems)), _slots(told, firsts, stems)
    opened = true_at(firsts.of_word)
    sizes = np.zeros((len(told.of), 1 + len(slots)), np.int32)
    sizes[opened, 0] = list(map(len, openings))
    for number, slot in enumerate(slots, 1):
        sizes[slot.rows, number] = slot.sizes()
    starts = (np.cumsum(sizes.ravel()) - sizes.ravel()).reshape(sizes.shape)
    out = np.empty(int(sizes.sum()), np.uint8)
    begins = starts[opened, 0]
    out[spans(begins, sizes[opened, 0])] = np.frombuffer(b"".join(openings), np.uint8)
    for number, slot in enumerate(slots, 1):
        slot.write(out, starts[slot.rows, number])
    return out.tobytes(), [*begins[_begins(stems)[:-1]].tolist(), len(out)]


def _openings(told: Postings, firsts: _Firsts, stems: Sequence[Stem]) -> Iterator[bytes]:
    """What stands before the pages of each word."""
    many = np.bincount(told.of[firsts.of_page], minlength=len(told.words))
    pages = map(int, many)
    for stem in stems:
        variants = head(ARRAY, sum(1 for _, form in stem if form))
        before = head(ARRAY, 3) + encoded(stem[0][0])
        if stem[0][1]:  # nobody writes it without diacritics
            before += head(ARRAY, 0) + variants
        for _, form in stem:
            said = head(ARRAY, 2) + encoded(form) if form else b""
            yield before + said + head(ARRAY, next(pages))
            before = b"" if form else variants


def _slots(told: Postings, firsts: _Firsts, stems: Sequence[Stem]) -> list[Slot]:
    """In the order in which a row has them."""
    pages, runs = true_at(firsts.of_page), true_at(firsts.of_run)
    beside, in_page = told.fields > 0, np.cumsum(firsts.of_page) - 1
    besides = true_at(firsts.of_beside)
    marks = np.where(beside, told.fields - 1, told.weights)[runs]
    alone = np.repeat([not stem[-1][1] for stem in stems], [len(stem) for stem in stems])
    marked = 1 + firsts.of_run
    in_text = np.bincount(in_page, marked * ~beside, minlength=len(pages)).astype(np.int64)
    in_said = np.bincount(in_page, marked * beside, minlength=len(pages)).astype(np.int64)
    return [
        Slot(pages, ARRAY, np.full(len(pages), 3)),
        Slot(pages, NUMBER, _since(told.pages[pages], firsts.of_word[pages])),
        Slot(pages, ARRAY, in_text),
        Slot(besides, ARRAY, in_said[in_page[besides]]),
        Slot(runs, NEGATIVE, marks),
        Slot(np.arange(len(in_page)), NUMBER, _since(told.places, firsts.of_run)),
        _nothing(np.roll(firsts.of_page, -1) & ~beside),
        _nothing(np.roll(firsts.of_word, -1) & alone[told.of]),
    ]


def _since(column: Ints, firsts: Bools) -> Ints:
    """What each number adds to the one before; the first of a run to nothing."""
    return np.where(firsts, column, np.diff(column, prepend=0))


def _nothing(which: Bools) -> Slot:
    rows = true_at(which)
    return Slot(rows, ARRAY, np.zeros(len(rows), np.int64))
