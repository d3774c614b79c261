"""A year as a calendar in two halves, each a column a week and a row a weekday, darker where more
papers stand: beside each other on a desk, one above the other on a phone."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from sitegen import urls
from sitegen.calendarviews import CalendarDay, CalendarHalf, CalendarMonth, CalendarYear
from sitegen.pages.setting import Setting

_LEVELS = (1, 10, 25, 50, 100)  # papers from which a day is drawn a step darker
_WEEK, _SATURDAY = 7, 5
_HALVES, _MONTHS = (("01-01", "06-30"), ("07-01", "12-31")), 6


def calendar(setting: Setting, year: str) -> CalendarYear:
    """The days between the first and the last listing day of the site; a weekday without a
    capture is drawn empty, so that gaps show."""
    dated = setting.site.dated
    first = max(f"{year}-01-01", dated[0])
    last = min(f"{year}-12-31", dated[-1])
    halves = [
        _half(setting, max(first, f"{year}-{begin}"), min(last, f"{year}-{end}"), begin)
        for begin, end in _HALVES
    ]
    shown = tuple(half for half in halves if half.days)
    counts = [day.count for half in shown for day in half.days]
    return CalendarYear(year, shown, sum(map(bool, counts)), counts.count(0))


def _half(setting: Setting, first: str, last: str, begin: str) -> CalendarHalf:
    begins = date.fromisoformat(f"{first[:4]}-{begin}")
    return CalendarHalf(tuple(_days(setting, first, last, begins)), tuple(_months(setting, begins)))


def _days(setting: Setting, first: str, last: str, begins: date) -> Iterator[CalendarDay]:
    site, at = setting.site, date.fromisoformat(first)
    while (iso := at.isoformat()) <= last:
        count = len(site.days[iso].papers) if iso in site.days else 0
        if count or at.weekday() < _SATURDAY:
            url, level = urls.day(iso) if count else "", bisect_right(_LEVELS, count)
            name = setting.names.short(iso)
            yield CalendarDay(_column(begins, at), at.weekday(), level, name, url, count)
        at += timedelta(1)


def _months(setting: Setting, begins: date) -> Iterator[CalendarMonth]:
    """A name stands above the first week that begins in its month: the days of a week that ends
    in another one still stand below their own."""
    for number in range(begins.month, begins.month + _MONTHS):
        first = begins.replace(month=number)
        name = setting.names.month_alone(first.isoformat()[:7])
        monday = first + timedelta(-first.weekday() % _WEEK)
        yield CalendarMonth(name, _column(begins, begins if first == begins else monday))


def _column(begins: date, at: date) -> int:
    """The week of the half year the day stands in, counted from 0, weeks beginning on Monday."""
    return ((at - begins).days + begins.weekday()) // _WEEK
