"""The words of the papers, for the search to mend a query by: how it was spelled, what it meant.

Everything here is read off the papers themselves; no list of words is kept by hand.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sitegen.words import SENTENCE_END, american, fold, stem, words

MOST = 20_000
_SURE = 2
_SHORTEST_PART = 3
_HYPHENED = re.compile(r"(?<![\w-])([a-z]{3,})-([a-z]{3,})(?![\w-])")
_SHORT = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])s?\)")
_BEFORE = 80
Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as most papers write it; ``others``: spellings that inflection does not explain."""

    form: str
    papers: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``same``: pairs of writings that mean one thing, as "fine tuning" and "finetuning"."""

    papers: int
    words: tuple[Word, ...]
    same: tuple[tuple[str, str], ...]


def vocabulary(papers: Iterable[Texts]) -> Vocabulary:
    """What the texts of each paper say, in an order that only they decide."""
    texts = [list(each) for each in papers]
    tokens = [[words(text) for text in each] for each in texts]
    counts = Counter(form for each in tokens for form in {w for text in each for w in text})
    del counts[SENTENCE_END]
    same = {*_joined(texts, tokens, counts), *_shortened(texts)}
    return Vocabulary(len(texts), _most_frequent(counts, tokens), tuple(sorted(same)))


def _most_frequent(
    counts: Mapping[str, int], tokens: Iterable[Sequence[Sequence[str]]]
) -> tuple[Word, ...]:
    """One entry a stem, by the form; at most ``MOST`` of them."""
    forms: dict[str, list[str]] = defaultdict(list)
    for form in sorted(counts, key=lambda form: (-counts[form], form)):
        forms[stem(form)].append(form)
    papers = Counter(s for each in tokens for s in {stem(w) for text in each for w in text})
    chosen = sorted(forms, key=lambda s: (-papers[s], s))[:MOST]
    found = (Word(forms[s][0], papers[s], _respelled(forms[s])) for s in chosen)
    return tuple(sorted(found, key=lambda word: word.form))


def _respelled(forms: Sequence[str]) -> tuple[str, ...]:
    """Of the forms of one stem, the first of each spelling other than that of the chosen form."""
    habit = {forms[0] == american(forms[0]): forms[0]}
    for form in forms[1:]:
        habit.setdefault(form == american(form), form)
    return tuple(habit.values())[1:]


def _joined(
    texts: Iterable[Texts], tokens: Iterable[Sequence[Sequence[str]]], counts: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Two words that papers also write as one, with a hyphen or side by side."""
    apart: Counter[tuple[str, str]] = Counter()
    for each, tokenised in zip(texts, tokens, strict=True):
        hyphened = {pair for text in each for pair in _HYPHENED.findall(fold(text))}
        beside = {
            pair
            for text in tokenised
            for pair in pairwise(text)
            if min(map(len, pair)) >= _SHORTEST_PART and "".join(pair) in counts
        }
        apart.update(hyphened | beside)
    for (first, second), papers in apart.items():
        if papers >= _SURE and first + second in counts:
            yield f"{first} {second}", first + second


def _shortened(texts: Iterable[Texts]) -> Iterator[tuple[str, str]]:
    """Abbreviations that papers spell out, with what most of them say they stand for."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for each in texts:
        for short, full in {pair for text in each for pair in _explained(text)}:
            said[short][full] += 1
    for short, fulls in said.items():
        full, papers = min(fulls.items(), key=lambda item: (-item[1], item[0]))
        if papers >= _SURE and papers * 2 > fulls.total():
            yield full, short


def _explained(text: str) -> Iterator[tuple[str, str]]:
    """ "large language models (LLMs)": the short form and the words whose initials it is."""
    for match in _SHORT.finditer(text):
        short = match[1].casefold()
        before = words(text[max(0, match.start() - _BEFORE) : match.start()])[-len(short) :]
        if len(before) > 1 and "".join(word[0] for word in before) == short:
            yield short, " ".join(before)
