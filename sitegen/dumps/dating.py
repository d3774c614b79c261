"""The listing day of a capture: what was said, what is printed, what was resolved before."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sitegen.dates import UNDATED, NoSuchDay, latest_before, with_year
from sitegen.dumps.capture import Capture
from sitegen.dumps.sidecar import Said
from sitegen.errors import Problem

GIVEN, INFERRED, PINNED = "given", "inferred", "pinned"


class Dated(Struct, frozen=True):
    """A capture with its day. ``year``: given, inferred, pinned (by redate), "" for Undated.

    ``explicit``: a keeper named the day or the year, so it beats what was guessed before.
    """

    capture: Capture
    day: str
    year: str
    source: str
    explicit: bool


def date_capture(
    capture: Capture, said: Said, recorded: tuple[str, str] | None, today: date
) -> tuple[Dated, tuple[Problem, ...]]:
    """The capture's day and the warnings on the way.

    ``recorded`` is the (day, year) that an earlier run resolved for the same bytes. Where the
    year that was said has no such day, the capture stays there, or goes to Undated.
    """
    try:
        return _dated(capture, said, recorded, today)
    except NoSuchDay as error:
        hint = "Its papers go to Undated: give the day with --date or in a sidecar"
        problem = Problem(capture.file, capture.reading.day_line, str(error), hint=hint)
        source = source_of(capture, said)
        return Dated(capture, *(recorded or (UNDATED, "")), source, False), (problem,)


def source_of(capture: Capture, said: Said) -> str:
    """What a keeper calls it, else its kind; the answer to a search is a source of its own."""
    query = capture.reading.query
    return said.source or (f"{capture.kind}, search for {query}" if query else capture.kind)


def _dated(
    capture: Capture, said: Said, recorded: tuple[str, str] | None, today: date
) -> tuple[Dated, tuple[Problem, ...]]:
    source = source_of(capture, said)
    printed = capture.reading.printed
    if recorded and recorded[1] == PINNED:
        return Dated(capture, *recorded, source, False), ()
    if said.date:
        year = GIVEN if said.date != UNDATED else ""
        problems = (*_disagreement(capture, said), *_too_early(capture, said.date))
        return Dated(capture, said.date, year, source, True), problems
    if printed is None:
        day, year = recorded or (UNDATED, "")
        return Dated(capture, day, year, source, False), ()
    stated, month, day_of_month = printed
    if stated is not None or said.year:
        day = with_year(int(said.year) if stated is None else stated, month, day_of_month)
        year = _certainty(capture)
        return Dated(capture, day, year, source, year == GIVEN), _too_early(capture, day)
    if said.captured:
        day = latest_before(month, day_of_month, date.fromisoformat(said.captured))
        return Dated(capture, day, GIVEN, source, True), _too_early(capture, day)
    if recorded:
        return Dated(capture, *recorded, source, False), ()
    day = latest_before(month, day_of_month, today)
    if int(day[:4]) < capture.reading.earliest_year:
        day = with_year(capture.reading.earliest_year, month, day_of_month)
    return Dated(capture, day, INFERRED, source, False), (_guess(capture, day),)


def _certainty(capture: Capture) -> str:
    """What a digest published of a year that it had to guess stays a guess."""
    page = capture.reading.page
    return INFERRED if page and page.inferred else GIVEN


def agreed(dated: Sequence[Dated]) -> tuple[list[Dated], tuple[Problem, ...]]:
    """The same, copies of one capture under one day: a keeper's word before a guess, then the
    first file name."""
    first: dict[str, Dated] = {}
    for one in sorted(dated, key=lambda d: (not d.explicit, d.capture.name, d.capture.file)):
        first.setdefault(one.capture.digest, one)
    kept = [first[one.capture.digest] for one in dated]
    pairs = list(zip(dated, kept, strict=True))
    problems = tuple(_contradiction(one, other) for one, other in pairs if one.day != other.day)
    return [replace(other, capture=one.capture) for one, other in pairs], problems


def _contradiction(one: Dated, kept: Dated) -> Problem:
    reason = f"the same capture as {kept.capture.file}: it goes to {kept.day}, not to {one.day}"
    return Problem(one.capture.file, 0, reason, hint="Keep one of the two files")


def _guess(capture: Capture, day: str) -> Problem:
    reason = f"the dump prints no year; {day} is a guess, recorded in the ledger"
    hint = (
        f"Pin the right year with --year, or `year:` in dumps.yml or {capture.name}.yml beside it"
    )
    return Problem(capture.file, capture.reading.day_line, reason, hint=hint)


def _too_early(capture: Capture, day: str) -> tuple[Problem, ...]:
    earliest = capture.reading.earliest_year
    if day == UNDATED or int(day[:4]) >= earliest:
        return ()
    reason = f"its entries prove {earliest} or later, the keeper says {day}"
    line = capture.reading.day_line
    return (Problem(capture.file, line, reason, hint="The keeper's word is taken"),)


def _disagreement(capture: Capture, said: Said) -> tuple[Problem, ...]:
    printed = capture.reading.printed
    if printed is None or said.date == UNDATED:
        return ()
    _, month, day = printed
    if said.date[5:] == f"{month:02}-{day:02}":
        return ()
    reason = f"the dump prints the day {month:02}-{day:02}, the keeper says {said.date}"
    line = capture.reading.day_line
    return (Problem(capture.file, line, reason, hint="The keeper's word is taken"),)
