"""Days, weeks and months as a language names them (CLDR, through Babel)."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.dates import UNDATED
from sitegen.memo import memoised

if TYPE_CHECKING:
    from babel import Locale


class DayNames(Struct, frozen=True):
    """``forms``: the interface's words, with a CLDR pattern for each way to name a day.

    A language without names in CLDR has the English ones.
    """

    language: str
    forms: Mapping[str, str]

    def long(self, day: str) -> str:
        """``Tuesday, 11 March 2025``."""
        return self._named(day, "date_long")

    def short(self, day: str) -> str:
        """``11 March 2025``."""
        return self._named(day, "date_short")

    def in_month(self, day: str) -> str:
        """``Tuesday 11``: where the month is plain."""
        return self._named(day, "date_in_month")

    def month(self, month: str) -> str:
        """``2025-03`` -> ``March 2025``."""
        return self._named(month if month == UNDATED else f"{month}-01", "date_month")

    def month_alone(self, month: str) -> str:
        """``2025-03`` -> ``March``: where the year is plain."""
        return self._named(f"{month}-01", "date_month_alone")

    def week(self, week: str) -> str:
        """``2025-W11`` -> ``Week 11, 2025``: the ISO week with its ISO year."""
        year, _, number = week.partition("-W")
        return self.forms["week_name"].format(week=int(number), year=year)

    def _named(self, day: str, form: str) -> str:
        if day == UNDATED:
            return self.forms["undated"]
        return _formatted(day, self.forms[form], self.language)


@cache
@memoised
def _formatted(day: str, pattern: str, language: str) -> str:
    from babel.dates import format_date  # slow to load, and most days were named before

    return format_date(date.fromisoformat(day), pattern, locale=_locale(language))


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
