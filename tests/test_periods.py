"""Weeks, months and years: what stands in them, in which order, and how they are named."""

import re

import pytest
from conftest import Digest, dump_text, paper
from sites import Built, built

from sitegen.dates import UNDATED
from sitegen.daynames import DayNames

ENGLISH = {
    "undated": "Undated",
    "date_long": "EEEE, d MMMM y",
    "date_short": "d MMMM y",
    "date_in_month": "EEEE d",
    "date_month": "LLLL y",
    "date_month_alone": "LLLL",
    "week_name": "Week {week}, {year}",
}


def test_days_are_named_in_english() -> None:
    names = DayNames("en", ENGLISH)
    assert names.long("2025-03-11") == "Tuesday, 11 March 2025"
    assert names.short("2025-03-11") == "11 March 2025"
    assert names.in_month("2025-03-11") == "Tuesday 11"
    assert names.month("2025-03") == "March 2025"
    assert names.month_alone("2025-03") == "March"
    assert names.week("2025-W02") == "Week 2, 2025"
    assert names.long(UNDATED) == names.short(UNDATED) == names.month(UNDATED) == "Undated"


@pytest.mark.parametrize(
    ("language", "pattern", "name"),
    [
        ("de", "EEEE, d. MMMM y", "Dienstag, 11. März 2025"),
        ("zh", "y年M月d日 EEEE", "2025年3月11日 星期二"),
        ("pt-BR", "d 'de' MMMM", "11 de março"),
        ("qq", "EEEE", "Tuesday"),
    ],
)
def test_a_language_names_days_its_own_way(language: str, pattern: str, name: str) -> None:
    assert DayNames(language, {**ENGLISH, "date_long": pattern}).long("2025-03-11") == name


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Three days in two weeks; the 12th and 13th have no capture, the 15th is a Saturday."""
    folder = tmp_path_factory.mktemp("periods")
    days = {"Mar 11": "Owls Wrens", "Mar 14": "Wrens Larks", "Mar 17": "Terns"}
    for day, birds in days.items():
        text = dump_text(day, *(paper(f"On {bird}") for bird in birds.split()))
        (folder / f"{day}.txt").write_text(text, "utf-8")
    return built(*sorted(folder.glob("*.txt")), "--year", "2025", cwd=folder)


def led(site: Built, page: str) -> set[str]:
    """The pages that a page links."""
    links = (site.leads_to(page, tag.get("href")) for tag in site.pages[page].all("a"))
    return {link[0] for link in links if link}


def test_a_week_holds_each_of_its_papers_once(site: Built) -> None:
    week = site.pages["weeks/2025-W11.html"]
    slugs = [tag.get("id") for tag in week.all("article")]
    assert sorted(slugs) == ["on-larks", "on-owls", "on-wrens"]
    assert slugs[0] == "on-wrens", "it stands on two days"


def test_weeks_are_chained_and_lead_to_their_days(site: Built) -> None:
    week = "weeks/2025-W11.html"
    assert {"weeks/2025-W12.html", "days/2025-03-11.html", "days/2025-03-14.html"} <= led(
        site, week
    )


def test_a_day_leads_to_its_week_and_month(site: Built) -> None:
    day = "days/2025-03-14.html"
    assert {"weeks/2025-W11.html", "months/2025-03.html"} <= led(site, day)


def test_missing_weekdays_are_told_between_neighbours(site: Built) -> None:
    assert "2 weekdays" in site.pages["days/2025-03-14.html"].text
    assert "weekday" not in site.pages["days/2025-03-17.html"].text, "only a weekend lies between"


def test_a_day_stands_below_the_name_of_its_month_also_in_the_week_of_two_months(
    digest: Digest,
) -> None:
    digest.dump("a.txt", "Jul 29, 2025", paper("Owls by Night"))
    digest.dump("b.txt", "Aug 4, 2025", paper("Owls by Day"))
    digest.build(search=False)
    page = (digest.folder / "site" / "archive.html").read_text("utf-8")
    names = {name: int(x) for x, name in re.findall(r'<text x="(\d+)" y="10">(\w+)<', page)}
    july, *_, august = (int(x) for x in re.findall(r'<rect class="l[1-5]" x="(\d+)"', page))
    assert names["Jul"] <= july < names["Aug"] == august < names["Sep"]


def test_the_calendar_shows_days_with_papers_and_gaps(site: Built) -> None:
    year = site.pages["years/2025.html"].text
    assert "3 days with papers, 2 weekdays without a capture" in year
    squares = [tag.get("class") for tag in site.pages["years/2025.html"].all("rect")]
    assert squares == ["l1", "l0", "l0", "l1", "l1"]
