"""How many papers a topic gets in a week."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from sitegen.dates import week_of

SHOWN = 26
LEAST = 3  # weeks with a listing day, below which a chart says nothing


class WeekCount(Struct, frozen=True):
    """``count``: papers first listed in that ISO week; None in a week without any capture."""

    week: str
    count: int | None


def series(first_days: Iterable[str], dated: Sequence[str]) -> tuple[WeekCount, ...]:
    """The weeks up to the newest of the content, oldest first; none where they are too few.

    ``first_days``: of the papers that are counted; ``dated``: every listing day of the content,
    oldest first. All charts end with the same week, so they can be laid side by side, and a day
    within that week moves only the charts of the topics that it has papers of.
    """
    captured = frozenset(map(week_of, dated))
    if not dated:
        return ()
    counts = Counter(map(week_of, first_days))
    weeks = [week for week in _back_from(dated[-1]) if week >= week_of(dated[0])]
    if sum(week in captured for week in weeks) < LEAST:
        return ()
    return tuple(WeekCount(w, counts[w] if w in captured else None) for w in reversed(weeks))


def _back_from(day: str) -> list[str]:
    newest = date.fromisoformat(day)
    return [week_of((newest - timedelta(weeks=i)).isoformat()) for i in range(SHOWN)]
