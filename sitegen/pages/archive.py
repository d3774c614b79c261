"""The archive: every year as a calendar, its months, the days of the newest."""

from collections.abc import Iterator
from itertools import groupby

from sitegen import periods, urls
from sitegen.calendarviews import ArchiveView, Month, Year
from sitegen.dates import UNDATED
from sitegen.pages.calendar import calendar
from sitegen.pages.excerpt import Entry, Excerpt, whole
from sitegen.pages.periods import parts
from sitegen.pages.setting import Setting
from sitegen.periods import Period

# Years drawn as calendars and months whose days are named, where they have pages that do so.
_IN_SQUARES, _IN_DAYS = 10, 24


def excerpts(_: Setting) -> Iterator[Excerpt]:
    yield whole("archive", _page)


def _page(setting: Setting) -> Iterator[Entry]:
    site = setting.site
    undated = setting.day(UNDATED) if UNDATED in site.days else None
    view = ArchiveView(tuple(_years(setting)), undated, len(site.papers), len(site.dated))
    description = setting.word("about_archive", count=len(site.dated))
    page = setting.page("archive", urls.ARCHIVE, setting.word("archive"), description)
    yield "the archive", "archive.html", page, lambda: view


def _years(setting: Setting) -> Iterator[Year]:
    newest = list(enumerate(reversed(periods.months(setting.site))))
    has_pages = setting.shows("years")
    for age, (name, months) in enumerate(groupby(newest, key=lambda one: one[1].name[:4])):
        yield Year(
            name,
            urls.year(name) if has_pages else "",
            calendar(setting, name) if age < _IN_SQUARES or not has_pages else None,
            tuple(_month(setting, month, old) for old, month in months),
        )


def _month(setting: Setting, month: Period, age: int) -> Month:
    has_page = setting.shows("months")
    return Month(
        setting.names.month(month.name),
        urls.month(month.name) if has_page else "",
        month.count,
        tuple(parts(setting, "month", month))[::-1] if age < _IN_DAYS or not has_page else (),
    )
