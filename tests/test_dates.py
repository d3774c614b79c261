"""Days as pages print them and as keepers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen import dates
from sitegen.dates import NoSuchDay
from sitegen.dumps.capture import Capture, Reading
from sitegen.dumps.dating import Dated, agreed, date_capture
from sitegen.dumps.sidecar import Said

PRINTED = {
    "Mar 11": (None, 3, 11),
    "mar 1": (None, 3, 1),
    "Sep. 30": (None, 9, 30),
    "December 24": (None, 12, 24),
    "Mar 11, 2025": (2025, 3, 11),
    "Mar 11 2025": (2025, 3, 11),
    "2025-03-11": (2025, 3, 11),
    "Feb 29": (None, 2, 29),
    "Feb 29, 2024": (2024, 2, 29),
}


@pytest.mark.parametrize("text", PRINTED)
def test_a_day_as_a_page_prints_it(text: str) -> None:
    assert dates.printed_day(text) == PRINTED[text]


@pytest.mark.parametrize(
    "text",
    ["", "11", "March", "Mar 11th of", "Marching 11", "May I", "11 Mar", "Mar 11, 25", "Mar ²"],
)
def test_what_has_not_the_form_of_a_day(text: str) -> None:
    assert dates.printed_day(text) is None


@pytest.mark.parametrize(
    "text", ["Feb 30", "Apr 31", "Mar 0", "Feb 29, 2025", "2025-13-01", "Mar 11, 0000"]
)
def test_a_day_that_the_calendar_does_not_have(text: str) -> None:
    with pytest.raises(NoSuchDay, match=text):
        dates.printed_day(text)


@given(st.dates())
def test_a_day_that_a_keeper_writes_is_itself(day: date) -> None:
    assert dates.listing_day(f" {day.isoformat()} ") == day.isoformat()


@pytest.mark.parametrize(
    "text", ["", "2025-3-1", "2025-02-29", "25-01-01", "today", "２０２５-01-01"]
)
def test_what_a_keeper_cannot_mean(text: str) -> None:
    with pytest.raises(NoSuchDay):
        dates.listing_day(text)


def test_undated_in_any_case() -> None:
    assert dates.listing_day(" Undated ") == "undated"


@given(st.dates(min_value=date(1912, 1, 1)), st.dates(min_value=date(1912, 1, 1)))
def test_a_guess_is_the_latest_such_day_that_is_not_in_the_future(day: date, today: date) -> None:
    guess = date.fromisoformat(dates.latest_before(day.month, day.day, today))
    assert guess <= today
    assert (guess.month, guess.day) == (day.month, day.day)
    assert (today - guess).days < 366 or (day.month, day.day) == (2, 29)


@pytest.mark.parametrize(
    ("day", "week"),
    [("2025-03-11", "2025-W11"), ("2024-12-30", "2025-W01"), ("2021-01-03", "2020-W53")],
)
def test_a_week_is_the_iso_week_with_its_own_year(day: str, week: str) -> None:
    assert dates.week_of(day) == week


@pytest.mark.parametrize(
    ("day", "later", "missing"),
    [
        ("2025-03-10", "2025-03-11", 0),
        ("2025-03-14", "2025-03-17", 0),
        ("2025-03-13", "2025-03-17", 1),
        ("2025-03-10", "2025-03-24", 9),
        ("2025-03-15", "2025-03-16", 0),
    ],
)
def test_weekdays_between_two_days(day: str, later: str, missing: int) -> None:
    assert dates.weekdays_between(day, later) == missing


# --- who has the word about a capture's day --------------------------------------------------

TODAY = date(2025, 8, 1)


def capture(printed: tuple[int | None, int, int] | None, name: str = "a.txt") -> Capture:
    return Capture(name, name, "d" * 64, "page-text", Reading(printed, (), day_line=9))


MARCH, MARCH_2024, LEAP = (None, 3, 11), (2024, 3, 11), (None, 2, 29)
INFERRED, PINNED = ("2024-03-11", "inferred"), ("2020-01-01", "pinned")

WORDS = [
    ("nobody", MARCH, Said(), None, ("2025-03-11", "inferred")),
    ("nobody, and no day", None, Said(), None, ("undated", "")),
    ("the year on the command line", MARCH, Said(year="2021"), None, ("2021-03-11", "given")),
    ("the day on the command line", MARCH, Said(date="2021-05-05"), None, ("2021-05-05", "given")),
    ("undated, said so", MARCH, Said(date="undated"), None, ("undated", "")),
    ("a day for a page without", None, Said(date="2021-05-05"), None, ("2021-05-05", "given")),
    ("the page itself", MARCH_2024, Said(year="2021"), None, ("2024-03-11", "given")),
    ("when it was saved", MARCH, Said(captured="2023-01-05"), None, ("2022-03-11", "given")),
    ("an earlier run", MARCH, Said(), INFERRED, INFERRED),
    ("a year before an earlier run", MARCH, Said(year="2023"), INFERRED, ("2023-03-11", "given")),
    ("redate before everybody", MARCH, Said(date="2021-05-05"), PINNED, PINNED),
    ("a year without that day", LEAP, Said(year="2025"), None, ("undated", "")),
    ("a year without it, known day", LEAP, Said(year="2025"), INFERRED, INFERRED),
]


@pytest.mark.parametrize(("who", "printed", "said", "recorded", "expected"), WORDS)
def test_who_has_the_word(
    who: str,
    printed: tuple[int | None, int, int] | None,
    said: Said,
    recorded: tuple[str, str] | None,
    expected: tuple[str, str],
) -> None:
    found, problems = date_capture(capture(printed), said, recorded, TODAY)
    assert (found.day, found.year) == expected, who
    assert all(problem.line == 9 for problem in problems)


def test_no_day_is_guessed_before_the_year_that_the_entries_prove() -> None:
    reading = Reading((None, 12, 30), (), day_line=9, earliest_year=2025)
    proven = replace(capture(None), reading=reading)
    found, (guess,) = date_capture(proven, Said(), None, TODAY)
    assert (found.day, "is a guess" in guess.reason) == ("2025-12-30", True)
    for said in (Said(year="2024"), Said(date="2024-12-30"), Said(captured="2025-03-01")):
        found, (told,) = date_capture(proven, said, None, TODAY)
        assert (found.day, "prove 2025 or later" in told.reason) == ("2024-12-30", True)


def test_a_guess_and_a_contradiction_are_told() -> None:
    _, (guess,) = date_capture(capture(MARCH), Said(), None, TODAY)
    assert "2025-03-11 is a guess" in guess.reason
    assert "a.txt.yml" in guess.hint
    _, (contradiction,) = date_capture(capture(MARCH), Said(date="2021-05-05"), None, TODAY)
    assert "the dump prints the day 03-11" in contradiction.reason


def test_copies_of_a_capture_follow_the_one_that_somebody_dated() -> None:
    guessed = Dated(capture(MARCH, "a.txt"), "2025-03-11", "inferred", "page", False)
    said = Dated(capture(MARCH, "b.txt"), "2021-03-11", "given", "page", True)
    found, problems = agreed([guessed, said])
    assert [(d.capture.name, d.day) for d in found] == [
        ("a.txt", "2021-03-11"),
        ("b.txt", "2021-03-11"),
    ]
    assert [problem.file for problem in problems] == ["a.txt"]
    assert agreed(found) == (found, ())
