"""The listing day of a capture: what was said, what is printed, what was resolved before."""

from dataclasses import dataclass
from datetime import date

from sitegen.dates import UNDATED, latest_before, with_year
from sitegen.dumps.capture import Capture
from sitegen.dumps.sidecar import Said
from sitegen.errors import Problem

GIVEN, INFERRED, PINNED = "given", "inferred", "pinned"


@dataclass(frozen=True, slots=True)
class Dated:
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

    ``recorded`` is the (day, year) that an earlier run resolved for the same bytes.
    Raises NoSuchDay where the year that was said has no such day.
    """
    source = said.source or capture.kind
    printed = capture.reading.printed
    if recorded and recorded[1] == PINNED:
        return Dated(capture, *recorded, source, False), ()
    if said.date:
        year = GIVEN if said.date != UNDATED else ""
        problems = _disagreement(capture, said)
        return Dated(capture, said.date, year, source, True), problems
    if printed is None:
        day, year = recorded or (UNDATED, "")
        return Dated(capture, day, year, source, False), ()
    stated, month, day_of_month = printed
    if stated or said.year:
        day = with_year(stated or int(said.year), month, day_of_month)
        return Dated(capture, day, GIVEN, source, True), ()
    if said.captured:
        day = latest_before(month, day_of_month, date.fromisoformat(said.captured))
        return Dated(capture, day, GIVEN, source, True), ()
    if recorded:
        return Dated(capture, *recorded, source, False), ()
    day = latest_before(month, day_of_month, today)
    return Dated(capture, day, INFERRED, source, False), (_guess(capture, day),)


def _guess(capture: Capture, day: str) -> Problem:
    reason = f"the dump prints no year; {day} is a guess, recorded in the ledger"
    hint = f"Pin it with --year, or `year: {day[:4]}` in a sidecar {capture.name}.yml"
    return Problem(capture.file, 0, reason, hint=hint)


def _disagreement(capture: Capture, said: Said) -> tuple[Problem, ...]:
    printed = capture.reading.printed
    if printed is None or said.date == UNDATED:
        return ()
    _, month, day = printed
    if said.date[5:] == f"{month:02}-{day:02}":
        return ()
    reason = f"the dump prints the day {month:02}-{day:02}, the keeper says {said.date}"
    return (Problem(capture.file, 0, reason, hint="The keeper's word is taken"),)
