"""A part of the site, for pages that look at no more than it: while that part is the same, so are
they, whatever else is new."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.dates import UNDATED
from sitegen.pages.setting import Setting
from sitegen.people import People
from sitegen.site import Day, Listed, Site
from sitegen.views import Page

Entry = tuple[str, str, Page, Callable[[], Any]]
"""Of a page its owner in words, its template, its frame, and what makes its record."""
_SOMEBODY = Listed("", "", 0)


class Excerpt(Struct, frozen=True):
    """Pages, and what they look at: of ``papers`` all that lists may (``paper.LISTED``), of the
    days on which those were listed first and of those ``beside`` how many papers they have, of
    ``days`` everything, of the topics ``counted`` how many papers they have.

    ``told``, plain, tells what else ``make`` knows; it is given a setting whose site has no more
    than this. ``whole``: the pages may look at all of the site.
    """

    told: tuple[Any, ...]
    make: Callable[[Setting], Iterator[Entry]]
    papers: Sequence[str] = ()
    days: Sequence[str] = ()
    beside: Sequence[str] = ()
    counted: Sequence[str] = ()
    whole: bool = False


def whole(name: str, make: Callable[[Setting], Iterator[Entry]]) -> Excerpt:
    return Excerpt((name,), make, whole=True)


def narrowed(setting: Setting, excerpt: Excerpt) -> Setting:
    """With a site that has no more than the excerpt."""
    if excerpt.whole:
        return setting
    site = setting.site
    papers = {slug: site.papers[slug] for slug in excerpt.papers}
    counted = {*excerpt.beside, *(paper.first_day for paper in papers.values())}
    days = {day: _counted(site.days[day]) for day in counted if day in site.days}
    days |= {day: site.days[day] for day in excerpt.days}
    part = Site(
        papers,
        {day: days[day] for day in sorted(days, key=lambda day: (day == UNDATED, day))},
        site.topics,
        {topic: ("",) * len(site.members[topic]) for topic in excerpt.counted},
        related={},
        aliases={},
        captures=(),
        people=People({}),
    )
    return replace(setting, site=part, besides=[])


def _counted(day: Day) -> Day:
    return Day(day.day, "", "", (_SOMEBODY,) * len(day.papers))


def told(site: Site, excerpt: Excerpt) -> tuple[Any, ...]:
    """What tells an excerpt from others, but for its papers and its days."""
    beside = [len(site.days[day].papers) for day in excerpt.beside]
    counted = [len(site.members[topic]) for topic in excerpt.counted]
    return (*excerpt.told, [*excerpt.beside], beside, [*excerpt.counted], counted)


def day_key(day: Day) -> tuple[Any, ...]:
    """Everything of a day, plain."""
    return day.day, day.year, day.intro, [(one.slug, one.note, one.place) for one in day.papers]
