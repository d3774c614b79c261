"""Which of the recent papers trend."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from msgspec import Struct

from sitegen.linkkinds import kind_of
from sitegen.paper import Paper, votes

RECENT = 28  # days before the newest one from which a paper can trend
HALVED = 7  # a standing is halved for each so many days
LEAST_SIGNS = 2  # listed on one day and nothing more is no trend
LONGEST = 20


class Trending(Struct, frozen=True):
    """A paper and why: its votes or, where no dump tells any, its signs.

    A sign is a listing day, and one more is code. ``halvings``: full weeks since the paper was
    first listed; the standing is votes or signs, halved so often.
    """

    slug: str
    votes: int | None
    days: int
    code: bool
    halvings: int

    @property
    def standing(self) -> float:
        count = self.days + self.code if self.votes is None else self.votes
        return float(count / 2**self.halvings)


def trending(papers: Iterable[Paper], newest: str) -> tuple[Trending, ...]:
    """Those with votes by standing, then those without by theirs; ties by slug."""
    found = [_judged(paper, newest) for paper in papers if _recent(paper, newest)]
    moving = [one for one in found if _moves(one)]
    ranked = sorted(moving, key=lambda one: (one.votes is None, -one.standing, one.slug))
    return tuple(ranked[:LONGEST])


def _recent(paper: Paper, newest: str) -> bool:
    """What was withdrawn trends no more."""
    if paper.facts.withdrawn:
        return False
    return bool(paper.days) and days_between(paper.first_day, newest) < RECENT


def _judged(paper: Paper, newest: str) -> Trending:
    counted = votes(paper)
    age = days_between(paper.first_day, newest)
    code = any(kind_of(url) == "code" for url in paper.urls)
    told = counted if counted >= 0 else None
    return Trending(paper.slug, told, len(paper.days), code, age // HALVED)


def _moves(one: Trending) -> bool:
    return one.days + one.code >= LEAST_SIGNS if one.votes is None else one.votes > 0


@cache
def days_between(day: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(day)).days
