"""Listing days: reading them as pages print them, giving them a year, naming them.

A listing day is an ISO date string, ``"2025-03-11"``, or ``UNDATED``.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

UNDATED = "undated"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "(?P<month>" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in MONTHS) + r")\.?"
_PRINTED = re.compile(
    rf"{_MONTH} (?P<day>[0-9]{{1,2}})(?:,? (?P<year>[0-9]{{4}}))?\Z", re.IGNORECASE
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_LEAP_CYCLE = 8
_WEEK, _WORKDAYS = 7, 5


class NoSuchDay(ValueError):
    """The text has the form of a day, but the calendar has no such day."""


def printed_day(text: str) -> tuple[int | None, int, int] | None:
    """``Mar 11`` -> (None, 3, 11); ``Nov 14, 2025`` or ``2025-11-14`` -> (2025, 11, 14).

    None when the text is not of that form. Raises NoSuchDay for ``Feb 30``.
    """
    if iso := _ISO.match(text):
        year, month, day = map(int, iso.groups())
        return _checked(text, year, month, day)
    if not (found := _PRINTED.match(text)):
        return None
    month = [m[:3] for m in MONTHS].index(found["month"][:3].title()) + 1
    return _checked(text, int(found["year"]) if found["year"] else None, month, int(found["day"]))


def _checked(text: str, year: int | None, month: int, day: int) -> tuple[int | None, int, int]:
    try:
        date(2000 if year is None else year, month, day)
    except ValueError as error:
        raise NoSuchDay(f"there is no day {text!r} in the calendar") from error
    return year, month, day


def listing_day(text: str) -> str:
    """A day as a keeper writes it: ISO or ``undated``. Raises NoSuchDay otherwise."""
    if text.strip().lower() == UNDATED:
        return UNDATED
    found = _ISO.match(text.strip())
    if not found:
        raise NoSuchDay(f"{text!r} is not a day: write YYYY-MM-DD or {UNDATED!r}")
    year, month, day = map(int, found.groups())
    return with_year(year, month, day)


def with_year(year: int, month: int, day: int) -> str:
    """The ISO day. Raises NoSuchDay (``Feb 29`` of a common year)."""
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        named = (
            f"{MONTHS[month - 1]} {day}" if 1 <= month <= len(MONTHS) else f"{month:02}-{day:02}"
        )
        raise NoSuchDay(f"the year {year} has no day {named}") from error


def latest_before(month: int, day: int, today: date) -> str:
    """The latest such day that is not after ``today``."""
    for year in range(today.year, today.year - _LEAP_CYCLE - 1, -1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate <= today:
            return candidate.isoformat()
    raise NoSuchDay(f"no {MONTHS[month - 1]} {day} in the {_LEAP_CYCLE} years before {today}")


@cache
def week_of(day: str) -> str:
    """The ISO 8601 week: ``2025-03-11`` -> ``2025-W11``; its year can differ from the day's."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


def weekdays_between(day: str, later: str) -> int:
    """How many days from Monday to Friday lie between two days, both left out."""
    first, last = date.fromisoformat(day), date.fromisoformat(later)
    span = (last - first).days - 1
    weeks, rest = divmod(max(span, 0), _WEEK)
    return weeks * _WORKDAYS + sum(
        (first.weekday() + 1 + i) % _WEEK < _WORKDAYS for i in range(rest)
    )


def iso_day(text: str) -> str:
    """The day with which an ISO date or moment begins; "" where it does not."""
    if not text:  # most papers have no such date
        return ""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def moment(day: str, seconds: int = 0) -> datetime:
    """Midnight UTC of the day plus so many seconds."""
    midnight = datetime.combine(date.fromisoformat(day), time(), UTC)
    return midnight + timedelta(seconds=seconds)
