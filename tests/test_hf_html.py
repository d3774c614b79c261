"""The Daily Papers page saved as HTML: its rows, what is only seen, and pages meant to hurt."""

import html
import json
import time
from typing import Any

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dumps import hf_api, hf_html
from sitegen.dumps.capture import Reading
from sitegen.text import normalise

DAY = {"periodType": "day", "dateString": "2024-03-19"}


def page(props: Any = None, body: str = "", head: str = "") -> str:
    attribute = f'data-props="{html.escape(json.dumps(props))}"' if props is not None else ""
    return (
        f"<!doctype html>\n<html><head>{head}</head>\n<body><main>\n"
        f'<div class="contents" data-target="DailyPapers" {attribute}>\n{body}</div></main></body>'
    )


def card(arxiv: str, title: str, votes: str = "5", more: str = "") -> str:
    return (
        f'<article><h3><a href="/papers/{arxiv}">{html.escape(title)}</a></h3>{more}'
        f'<div class="leading-none">{votes}</div></article>\n'
    )


def read(text: str) -> Reading:
    return hf_html.read(text, "a.html")


def row(arxiv: str, title: str) -> dict[str, Any]:
    return {"paper": {"id": arxiv, "title": title, "summary": "About it."}}


def titles(reading: Reading) -> list[str]:
    return [record.title for record in reading.records]


@pytest.mark.parametrize("month", ["2023-08", "2024-05"])
def test_the_rows_of_a_page_are_those_of_the_answer(month: str) -> None:
    answer = SHARED / "dumps-other" / "hf-api" / f"daily_papers_{month}.json"
    if not answer.is_file():
        pytest.skip(f"the real answer is missing: no file {answer}; set SHARED")
    text = answer.read_text("utf-8")
    saved = page({**DAY, "dailyPapers": json.loads(text)})
    assert hf_html.looks_like(saved) and not hf_api.looks_like(saved)
    reading, expected = read(saved), hf_api.read(text, "a.json")
    assert (reading.refused, reading.warnings) == ((), ())
    assert [(r.title, r.abstract, r.facts, r.day) for r in reading.records] == [
        (r.title, r.abstract, r.facts, r.day) for r in expected.records
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real dumps are missing; set SHARED")
def test_no_other_dump_looks_like_the_page() -> None:
    dumps = [path for path in SHARED.glob("dumps*/**/*") if path.is_file()]
    assert [p.name for p in dumps if hf_html.looks_like(p.read_text("utf-8", "replace"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<rss><channel><title>DailyPapers</title></channel></rss>",
        '<?xml version="1.0"?><feed><title>Daily Papers</title></feed>',
        "<html><body><h3>Daily Papers</h3></body></html>",
        'Daily Papers\n\n<div data-target="DailyPapers">',
    ],
)
def test_other_texts_do_not_look_like_the_page(text: str) -> None:
    assert not hf_html.looks_like(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80))
def test_entities_in_a_row_are_decoded_once(title: str) -> None:
    reading = read(page({**DAY, "dailyPapers": [row("2403.00001", "T" + title)]}))
    assert titles(reading) == [normalise("T" + title)]


def test_the_order_is_that_of_the_rows_then_that_of_what_is_only_seen() -> None:
    body = card("2403.00003", "C") + card("2403.00002", "B") + card("2403.00001", "A")
    rows = [row("2403.00002", "B"), row("2403.00001", "A")]
    assert titles(read(page({**DAY, "dailyPapers": rows}, body))) == ["B", "A", "C"]


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://huggingface.co/papers/date/2024-03-19", (2024, 3, 19)),
        ("https://huggingface.co/papers?date=2024-03-19", (2024, 3, 19)),
        ("https://huggingface.co/papers", (None, 3, 20)),
        ("https://huggingface.co/papers/week/2024-W12", None),
        ("https://huggingface.co/papers/month/2024-03", None),
        ("https://huggingface.co/papers/trending", None),
        ("https://huggingface.co/papers?q=sheep", None),
    ],
)
def test_the_address_says_of_which_day_the_page_is(address: str, printed: Any) -> None:
    body = "<span>Mar 20</span>" + card("2403.00001", "A")
    told = [
        f'<link rel="canonical" href="{address}">',
        f'<meta property="og:url" content="{address}">',
    ]
    assert [read(page(None, body, head)).printed for head in told] == [printed, printed]
    saved = f"<!-- saved from url=(0042){address} -->\n" + page(None, body)
    assert hf_html.looks_like(saved) and read(saved).printed == printed


def test_a_day_below_the_first_title_is_not_the_day_of_the_page() -> None:
    assert read(page(None, card("2403.00001", "A") + "<span>Mar 20</span>")).printed is None


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=20))
def test_every_card_is_a_record_or_counted_as_shown_once_more(names: list[str]) -> None:
    cards = [card(f"2403.00{ord(name):03}", name.upper()) for name in names]
    reading = read(page(None, "".join(cards)))
    assert titles(reading) == [name.upper() for name in dict.fromkeys(names)]
    repeated = len(names) - len(set(names))
    reasons = [problem.reason for problem in reading.warnings]
    assert (f"cards that show a paper once more: {repeated}" in reasons) == bool(repeated)


def test_the_votes_of_a_card_are_its_own() -> None:
    body = card("2403.00001", "A", "-") + card("2403.00002", "B", "7") + card("2403.00003", "C", "")
    assert [r.facts.votes for r in read(page(None, body)).records] == ["", "7", ""]


CASES = page(
    {**DAY, "dailyPapers": [row("2403.00001", "A & B"), row("2403.00002", "<b>C</b>")]},
    card("2403.00001", "A & B") + card("2403.00003", "Only Seen"),
)


@given(st.lists(st.tuples(st.integers(0, len(CASES)), st.text(max_size=4)), max_size=6))
def test_a_damaged_page_never_raises_and_never_is_silent(damage: list[tuple[int, str]]) -> None:
    text = CASES
    for at, inserted in damage:
        text = text[:at] + inserted + text[at + 2 :]
    reading = read(text)
    assert reading.records or reading.refused or reading.warnings
    "".join(map(str, (*reading.refused, *reading.warnings))).encode()


ENTITIES = '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
LINK = '<a href="/papers/2403.00001">'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0\ud800",
        "<div>" * 100_000,
        ENTITIES + page(None, f"<h3>{LINK}&b;</a></h3>"),
        page(None, "<article>" * 2_000 + "text " * 200_000),
        page(None, f"<h3>{LINK}" * 2_000 + "<b>x" * 200_000),
        page(None, "<br>" * 200_000 + f"<h3>{LINK}x</a></h3>" * 5_000),
        page(None, "<p>" * 2_000_000),
        page(None, card("2403.00001", "t" * 5_000_000)),
        page({"dailyPapers": [1] * 100_000}),
        page(None, '<div data-target="DailyPapers" data-props="{&quot;paper&quot;:{">' * 5_000),
    ],
    ids="empty signs deep entities articles headings breaks tags title rows props".split(),
)
def test_a_hostile_page_is_read_in_no_time(text: str) -> None:
    begin = time.process_time()
    reading = read(text)
    assert time.process_time() - begin < 5
    assert len(reading.records) <= 1
    assert reading.records or reading.refused or reading.warnings


def test_a_page_larger_than_the_old_limit_of_the_parser_keeps_its_rows() -> None:
    rows = [row(f"2403.{n:05}", f"Title {n}") for n in range(1, 101)]
    for entry in rows:
        entry["paper"]["thumbnail"] = "x" * 150_000
    assert len(read(page({**DAY, "dailyPapers": rows})).records) == 100
