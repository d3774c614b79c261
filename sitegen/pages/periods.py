"""Pages of ISO weeks, months and years."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from sitegen import periods, urls
from sitegen.calendarviews import HeadlineGroup, PeriodView
from sitegen.pages.calendar import calendar
from sitegen.pages.cards import card, headline
from sitegen.pages.days import topics_of
from sitegen.pages.excerpt import Entry, Excerpt
from sitegen.pages.setting import Setting
from sitegen.periods import Period
from sitegen.views import Anchor

_BEST = 20  # papers in full; the others of a week follow as headlines
_OF_A_DAY = 60  # headlines; the day's page has them all


class _Span(Struct, frozen=True):
    """What weeks, months and years do not have in common."""

    kind: str
    url: Callable[[str], str]
    name: Callable[[str], str]


def excerpts(setting: Setting) -> Iterator[Excerpt]:
    names, shown = setting.names, setting.shows
    if shown("weeks"):
        week = _Span("week", urls.week, names.week)
        yield from _excerpts(setting, week, periods.weeks(setting.site))
    if shown("months"):
        month = _Span("month", urls.month, names.month)
        yield from _excerpts(setting, month, periods.months(setting.site))
    if shown("years"):
        year = _Span("year", urls.year, str)
        yield from _excerpts(setting, year, periods.years(setting.site))


def _excerpts(setting: Setting, span: _Span, found: Sequence[Period]) -> Iterator[Excerpt]:
    """A calendar shows where the whole of the days begins and ends."""
    site = setting.site
    for i, period in enumerate(found):
        before = found[i - 1] if i else None
        after = found[i + 1] if i + 1 < len(found) else None
        beside = [(one.name, one.count) if one else None for one in (before, after)]
        yield Excerpt(
            (span.kind, period.name, *beside),
            partial(_page, span=span, period=period, before=before, after=after),
            tuple(periods.listed(site, period.days)),
            period.days,
            (site.dated[0], site.dated[-1]) if span.kind == "year" else (),
        )


def _page(
    setting: Setting, span: _Span, period: Period, before: Period | None, after: Period | None
) -> Iterator[Entry]:
    heading = span.name(period.name)
    about = setting.word("about_period", name=heading, count=period.count)
    page = setting.page(span.kind, span.url(period.name), heading, about)
    view = partial(_view, setting, span, period, before, after)
    yield f"the {span.kind} {period.name}", "period.html", page, view


def _view(
    setting: Setting, span: _Span, period: Period, before: Period | None, after: Period | None
) -> PeriodView:
    papers = periods.ranked(setting.site, period.days)
    best = papers[:_BEST]
    return PeriodView(
        span.name(period.name),
        period.count,
        len(period.days),
        tuple(card(setting, slug) for slug in best),
        _others(setting, period, frozenset(best)) if span.kind == "week" else (),
        tuple(parts(setting, span.kind, period)),
        topics_of(setting, papers),
        _anchor(span, before),
        _anchor(span, after),
        calendar(setting, period.name) if span.kind == "year" else None,
        any(setting.site.papers[slug].facts.votes for slug in best),
    )


def _anchor(span: _Span, period: Period | None) -> Anchor | None:
    if period is None:
        return None
    return Anchor(span.name(period.name), span.url(period.name), period.count)


def _others(setting: Setting, period: Period, best: frozenset[str]) -> tuple[HeadlineGroup, ...]:
    """By the first day of the week on which they stand."""
    first: dict[str, list[str]] = {}
    seen = set(best)
    for day in period.days:
        for one in setting.site.days[day].papers:
            if one.slug not in seen:
                seen.add(one.slug)
                first.setdefault(day, []).append(one.slug)
    return tuple(
        HeadlineGroup(
            setting.day(day),
            tuple(headline(setting, slug) for slug in slugs[:_OF_A_DAY]),
            len(slugs[_OF_A_DAY:]),
        )
        for day, slugs in first.items()
    )


def parts(setting: Setting, kind: str, period: Period) -> Iterator[Anchor]:
    """What a period is made of: a year of months, a month and a week of days."""
    site, names = setting.site, setting.names
    if kind == "year" and setting.shows("months"):
        for month, days in groupby(period.days, key=urls.month_of):
            papers = {one.slug for day in days for one in site.days[day].papers}
            yield Anchor(names.month(month), urls.month(month), len(papers))
    else:
        for day in period.days:
            yield Anchor(names.in_month(day), urls.day(day), len(site.days[day].papers))
