"""In which year a page was shown that prints none.

It prints a year only on entries that are not of its own year, and its papers are older than it.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from sitegen.dates import NoSuchDay, with_year

_NEAR_DAYS = 31
_FIRST_YEAR = 2007


class Shown(Struct, frozen=True):
    """The date of an entry as the page shows it, and the paper's arXiv id ("" where untold).

    ``dated``: the page shows one at all; else the id alone tells something.
    """

    year: int | None
    month: int
    day: int
    arxiv: str = ""
    dated: bool = True

    @property
    def announced(self) -> tuple[int, int]:
        """Year and month of the arXiv id, (0, 0) where there is none."""
        stated = self.arxiv[:4]
        if not (stated.isascii() and stated.isdigit() and 1 <= int(stated[2:]) <= 12):
            return 0, 0
        year = 2000 + int(stated[:2])
        return (year, int(stated[2:])) if year >= _FIRST_YEAR else (0, 0)

    @property
    def own_year(self) -> int:
        """The year that the id gives to a date without one, 0 where it gives none.

        A paper gets its id in the month in which it was sent in, or in the next one.
        """
        year, month = self.announced
        known = self.year is not None or not self.dated
        if known or not year or month not in (self.month, self.month % 12 + 1):
            return 0
        return year - (month < self.month)


class Years(Struct, frozen=True):
    """``earliest`` is a lower bound, 0 where nothing gives one; ``proven`` is 0 unless exact."""

    earliest: int
    proven: int


def years(month: int, day: int, entries: Iterable[Shown], linked: Iterable[str], at: str) -> Years:
    """The year of a page of this month and day.

    ``linked`` are ISO days of the neighbouring pages, ``at`` the ISO day on which the capture
    says that it was made or handed on ("" where it does not): the page is not younger.
    """
    shown = list(entries)
    earliest = max((_after(one, month) for one in shown), default=0)
    latest = _latest(month, day, at)
    exact = _neighbours(month, day, linked) or _of_entries(shown)
    if not exact and earliest == latest:
        exact = earliest
    fits = earliest <= exact and (not latest or exact <= latest) and _exists(exact, month, day)
    return Years(earliest, exact if fits else 0)


def _after(entry: Shown, month: int) -> int:
    """The first year in which a page of this month can show the entry."""
    year, announced = entry.announced
    by_date = entry.year + 1 if entry.year is not None else 0
    return max(by_date, year + (announced > month) if year else 0)


def _latest(month: int, day: int, at: str) -> int:
    if not at:
        return 0
    made = date.fromisoformat(at) + timedelta(days=1)  # the page may be ahead by a time zone
    return made.year - ((month, day) > (made.month, made.day))


def _neighbours(month: int, day: int, linked: Iterable[str]) -> int:
    """The year that puts the day beside the linked ones."""
    near = set[int]()
    for iso in linked:
        other = date.fromisoformat(iso)
        for year in (other.year - 1, other.year, other.year + 1):
            if _exists(year, month, day) and abs(date(year, month, day) - other).days <= _NEAR_DAYS:
                near.add(year)
    return near.pop() if len(near) == 1 else 0


def _of_entries(entries: Iterable[Shown]) -> int:
    """The year on which most entries without a year agree."""
    found = Counter(year for one in entries if (year := one.own_year))
    (year, times), *_ = found.most_common(1) or [(0, 0)]
    return year if 2 * times > found.total() else 0


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(year and with_year(year, month, day))
    except NoSuchDay:
        return False
