"""Long lists have parts: each paper in one of them, on a page that other papers do not change."""

import json
from pathlib import Path

import pytest
from conftest import Digest
from hypothesis import given
from hypothesis import strategies as st
from sites import Built

from sitegen.dates import UNDATED
from sitegen.parts import Part, beginning, by_time, days_of, everywhere, parts

Paper = tuple[str, str]  # day, slug
DAYS = st.sampled_from([UNDATED, "2024-12-31", "2025-01-01", "2025-01-02", "2025-02-01"])
SLUGS = st.text("abc-0é", min_size=1, max_size=6)
PAPERS = st.lists(st.tuples(DAYS, SLUGS), unique=True, max_size=40)
FEW = 3


def parted(papers: list[Paper]) -> tuple[Part[Paper], ...]:
    return parts(papers, lambda one, depth: by_time(*one, depth), FEW)


def homes(papers: list[Paper]) -> dict[Paper, str]:
    """Paper -> the part on whose page it stands."""
    leaves = [part for part in everywhere(parted(papers)) if not part.parts]
    found = [(paper, part.name) for part in leaves for paper in part.entries]
    assert len(found) == len(dict(found)), "a paper stands in one part"
    return dict(found)


def test_a_year_is_one_part_until_it_is_too_long() -> None:
    january = [("2025-01-01", "owls"), ("2025-01-02", "wrens"), ("2025-02-01", "larks")]
    assert {*homes(january).values()} == {"2025"}
    more = [*january, ("2025-01-02", "tits")]
    assert homes(more)["2025-02-01", "larks"] == "2025-02"
    assert homes([*more, ("2025-01-21", "gulls")])["2025-01-01", "owls"] == "2025-01-01_10"
    assert {*homes([*more, ("2025-01-02", "gulls")]).values()} == {
        "2025-01-01",
        "2025-01-02",
        "2025-02",
    }


def test_what_stands_on_one_day_or_on_none_goes_by_its_letters() -> None:
    birds = [(UNDATED, slug) for slug in ("owl", "owlet", "wren", "lark")]
    assert set(homes(birds).values()) == {"undated-o", "undated-w", "undated-l"}
    assert [beginning("Å-b", depth) for depth in range(4)] == ["a", "ab", "ab0", ""]


@given(PAPERS)
def test_every_paper_stands_in_one_part_and_none_is_too_long_that_can_be_parted(
    papers: list[Paper],
) -> None:
    found = homes(papers)
    assert found.keys() == set(papers)
    for part in everywhere(parted(papers)):
        letters = part.name.rpartition("-")[2]
        assert part.parts or len(part.entries) <= FEW or len(letters) == 3
    names = [part.name for part in everywhere(parted(papers))]
    assert len(names) == len(set(names)), "each part has an address of its own"


@given(PAPERS, st.tuples(DAYS, SLUGS))
def test_another_paper_moves_none_but_into_a_part_of_its_part(
    papers: list[Paper], another: Paper
) -> None:
    before, after = homes(papers), homes([*papers, *{another} - {*papers}])
    assert [one for one in before if not is_inside(after[one], before[one])] == []


def is_inside(part: str, other: str) -> bool:
    if "_" not in other:
        return part.startswith(other)
    first, last = days_of(other)
    return part == other or first <= part[: len(first)] <= last


def test_a_month_has_three_thirds() -> None:
    month = [f"2024-02-{day:02}" for day in range(1, 30)]
    thirds = dict.fromkeys(by_time(day, "", 2) for day in month)
    assert [days_of(third) for third in thirds] == [
        ("2024-02-01", "2024-02-10"),
        ("2024-02-11", "2024-02-20"),
        ("2024-02-21", "2024-02-29"),
    ]


# --- on a site ---

COUNTS = {"2024-12-30": 10, "2025-01-06": 60, "2025-01-07": 60}
CROWDED = "2023-05-02"


def rows(day: str, count: int, author: str = "Ada Byron") -> list[dict[str, object]]:
    return [
        {
            "paper": {
                "id": f"{day[2:4]}{day[5:7]}.{day[8:]}{number:03}",
                "title": f"Owls of {day}, kind {number}",
                "summary": f"Owls of kind {number} see by night.",
                "authors": [{"name": author}],
                "submittedOnDailyAt": f"{day}T00:00:00.000Z",
            },
            "title": f"Owls of {day}, kind {number}",
        }
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """130 papers of one author: ten in one year, 120 on two days of the next. Before them a day of
    170 papers by another."""
    digest = Digest(tmp_path_factory.mktemp("owls"))
    digest.dumps.mkdir()
    for day, count in COUNTS.items():
        (digest.dumps / f"{day}.json").write_text(json.dumps(rows(day, count)), "utf-8")
    crowd = rows(CROWDED, 170, "Bea Finch")
    (digest.dumps / "crowd.json").write_text(json.dumps(crowd), "utf-8")
    digest.build(search=False)
    return Built(Path(digest.folder / "site"))


def listed(site: Built, url: str) -> int:
    return len(site.pages[url].all("article"))


def test_the_front_has_whole_days_of_the_newest_papers_and_names_the_years(site: Built) -> None:
    front = site.pages["authors/ada-byron.html"]
    assert len(front.all("article")) == 60
    assert "The newest 60 of 130 papers." in front.text
    assert "By year 2025 120 2024 10" in front.text


def test_a_year_too_long_leads_to_its_months_and_those_to_the_days_of_what_is_too_long(
    site: Built,
) -> None:
    assert listed(site, "authors/ada-byron/2024.html") == 10
    for url, below in (
        ("2025", "January 2025 120"),
        ("2025-01", "By day 7 January 2025 60 6 January 2025 60"),
        ("2025-01-01_10", "7 January 2025 60"),
    ):
        page = site.pages[f"authors/ada-byron/{url}.html"]
        assert page.all("article") == []
        assert below in page.text
    day = "authors/ada-byron/2025-01-06.html"
    assert listed(site, day) == 60
    (later,) = site.pages[day].all("a", rel="next")
    assert site.leads_to(day, later.get("href")) == ("authors/ada-byron/2025-01-07.html", "")


def test_another_day_and_another_month_change_the_pages_of_their_parts_and_those_beside_them(
    site: Built, tmp_path: Path
) -> None:
    digest = Digest(tmp_path)
    digest.dumps.mkdir()
    for day, count in {**COUNTS, "2025-01-21": 3, "2025-02-03": 3}.items():
        (digest.dumps / f"{day}.json").write_text(json.dumps(rows(day, count)), "utf-8")
    crowd = rows(CROWDED, 170, "Bea Finch")
    (digest.dumps / "crowd.json").write_text(json.dumps(crowd), "utf-8")
    digest.build(search=False)
    later = Built(Path(digest.folder / "site"))
    same = ("papers", "authors", "days", "api/days", "weeks", "months", "years", "topics")
    changed = {
        url
        for url, data in site.files.items()
        if url.startswith(tuple(f"{kind}/" for kind in same)) and later.files[url] != data
    }
    assert not {url for url in changed if "2023" in url or "2024" in url or "finch" in url}
    assert not changed & {"days/2025-01-06.html", "api/days/2025-01-06.json"}
    assert "authors/ada-byron/2025-01-06.html" not in changed
    assert "authors/ada-byron/2025-01.html" in changed


def test_every_part_stands_in_the_sitemap(site: Built) -> None:
    said = site.files["sitemap.xml"].decode()
    for part in ("2024", "2025", "2025-01", "2025-01-01_10", "2025-01-06", "2025-01-07"):
        assert f"/authors/ada-byron/{part}.html<" in said


def test_a_day_of_very_many_papers_stands_on_several_pages(site: Built) -> None:
    first, second = f"days/{CROWDED}.html", f"days/{CROWDED}/2.html"
    assert (listed(site, first), listed(site, second)) == (100, 70)
    assert "1–100 of 170 papers" in site.pages[first].text
    (away,) = (a for a in site.pages[first].all("a") if a.text == "101–170")
    assert site.leads_to(first, away.get("href")) == (second, "")


def test_a_paper_leads_to_its_place_on_the_page_where_it_stands(site: Built) -> None:
    slugs = [article.get("id") for article in site.pages[f"days/{CROWDED}/2.html"].all("article")]
    for slug in slugs:
        url = f"papers/{slug}.html"
        led = [site.leads_to(url, link.get("href")) for link in site.pages[url].all("a")]
        assert (f"days/{CROWDED}/2.html", slug) in led


def test_a_week_has_the_first_of_a_crowded_day_and_leads_to_the_others(site: Built) -> None:
    week = site.pages["weeks/2023-W18.html"]
    assert "2 May 2023 150 papers" in week.text
    assert "and 90 more" in week.text
