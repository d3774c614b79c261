"""The papers of a digest by their days: a day is read when somebody looks at one of its papers.

Of each paper a little stands in columns, which are read at once; most builds ask for no more.
"""

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.dates import UNDATED
from sitegen.paper import Paper, votes

_OF_EACH: dict[str, Callable[[Paper], Any]] = {
    "slug": attrgetter("slug"),
    "title": attrgetter("title"),
    "topics": attrgetter("topics"),
}
_OF_SOME: dict[str, Callable[[Paper], Any]] = {
    "votes": lambda paper: votes(paper) + 1,
    "updated": attrgetter("facts.updated"),
    "withdrawn": attrgetter("facts.withdrawn"),
}
Columns = Mapping[str, tuple[Any, ...]]
"""Of the papers of a day what is told of each, in their order, and what is told of some, each with
its slug; plain, which is read soonest."""
Listing = tuple[tuple[str, ...], bool]
"""The days that list a paper, and whether a capture without a day does."""


def columns(papers: Sequence[Paper]) -> Columns:
    of_each = {name: tuple(map(tell, papers)) for name, tell in _OF_EACH.items()}
    return of_each | {name: tuple(_some(tell, papers)) for name, tell in _OF_SOME.items()}


def _some(tell: Callable[[Paper], Any], papers: Iterable[Paper]) -> Iterator[tuple[str, Any]]:
    return ((paper.slug, told) for paper in papers if (told := tell(paper)))


class Shelf(Struct, frozen=True):
    """A day: what is told of its papers, and what reads them, as if no other day listed them."""

    day: str
    told: Columns
    read: Callable[[], Sequence[Paper]]

    @property
    def slugs(self) -> tuple[str, ...]:
        return self.told["slug"]


class DayPapers(Mapping[str, Paper]):
    """Slug -> paper, in the order of days and sections. ``listed``: of papers that several days
    list, those."""

    def __init__(self, shelves: Sequence[Shelf], listed: Mapping[str, Listing]) -> None:
        self._shelves = {shelf.day: shelf for shelf in shelves}
        self._listed = listed
        self._homes: dict[str, str] = {}
        for shelf in shelves:
            self._homes.update(dict.fromkeys(shelf.slugs, shelf.day))
        self._held: dict[str, Paper] = {}
        self._in_order = False
        self._own: dict[str, Paper] = {}
        self._columns: dict[str, dict[str, Any]] = {}

    def column(self, name: str) -> Mapping[str, Any]:
        """By slug what is told of each paper, in their order, or of some."""
        if name not in self._columns:
            self._columns[name] = self._first_days() if name == "first_day" else self._told(name)
        return self._columns[name]

    @cached_property
    def newest(self) -> list[str]:
        return _newest(self)

    def revised(self, papers: Mapping[str, Paper]) -> "DayPapers":
        """With these instead of those of the same names, on the same days."""
        other = DayPapers((), self._listed)
        other._shelves, other._homes = self._shelves, self._homes
        other._held, other._own = {**self._held, **papers}, {**self._own, **papers}
        return other

    def __getitem__(self, slug: str) -> Paper:
        found = self._held.get(slug)
        if found is None:
            self._hold(self._homes[slug])
            found = self._held[slug]
        return found

    def __contains__(self, slug: object) -> bool:
        return slug in self._homes

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def values(self) -> ValuesView[Paper]:
        return self._all().values()

    def items(self) -> ItemsView[str, Paper]:
        return self._all().items()

    def _all(self) -> dict[str, Paper]:
        if not self._in_order:
            lacking = {day for slug, day in self._homes.items() if slug not in self._held}
            for day in self._shelves:
                if day in lacking:
                    self._hold(day)
            self._held, self._in_order = {slug: self._held[slug] for slug in self._homes}, True
        return self._held

    def _hold(self, day: str) -> None:
        """Equal papers stay one object."""
        for paper in self._shelves[day].read():
            slug = paper.slug
            if self._homes[slug] == day and slug not in self._held:
                self._held[slug] = self._with_days(paper) if slug in self._listed else paper

    def _with_days(self, paper: Paper) -> Paper:
        days, undated = self._listed[paper.slug]
        return replace(paper, days=days, undated=undated)

    def _told(self, name: str) -> dict[str, Any]:
        if name == "home":
            return self._homes
        shelves = self._shelves.values()
        if name in _OF_SOME:
            own = dict(_some(_OF_SOME[name], self._own.values()))
            every = chain.from_iterable([one.told[name] for one in shelves])
            return {**{slug: told for slug, told in every if slug not in self._own}, **own}
        own = {slug: _OF_EACH[name](paper) for slug, paper in self._own.items()}
        pairs = (zip(one.slugs, one.told[name], strict=True) for one in shelves)
        return {**dict(chain.from_iterable(pairs)), **own}

    def _first_days(self) -> dict[str, str]:
        listed = self._listed.items()
        return {**self._homes, **{slug: next(iter(days), UNDATED) for slug, (days, _) in listed}}


def column(papers: Mapping[str, Paper], name: str) -> Mapping[str, Any]:
    """By slug what ``name`` says: ``first_day``, ``home``, or what stands in columns. ``votes``
    (one more than there are), ``updated`` and ``withdrawn`` only where there are any."""
    if isinstance(papers, DayPapers):
        return papers.column(name)
    if name in _OF_SOME:
        return dict(_some(_OF_SOME[name], papers.values()))
    tell = attrgetter(name)
    return {slug: tell(paper) for slug, paper in papers.items()}


def revised(papers: Mapping[str, Paper], edited: Mapping[str, Paper]) -> Mapping[str, Paper]:
    """With these instead of those of the same names, on the same days."""
    return papers.revised(edited) if isinstance(papers, DayPapers) else {**papers, **edited}


def newest_first(papers: Mapping[str, Paper]) -> list[str]:
    """Newest listing day first, Undated last, ties by slug. Nobody may change it."""
    return papers.newest if isinstance(papers, DayPapers) else _newest(papers)


def _newest(papers: Mapping[str, Paper]) -> list[str]:
    by_day: dict[str, list[str]] = {}
    for slug, day in column(papers, "first_day").items():
        by_day.setdefault(day, []).append(slug)
    days = sorted(by_day, key=lambda day: "" if day == UNDATED else day, reverse=True)
    return [slug for day in days for slug in sorted(by_day[day])]
