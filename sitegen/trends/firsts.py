"""Terms that stand in a title or among the keywords for the first time this week."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from msgspec import Struct

from sitegen.dates import week_of
from sitegen.paper import Paper
from sitegen.stopwords import COMMON
from sitegen.words import ByStem, fold, stem, stems

_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")

LEAST_BEFORE = 100  # papers before the week, below which most terms are new anyway
LEAST_PAPERS = 2  # of the week that have the term: one alone is its author's coinage
LONGEST = 12


class First(Struct, frozen=True):
    """A term as it is first written, and the papers of the week that have it."""

    term: str
    papers: tuple[str, ...]


class Firsts(Struct, frozen=True):
    """``week``: the newest ISO week; ``before``: papers first listed earlier."""

    week: str
    before: int
    terms: tuple[First, ...] = ()

    @property
    def enough(self) -> bool:
        return self.before >= LEAST_BEFORE


def firsts(papers: Sequence[Paper], newest: str) -> Firsts:
    """What is new in the newest week, the most frequent first, ties by term."""
    week = week_of(newest)
    recent = [paper for paper in papers if _is_of(paper, week)]
    counted = Firsts(week, sum(bool(paper.days) for paper in papers) - len(recent))
    if not counted.enough:
        return counted
    had: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    for paper in recent:
        for key, term in dict(_terms(paper)).items():
            had.setdefault(key, []).append(paper.slug)
            written.setdefault(key, term)
    several = {key for key, slugs in had.items() if len(slugs) >= LEAST_PAPERS}
    new = several - _standing(several, [paper for paper in papers if not _is_of(paper, week)])
    found = sorted((First(written[k], tuple(had[k])) for k in new), key=_most_first)
    return Firsts(week, counted.before, tuple(found[:LONGEST]))


def _is_of(paper: Paper, week: str) -> bool:
    return bool(paper.days) and week_of(paper.first_day) == week


def _standing(keys: Collection[str], papers: Sequence[Paper]) -> set[str]:
    """At least those of the keys that a title or a keyword of the papers has: each word is looked
    at once, and stemmed where a key begins like it."""
    said = set(" ".join([paper.plain_title for paper in papers]).split())
    key_of, words = ByStem({key: key for key in keys}, ""), set(_WORD.findall(" ".join(said)))
    found = {key_of[word] for word in map(fold, words) if _says(word)}
    return found.union(map(_of_keyword, {key for p in papers for key in p.facts.keywords}))


def _most_first(first: First) -> tuple[int, str]:
    return -len(first.papers), first.term


def _terms(paper: Paper) -> Iterator[tuple[str, str]]:
    """Key and spelling of each word of the title that says something, and of each keyword."""
    for word in _WORD.findall(paper.plain_title):
        if key := _of_word(word):
            yield key, word
    for keyword in paper.facts.keywords:
        if key := _of_keyword(keyword):
            yield key, keyword


@cache
def _of_word(word: str) -> str:
    folded = fold(word)
    return stem(folded) if _says(folded) else ""


def _says(folded: str) -> bool:
    return folded not in COMMON and not folded.isdigit()


@cache
def _of_keyword(keyword: str) -> str:
    return " ".join(stems(keyword))
