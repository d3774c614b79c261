"""The words of the papers, for the search to mend a query by: how it was spelled, what it meant.

Everything here is read off the papers themselves; no list of words is kept by hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from sitegen.columns import Numbers
from sitegen.tokens import Tokens
from sitegen.words import SENTENCE_END, american

MOST = 20_000
_SURE = 2
_SHORTEST_PART = 3


class Word(Struct, frozen=True):
    """A word as most papers write it; ``others``: spellings that inflection does not explain."""

    form: str
    papers: int
    others: tuple[str, ...] = ()


class Vocabulary(Struct, frozen=True):
    """``same``: pairs of writings that mean one thing, as "fine tuning" and "finetuning"."""

    papers: int
    words: tuple[Word, ...]
    same: tuple[tuple[str, str], ...]


def vocabulary(said: Tokens) -> Vocabulary:
    """What the papers say, in an order that only they decide."""
    used = {form: n for form, n in zip(said.forms, said.by_form.tolist(), strict=True) if n}
    used.pop(SENTENCE_END, None)
    same = {*_joined(said, used), *_shortened(said)}
    return Vocabulary(len(said.keys), _most_frequent(said, used), tuple(sorted(same)))


def _most_frequent(said: Tokens, used: Mapping[str, int]) -> tuple[Word, ...]:
    """One entry a stem, by the form; at most ``MOST`` of them."""
    stem_of = dict(zip(said.forms, said.stems, strict=True))
    forms: dict[str, list[str]] = defaultdict(list)
    for form in sorted(used, key=lambda form: (-used[form], form)):
        forms[stem_of[form]].append(form)
    papers = dict(zip(dict.fromkeys(said.stems), said.by_stem.tolist(), strict=True))
    chosen = sorted(forms, key=lambda s: (-papers[s], s))[:MOST]
    found = (Word(forms[s][0], papers[s], _respelled(forms[s])) for s in chosen)
    return tuple(sorted(found, key=lambda word: word.form))


def _respelled(forms: Sequence[str]) -> tuple[str, ...]:
    """Of the forms of one stem, the first of each spelling other than that of the chosen form."""
    habit = {forms[0] == american(forms[0]): forms[0]}
    for form in forms[1:]:
        habit.setdefault(form == american(form), form)
    return tuple(habit.values())[1:]


def _joined(said: Tokens, used: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Two words side by side, or with a hyphen, that papers also write as one."""
    place = {form: at for at, form in enumerate(said.forms)}
    parts = [
        (place[form[:at]], place[form[at:]])
        for form in used
        for at in range(_SHORTEST_PART, len(form) - _SHORTEST_PART + 1)
        if form[:at] in used and form[at:] in used
    ]
    many = len(said.forms)
    found = Counter(_beside(said, np.array(parts, np.int64).reshape(-1, 2)).tolist())
    for code, papers in found.items():
        if papers >= _SURE:
            first, second = said.forms[code // many], said.forms[code % many]
            yield f"{first} {second}", first + second


def _beside(said: Tokens, pairs: Numbers) -> Numbers:
    """Which of the pairs of forms stand side by side, once for each paper that has them so."""
    many = len(said.forms)
    firsts, seconds = np.zeros((2, many), np.bool_)
    firsts[pairs[:, 0]] = seconds[pairs[:, 1]] = True
    at = np.flatnonzero(firsts[said.tokens[:-1]] & seconds[said.tokens[1:]])
    codes = said.tokens[at].astype(np.int64) * many + said.tokens[at + 1]
    there = np.isin(codes, pairs[:, 0] * many + pairs[:, 1])
    once = np.unique(said.papers(at[there]) * many**2 + codes[there])
    return once % many**2


def _shortened(said: Tokens) -> Iterator[tuple[str, str]]:
    """Abbreviations that papers spell out, with what most of them say they stand for."""
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    for pairs in said.explained:
        for short, full in pairs:
            meant[short][full] += 1
    for short, fulls in meant.items():
        full, papers = min(fulls.items(), key=lambda item: (-item[1], item[0]))
        if papers >= _SURE and papers * 2 > fulls.total():
            yield full, short
