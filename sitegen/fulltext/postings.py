"""Which words stand where in which page, as columns: in the order of words, pages and places."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from sitegen.columns import Ints, Numbers, spans
from sitegen.fulltext.finding import Found, Word
from sitegen.fulltext.reading import Page


class Written(Struct, frozen=True, eq=False):
    """Words as they are written, by number. ``fields``: where in its page each stands, 0 for the
    text, and from 1 on what is said beside it, in the order of ``names``."""

    names: tuple[str, ...]
    numbers: Ints
    pages: Ints
    fields: Ints
    places: Ints


class Postings(Struct, frozen=True, eq=False):
    """A row for each place of each word. ``words``: stems and what they are written as, ordered."""

    words: Sequence[Word]
    of: Ints
    pages: Ints
    fields: Ints
    weights: Ints
    places: Ints

    def part(self, words: slice, rows: slice) -> "Postings":
        """Those of some of the words, and no others."""
        of = self.of[rows] - words.start
        columns = self.pages[rows], self.fields[rows], self.weights[rows], self.places[rows]
        return Postings(self.words[words], of, *columns)


def written(pages: Sequence[Page]) -> Written:
    names = sorted({name for page in pages for name in page.said})
    field = {name: 1 + number for number, name in enumerate(names)}
    rows = [
        (number, at, words)
        for number, page in enumerate(pages)
        for at, words in (
            (0, page.words),
            *zip((field[name] for name in page.said), page.beside, strict=True),
        )
    ]
    of_page, fields, words = zip(*rows, strict=True) if rows else ((), (), ())
    sizes = np.array(list(map(len, words)), np.int64)
    return Written(
        tuple(names),
        np.frombuffer(b"".join(words), np.int32),
        np.repeat(np.array(of_page, np.int32), sizes),
        np.repeat(np.array(fields, np.int32), sizes),
        spans(np.zeros(len(sizes), np.int64), sizes).astype(np.int32),
    )


def postings(said: Written, found: Found) -> Postings:
    counts = np.diff(found.begins)[said.numbers]
    at = spans(found.begins[said.numbers], counts)
    of, weights = found.numbers[at], found.weights[at]
    del at
    pages, fields, places = (np.repeat(c, counts) for c in (said.pages, said.fields, said.places))
    weights[fields > 0] = 0
    words = _in_turn(found.words, of, pages * 2 + (fields > 0))
    number = np.empty(len(found.words), np.int32)
    number[words] = np.arange(len(words))
    columns = (number[of], pages, fields, weights, places)
    return Postings([found.words[one] for one in words], *_sorted(columns))


def _in_turn(words: Sequence[Word], of: Ints, seen: Ints) -> list[int]:
    """Those that stand anywhere, by their stem; what is written as that, then the others as they
    are ``seen`` first."""
    nowhere = np.iinfo(np.int32).max
    first = np.full(len(words), nowhere, np.int32)
    np.minimum.at(first, of, seen)
    turns = [
        (stem, seen if form else -1, form, number)
        for number, ((stem, form), seen) in enumerate(zip(words, first.tolist(), strict=True))
        if seen != nowhere
    ]
    return [number for *_, number in sorted(turns)]


def _sorted(columns: Sequence[Ints]) -> list[Ints]:
    """Rows in the order of the first column, then of the second, and so on: as one number each."""
    bits = [int(column.max(initial=0)).bit_length() for column in columns]
    keys: Numbers = np.zeros(len(columns[0]), np.int64)
    for column, width in zip(columns, bits, strict=True):
        keys <<= width
        keys |= column
    keys.sort()
    found: list[Ints] = []
    for width in reversed(bits):
        found.append((keys & ((1 << width) - 1)).astype(np.int32))
        keys >>= width
    return found[::-1]
