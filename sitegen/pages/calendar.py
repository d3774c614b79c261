"""A year as a calendar: a column a week, a row a weekday, darker where more papers stand."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from sitegen import urls
from sitegen.calendarviews import CalendarDay, CalendarMonth, CalendarYear
from sitegen.pages.setting import Setting

_LEVELS = (1, 10, 25, 50, 100)  # papers from which a day is drawn a step darker
_WEEK, _SATURDAY = 7, 5


def calendar(setting: Setting, year: str) -> CalendarYear:
    """The days between the first and the last listing day of the site; a weekday without a
    capture is drawn empty, so that gaps show."""
    days = tuple(_days(setting, int(year)))
    return CalendarYear(
        year,
        max((day.column for day in days), default=0) + 1,
        days,
        tuple(_months(setting, int(year))),
        sum(day.count > 0 for day in days),
        sum(not day.count for day in days),
    )


def _days(setting: Setting, year: int) -> Iterator[CalendarDay]:
    site = setting.site
    first = max(date(year, 1, 1), date.fromisoformat(site.dated[0]))
    last = min(date(year, 12, 31), date.fromisoformat(site.dated[-1]))
    for offset in range((last - first).days + 1):
        at = first + timedelta(offset)
        iso = at.isoformat()
        count = len(site.days[iso].papers) if iso in site.days else 0
        if count or at.weekday() < _SATURDAY:
            url = urls.day(iso) if count else ""
            level = bisect_right(_LEVELS, count)
            yield CalendarDay(
                _column(at), at.weekday(), level, setting.names.short(iso), url, count
            )


def _months(setting: Setting, year: int) -> Iterator[CalendarMonth]:
    for number in range(1, 13):
        month = f"{year:04}-{number:02}"
        yield CalendarMonth(setting.names.month_alone(month), _column(date(year, number, 1)))


def _column(at: date) -> int:
    """The week of the year the day stands in, counted from 0, weeks beginning on Monday."""
    return (at.timetuple().tm_yday - 1 + date(at.year, 1, 1).weekday()) // _WEEK
