"""Terms that stand in a title or among the keywords for the first time this week."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from sitegen.dates import week_of
from sitegen.paper import Paper
from sitegen.stopwords import COMMON
from sitegen.words import fold, stem, stems

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
    dated = [paper for paper in papers if paper.days]
    recent = [paper for paper in dated if week_of(paper.first_day) == week]
    counted = Firsts(week, len(dated) - len(recent))
    if not counted.enough:
        return counted
    had: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    for paper in recent:
        for key, term in dict(_terms(paper)).items():
            had.setdefault(key, []).append(paper.slug)
            written.setdefault(key, term)
    old = {
        key for p in papers if not p.days or week_of(p.first_day) != week for key, _ in _terms(p)
    }
    new = [k for k, slugs in had.items() if k not in old and len(slugs) >= LEAST_PAPERS]
    found = sorted((First(written[k], tuple(had[k])) for k in new), key=_most_first)
    return Firsts(week, counted.before, tuple(found[:LONGEST]))


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
    return "" if folded in COMMON or folded.isdigit() else stem(folded)


@cache
def _of_keyword(keyword: str) -> str:
    return " ".join(stems(keyword))
