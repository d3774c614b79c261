"""Which words stand where in which page, as columns: in the order of words, pages and places."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from msgspec import Struct

from sitegen.columns import Numbers, spans
from sitegen.fulltext.finding import Found, Word
from sitegen.fulltext.reading import Page, kinds_of


class Numbered(dict[str, int]):
    """Each gets the next number when it is first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


class Written(Struct, frozen=True, eq=False):
    """Words as they are written, each a number of ``kinds``. ``fields``: where in its page it
    stands, 0 for the text, and from 1 on what is said beside it, in the order of ``names``."""

    kinds: tuple[str, ...]
    names: tuple[str, ...]
    numbers: Numbers
    pages: Numbers
    fields: Numbers
    places: Numbers


class Postings(Struct, frozen=True, eq=False):
    """A row for each place of each word. ``words``: stems and what they are written as, ordered."""

    words: Sequence[Word]
    of: Numbers
    pages: Numbers
    fields: Numbers
    weights: Numbers
    places: Numbers


def written(pages: Sequence[Page]) -> Written:
    names = sorted({name for page in pages for name in page.said})
    field = {name: 1 + number for number, name in enumerate(names)}
    parts = [
        (number, at, kinds)
        for number, page in enumerate(pages)
        for at, kinds in ((0, page.kinds), *_beside(page, field))
    ]
    place = Numbered()
    sizes = np.array([len(kinds) for _, _, kinds in parts], np.int64)
    every = chain.from_iterable(kinds for _, _, kinds in parts)
    numbers = np.fromiter(map(place.__getitem__, every), np.int64, int(sizes.sum()))
    return Written(
        tuple(place),
        tuple(names),
        numbers,
        np.repeat(np.array([page for page, _, _ in parts], np.int64), sizes),
        np.repeat(np.array([at for _, at, _ in parts], np.int64), sizes),
        spans(np.zeros(len(parts), np.int64), sizes),
    )


def _beside(page: Page, field: Mapping[str, int]) -> Iterable[tuple[int, list[str]]]:
    return ((field[name], kinds_of(value)) for name, value in page.said.items())


def with_a_word(said: Written, found: Found, pages: int) -> list[int]:
    """The pages in whose text there is a word. Pagefind knows no others."""
    in_text = said.fields == 0
    known = np.diff(found.begins)[said.numbers[in_text]] > 0
    return np.flatnonzero(np.bincount(said.pages[in_text][known], minlength=pages)).tolist()


def postings(said: Written, found: Found) -> Postings:
    counts = np.diff(found.begins)[said.numbers]
    at = spans(found.begins[said.numbers], counts)
    rows = np.repeat(np.arange(len(counts)), counts)
    of, pages, fields = found.numbers[at], said.pages[rows], said.fields[rows]
    words = _in_turn(found.words, of, pages * 2 + (fields > 0))
    number = np.empty(len(found.words), np.int64)
    number[words] = np.arange(len(words))
    weights = np.where(fields == 0, found.weights[at], 0)
    columns = (number[of], pages, fields, weights, said.places[rows])
    return Postings([found.words[one] for one in words], *_sorted(columns))


def _in_turn(words: Sequence[Word], of: Numbers, seen: Numbers) -> list[int]:
    """By their stem; what is written as that, then the others as they are ``seen`` first."""
    first = np.full(len(words), np.iinfo(np.int64).max)
    np.minimum.at(first, of, seen)
    turns = [
        (stem, seen if form else -1, form, number)
        for number, ((stem, form), seen) in enumerate(zip(words, first.tolist(), strict=True))
    ]
    return [number for *_, number in sorted(turns)]


def _sorted(columns: Sequence[Numbers]) -> list[Numbers]:
    """Rows in the order of the first column, then of the second, and so on: as one number each."""
    bits = [int(column.max(initial=0)).bit_length() for column in columns]
    keys = np.zeros(len(columns[0]), np.int64)
    for column, width in zip(columns, bits, strict=True):
        keys = keys << width | column
    keys.sort()
    found: list[Numbers] = []
    for width in reversed(bits):
        found.append(keys & ((1 << width) - 1))
        keys >>= width
    return found[::-1]
