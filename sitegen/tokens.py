"""The words of many papers as columns of numbers, so that a few papers more cost what they are."""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as Keys
from itertools import chain

import numpy as np
from msgspec import Struct

from sitegen.columns import Ints, Numbers
from sitegen.manywords import ByWord, many_words
from sitegen.words import stem, words

Texts = Sequence[str]
Pair = tuple[str, str]
_PORTION, _AT_ONCE = 96, 5_000  # papers to read, to count
_SHORT = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])s?\)")
_BEFORE = 80


class Tokens(Struct, frozen=True):
    """``tokens``: the words of all papers in a row, each a place in ``forms``; ``lengths``: how
    many a paper has. Between two texts stands the end of a sentence. ``stems`` are those of the
    forms, ``explained`` the abbreviations a paper spells out, each before what it stands for.
    ``by_form``, ``by_stem``: how many papers have a form, a stem; in the order of forms, and in
    that in which stems come first among ``stems``."""

    keys: tuple[str, ...]
    lengths: Numbers
    tokens: Ints
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    explained: tuple[tuple[Pair, ...], ...]
    by_form: Numbers
    by_stem: Numbers

    def papers(self, at: Numbers) -> Numbers:
        """The row of the paper of some tokens."""
        return np.searchsorted(np.cumsum(self.lengths), at, side="right")


_NO_NUMBERS = np.zeros(0, np.int64)
NONE = Tokens((), _NO_NUMBERS, np.zeros(0, np.int32), (), (), (), _NO_NUMBERS, _NO_NUMBERS)


def tokens(
    keys: Keys[str], texts: Callable[[Sequence[str]], Sequence[Texts]], before: Tokens = NONE
) -> Tokens:
    """Of papers by key. ``texts`` tells those of keys that ``before`` has not; the order of rows
    and forms depends on that, what they tell does not."""
    stays = np.fromiter((key in keys for key in before.keys), np.bool_, len(before.keys))
    new = sorted(keys - set(before.keys))
    told, place = texts(new), {form: at for at, form in enumerate(before.forms)}
    rows, lengths = _read(told, place)
    added = tuple(place)[len(before.forms) :]
    stems = (*before.stems, *map(stem, added))
    here = np.repeat(stays, before.lengths)
    gone = before.tokens[~here], before.lengths[~stays]
    forms, numbers = np.arange(len(stems)), _numbered(stems)
    return Tokens(
        (*(key for key in before.keys if key in keys), *new),
        np.concatenate([before.lengths[stays], lengths]),
        np.concatenate([before.tokens[here], rows]),
        (*before.forms, *added),
        stems,
        (
            *(pairs for pairs, there in zip(before.explained, stays, strict=True) if there),
            *map(_all_explained, told),
        ),
        _changed(before.by_form, _held(forms, *gone), _held(forms, rows, lengths)),
        _changed(before.by_stem, _held(numbers, *gone), _held(numbers, rows, lengths)),
    )


def _numbered(stems: Sequence[str]) -> Numbers:
    place: dict[str, int] = {}
    return np.array([place.setdefault(stem, len(place)) for stem in stems], np.int64)


def _held(kinds: Numbers, tokens: Ints, lengths: Numbers) -> Numbers:
    """For each kind how many papers have a token of it; ``kinds``: by form."""
    many = int(kinds.max(initial=-1)) + 1
    small, ends = kinds.astype(np.min_scalar_type(many)), np.cumsum(np.append(0, lengths))
    found = np.zeros(many, np.int64)
    for start in range(0, len(lengths), _AT_ONCE):
        some = lengths[start : start + _AT_ONCE]
        told = small[tokens[ends[start] : ends[start + len(some)]]]
        order = np.argsort(told, kind="stable")  # numbers of two bytes are sorted by counting
        kind, paper = told[order], np.repeat(np.arange(len(some)), some)[order]
        again = (kind[1:] == kind[:-1]) & (paper[1:] == paper[:-1])
        found += np.bincount(kind[np.append(True, ~again)[: len(kind)]], minlength=many)
    return found


def _changed(before: Numbers, gone: Numbers, new: Numbers) -> Numbers:
    """Of as many kinds as there are now."""
    found = new - gone
    found[: len(before)] += before
    return found


def _read(papers: Sequence[Texts], place: dict[str, int]) -> tuple[Ints, Numbers]:
    """The places of the words, and how many words each paper has; a new form gets the
    next place."""
    by_word = ByWord(lambda form: place.setdefault(form, len(place)))
    rows, lengths = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for start in range(0, len(papers), _PORTION):
        portion = papers[start : start + _PORTION]
        found = many_words(list(chain.from_iterable(portion)))
        ends = np.cumsum([0, *map(len, portion)])  # of texts
        rows.append(by_word.of(found)[: found.begins[-1]].astype(np.int32))
        lengths.append(np.diff(found.begins[ends]))
    return np.concatenate(rows), np.concatenate(lengths)


def _all_explained(texts: Texts) -> tuple[Pair, ...]:
    found = (pair for text in texts if "(" in text for pair in _explained(text))
    return tuple(sorted(set(found)))


def _explained(text: str) -> Iterator[Pair]:
    """ "large language models (LLMs)": the short form and the words whose initials it is."""
    for match in _SHORT.finditer(text):
        short = match[1].casefold()
        before = words(text[max(0, match.start() - _BEFORE) : match.start()])[-len(short) :]
        if len(before) > 1 and "".join(word[0] for word in before) == short:
            yield short, " ".join(before)
