"""What the templates of weeks, months, years and the archive receive; see ``views``."""

from dataclasses import dataclass

from sitegen.views import Anchor, Headline, PaperCard


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a calendar: its place, a step of darkness from 0 (no capture) to 5, its papers.

    ``url`` is "" where no page stands.
    """

    column: int
    row: int
    level: int
    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """The name of a month and the column in which it begins."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class CalendarHalf:
    """Half a year in columns of weeks, at most 27."""

    days: tuple[CalendarDay, ...]
    months: tuple[CalendarMonth, ...]


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The halves of a year in which there are days; ``listed``: days with papers, ``gaps``:
    weekdays without."""

    year: str
    halves: tuple[CalendarHalf, ...]
    listed: int
    gaps: int


@dataclass(frozen=True, slots=True)
class HeadlineGroup:
    """Papers of a day, by their titles only; ``more``: how many others only the day's page has."""

    day: Anchor
    headlines: tuple[Headline, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class PeriodView:
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


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the archive; each day an Anchor named "Tuesday 11" with its count.

    ``url`` is "" where months have no pages; ``days`` are left out in years long ago.
    """

    name: str
    url: str
    count: int
    days: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the archive; ``url`` is "" where years have no pages. Long ago the calendar stands
    on the year's own page alone."""

    name: str
    url: str
    calendar: CalendarYear | None
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Every listing day, newest year and month first; ``papers`` counts different papers."""

    years: tuple[Year, ...]
    undated: Anchor | None
    papers: int
    days: int
