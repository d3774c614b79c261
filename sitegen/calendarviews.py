"""What the templates of weeks, months, years and the archive receive; see ``views``."""

from msgspec import Struct

from sitegen.views import Anchor, Headline, PaperCard


class CalendarDay(Struct, frozen=True):
    """A day of a calendar: its place, a step of darkness from 0 (no capture) to 5, its papers.

    ``url`` is "" where no page stands.
    """

    column: int
    row: int
    level: int
    name: str
    url: str
    count: int


class CalendarMonth(Struct, frozen=True):
    """The name of a month and the column in which it begins."""

    name: str
    column: int


class CalendarHalf(Struct, frozen=True):
    """Half a year in columns of weeks, at most 27."""

    days: tuple[CalendarDay, ...]
    months: tuple[CalendarMonth, ...]


class CalendarYear(Struct, frozen=True):
    """The halves of a year in which there are days; ``listed``: days with papers, ``gaps``:
    weekdays without."""

    year: str
    halves: tuple[CalendarHalf, ...]
    listed: int
    gaps: int


class HeadlineGroup(Struct, frozen=True):
    """Papers of a day, by their titles only; ``more``: how many others only the day's page has."""

    day: Anchor
    headlines: tuple[Headline, ...]
    more: int = 0


class PeriodView(Struct, frozen=True):
    """A week, a month or a year. ``best``: its papers with most votes (``voted``) or, where no
    capture has votes, the first of its lists; ``others``: the rest of a week; ``parts``: its
    days or months; ``calendar`` only for a year."""

    heading: str
    count: int
    days: int
    best: tuple[PaperCard, ...]
    others: tuple[HeadlineGroup, ...]
    parts: tuple[Anchor, ...]
    topics: tuple[Anchor, ...]
    previous: Anchor | None
    next: Anchor | None
    calendar: CalendarYear | None
    voted: bool


class Month(Struct, frozen=True):
    """A month of the archive; each day an Anchor named "Tuesday 11" with its count.

    ``url`` is "" where months have no pages; ``days`` are left out in years long ago.
    """

    name: str
    url: str
    count: int
    days: tuple[Anchor, ...]


class Year(Struct, frozen=True):
    """A year of the archive; ``url`` is "" where years have no pages. Long ago the calendar stands
    on the year's own page alone."""

    name: str
    url: str
    calendar: CalendarYear | None
    months: tuple[Month, ...]


class ArchiveView(Struct, frozen=True):
    """Every listing day, newest year and month first; ``papers`` counts different papers."""

    years: tuple[Year, ...]
    undated: Anchor | None
    papers: int
    days: int
