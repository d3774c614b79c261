"""Which papers a saved search finds: pure, at build, by the grammar of the search page."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from msgspec import Struct

from sitegen import grammar
from sitegen.grammar import Part
from sitegen.model import Facts, SavedSearch
from sitegen.words import stems


class Searched(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def plain_title(self) -> str: ...
    @property
    def plain_abstract(self) -> str: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def topics(self) -> tuple[str, ...]: ...
    @property
    def first_day(self) -> str: ...


class Found(Struct, frozen=True):
    """``papers``: slugs, newest listing day first, Undated last."""

    search: SavedSearch
    papers: tuple[str, ...]


class _Conditions(Struct, frozen=True):
    search: SavedSearch
    wanted: tuple[Part, ...]
    barred: tuple[Part, ...]
    author: tuple[str, ...]


def found(searches: Iterable[SavedSearch], papers: Iterable[Searched]) -> tuple[Found, ...]:
    """``papers`` stand newest first; every search keeps their order."""
    conditions = [_conditions(search) for search in searches]
    slugs: list[list[str]] = [[] for _ in conditions]
    for paper in papers if conditions else ():
        texts = _texts(paper)
        for each, hits in zip(conditions, slugs, strict=True):
            if _fits(each, paper, texts):
                hits.append(paper.slug)
    return tuple(Found(c.search, tuple(hits)) for c, hits in zip(conditions, slugs, strict=True))


def _conditions(search: SavedSearch) -> _Conditions:
    barred = tuple(Part(part.stems) for part in grammar.parse(search.exclude))
    return _Conditions(search, grammar.parse(search.include), barred, stems(search.author))


def _texts(paper: Searched) -> list[tuple[str, ...]]:
    return [
        stems(text) for text in (paper.plain_title, paper.plain_abstract, *paper.facts.keywords)
    ]


def _fits(conditions: _Conditions, paper: Searched, texts: Sequence[tuple[str, ...]]) -> bool:
    names = [stems(name) for name in paper.facts.authors] if conditions.author else []
    return (
        conditions.search.topic in ("", *paper.topics)
        and (not conditions.author or grammar.stands(conditions.author, names))
        and grammar.fits(conditions.wanted, texts)
        and not any(grammar.stands(part.stems, texts) for part in conditions.barred)
    )
