"""Trends, by examples that can be worked out by hand."""

from typing import Any

from sitegen.bodies import body
from sitegen.model import Facts
from sitegen.paper import Paper
from sitegen.trends.firsts import LEAST_BEFORE, First, firsts
from sitegen.trends.papers import LONGEST, trending
from sitegen.trends.topics import LEAST_PAPERS, moves
from sitegen.trends.weeks import WeekCount, series

TODAY = "2025-03-31"
CODE = ("https://github.com/owls/count",)


def paper(slug: str, *days: str, title: str = "", **more: Any) -> Paper:
    facts = Facts(votes=more.pop("votes", ""), keywords=more.pop("keywords", ()))
    urls = more.pop("urls", ())
    topics = more.pop("topics", ())
    assert not more, more
    return Paper(slug, title, body(""), "", facts, title, urls, days, not days, topics=topics)


def ranking(*papers: Paper) -> list[tuple[str, float]]:
    return [(one.slug, one.standing) for one in trending(papers, TODAY)]


def test_votes_are_halved_for_each_full_week_since_the_first_listing() -> None:
    assert ranking(
        paper("six-days", "2025-03-25", votes="10"),
        paper("a-week", "2025-03-24", votes="30"),
        paper("three-weeks", "2025-03-10", votes="40"),
    ) == [("a-week", 15.0), ("six-days", 10.0), ("three-weeks", 5.0)]


def test_without_votes_listing_days_and_code_speak_after_those_with_votes() -> None:
    assert ranking(
        paper("thrice", "2025-03-27", "2025-03-28", "2025-03-31"),
        paper("code", TODAY, urls=CODE),
        paper("voted", TODAY, votes="1"),
    ) == [("voted", 1.0), ("thrice", 3.0), ("code", 2.0)]


def test_one_listing_alone_old_papers_and_undated_ones_are_no_trend() -> None:
    assert (
        ranking(
            paper("once", TODAY),
            paper("data", TODAY, urls=("https://zenodo.org/records/1",)),
            paper("no votes", TODAY, votes="0"),
            paper("old", "2025-03-03", votes="900"),
            paper("undated", votes="900"),
        )
        == []
    )


def test_ties_go_by_slug_and_the_list_ends() -> None:
    many = [paper(f"p{n:02}", TODAY, votes="3") for n in range(LONGEST + 5)]
    assert [slug for slug, _ in ranking(*reversed(many))] == [p.slug for p in many[:LONGEST]]


def test_a_chart_has_every_week_and_tells_those_without_capture() -> None:
    dated = ["2025-03-03", "2025-03-10", "2025-03-24", TODAY]
    assert series(["2025-03-10", "2025-03-10", TODAY], dated) == (
        WeekCount("2025-W10", 0),
        WeekCount("2025-W11", 2),
        WeekCount("2025-W12", None),
        WeekCount("2025-W13", 0),
        WeekCount("2025-W14", 1),
    )


def test_two_weeks_are_no_chart() -> None:
    assert series([TODAY], ["2025-03-24", "2025-03-25", TODAY]) == ()
    assert series([], []) == ()


def month(day: str, owls: int, others: int) -> list[Paper]:
    return [
        *(paper(f"{day}-owl{n}", day, topics=("owls",)) for n in range(owls)),
        *(paper(f"{day}-other{n}", day, topics=("larks",)) for n in range(others)),
    ]


def test_a_topic_rises_when_its_share_grows_by_two_standard_errors() -> None:
    # 20 of 50 against 10 of 50: the difference of 0.2 is 2.18 errors of sqrt(.3 * .7 * .04)
    found = moves([*month(TODAY, 20, 30), *month("2025-02-20", 10, 40)], TODAY)
    assert [(m.topic, m.now, m.before, m.sureness) for m in found.rising] == [
        ("owls", 20, 10, 2.182)
    ]
    assert [(m.topic, m.sureness) for m in found.fading] == [("larks", -2.182)]


def test_less_than_two_standard_errors_is_told_as_no_change() -> None:
    found = moves([*month(TODAY, 18, 32), *month("2025-02-20", 10, 40)], TODAY)
    assert (found.enough, found.rising, found.fading) == (True, (), ())


def test_too_few_papers_in_one_month_claim_nothing() -> None:
    few = LEAST_PAPERS - 1
    found = moves([*month(TODAY, 50, 0), *month("2025-02-20", 0, few)], TODAY)
    assert (found.enough, found.papers, found.earlier, found.rising) == (False, 50, few, ())


BEFORE = [paper(f"old{n}", "2025-03-03", title="Counting owls") for n in range(LEAST_BEFORE)]


def test_a_term_is_new_when_two_titles_of_the_week_have_it_and_none_before() -> None:
    recent = [
        paper("one", TODAY, title="OwlNet counts owls"),
        paper("two", "2025-04-02", title="Larks with OwlNet", keywords=("night sounds",)),
        paper("three", "2025-04-02", title="Sparrows", keywords=("Night sound",)),
    ]
    assert firsts([*BEFORE, *recent], "2025-04-02").terms == (
        First("OwlNet", ("one", "two")),
        First("night sounds", ("two", "three")),
    )


def test_what_an_undated_paper_says_is_not_new() -> None:
    recent = [paper(slug, TODAY, title="OwlNet") for slug in ("one", "two")]
    assert firsts([*BEFORE, paper("u", title="OwlNet"), *recent], TODAY).terms == ()


def test_with_few_papers_before_nothing_is_called_new() -> None:
    recent = [paper(slug, TODAY, title="OwlNet") for slug in ("one", "two")]
    found = firsts([*BEFORE[1:], *recent], TODAY)
    assert (found.enough, found.terms) == (False, ())
