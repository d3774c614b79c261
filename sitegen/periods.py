"""Weeks, months and years of listing days, and which of their papers readers voted for most."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from sitegen.dates import week_of
from sitegen.paper import votes
from sitegen.site import Site


class Period(Struct, frozen=True):
    """``name``: ``2025-W11``, ``2025-03`` or ``2025``. ``days``: its listing days, oldest first.
    ``count``: how many papers stand on them."""

    name: str
    days: tuple[str, ...]
    count: int


def weeks(site: Site) -> tuple[Period, ...]:
    """ISO weeks with a listing day, oldest first."""
    return tuple(_periods(site, week_of))


def months(site: Site) -> tuple[Period, ...]:
    return tuple(_periods(site, lambda day: day[:7]))


def years(site: Site) -> tuple[Period, ...]:
    return tuple(_periods(site, lambda day: day[:4]))


def _periods(site: Site, name_of: Callable[[str], str]) -> Iterator[Period]:
    for name, group in groupby(site.dated, key=name_of):
        days = tuple(group)
        yield Period(name, days, len(listed(site, days)))


def listed(site: Site, days: Iterable[str]) -> dict[str, None]:
    """The papers of these days, each once, in the order in which they were listed."""
    return dict.fromkeys([one.slug for day in days for one in site.days[day].papers])


def ranked(site: Site, days: tuple[str, ...]) -> tuple[str, ...]:
    """The papers of these days: the most votes first, then those on most days, then in the order in
    which they were listed; withdrawn ones last."""
    within = frozenset(days)
    papers = site.papers

    def standing(slug: str) -> tuple[bool, int, int]:
        on = sum(day in within for day in papers[slug].days)
        return bool(papers[slug].facts.withdrawn), -votes(papers[slug]), -on

    return tuple(sorted(listed(site, days), key=standing))
