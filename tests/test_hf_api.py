"""``GET /api/daily_papers``: the real answers by hand-checked values, and answers meant to hurt."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dumps import hf_api
from sitegen.dumps.capture import Reading
from sitegen.dumps.limits import MOST_REFUSED
from sitegen.model import Record

ANSWERS = {"daily_papers_2023-08.json": 113, "daily_papers_2024-05.json": 155}
# What people read in the files: listing day, date of the paper, votes, comments, stars, authors
# (without the hidden ones), the first and the last of them, keywords, links.
BY_HAND = {
    "2308.04079": "2023-08-09 2023-08-08 204 13 22466 4 Kerbl Drettakis 7 1",
    "2308.01499": "2023-08-04 2023-08-03 3 0 - 5 Yang Liu 8 0",
    "2308.08545": "2023-08-17 2023-08-16 35 3 421 6 Huang Thies 12 2",
    "2308.04729": "2023-08-10 2023-08-09 33 6 55 5 Li Wang 9 2",
    "2308.01320": "2023-08-03 2023-08-02 46 3 42580 19 Yao He 10 1",
    "2405.12250": "2024-05-22 2024-05-19 157 20 62 7 Razzhigaev Kuznetsov 7 1",
    "2404.19760": "2024-05-01 2024-04-30 6 1 285 4 Cao Novotny 5 1",
    "2404.18212": "2024-05-02 2024-04-28 30 6 116 4 Wasserman Kimmel 11 2",
    "2405.01470": "2024-05-03 2024-05-02 65 1 - 6 Zhao Deng 0 0",
    "2405.14333": "2024-05-24 2024-05-23 47 6 - 9 Xin Liang 9 0",
}


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    folder = SHARED / "dumps-other" / "hf-api"
    if not folder.is_dir():
        pytest.skip(f"the real answers are missing: no folder {folder}; set SHARED")
    return {name: (folder / name).read_text("utf-8") for name in ANSWERS}


@pytest.fixture(scope="module")
def papers(answers: dict[str, str]) -> dict[str, Record]:
    records = [r for name, text in answers.items() for r in hf_api.read(text, name).records]
    return {record.facts.arxiv: record for record in records}


def read(rows: Any, **form: Any) -> Reading:
    return hf_api.read(json.dumps(rows, **form), "a.json")


def row(title: str = "A Title", **paper: Any) -> dict[str, Any]:
    known = {"title": title, "summary": "About it.", "submittedOnDailyAt": "2024-03-05T00:00:00Z"}
    return {"paper": {"id": "2403.00001", **known, **paper}}


def in_short(record: Record) -> str:
    facts = record.facts
    ends = [name.split()[-1] for name in (facts.authors[0], facts.authors[-1])]
    counts = [facts.votes, facts.comments, facts.stars or "-", len(facts.authors)]
    sizes = [len(facts.keywords), len(facts.links)]
    return " ".join(map(str, (record.day, facts.published, *counts, *ends, *sizes)))


@pytest.mark.parametrize(("name", "count"), ANSWERS.items())
def test_every_row_of_a_real_answer_is_a_record(
    name: str, count: int, answers: dict[str, str]
) -> None:
    assert hf_api.looks_like(answers[name])
    reading = hf_api.read(answers[name], name)
    assert (len(reading.records), reading.refused, reading.warnings) == (count, (), ())
    assert reading.printed is None
    assert len({record.facts.arxiv for record in reading.records}) == count
    assert {record.day[:7] for record in reading.records} == {name[13:20]}
    for record in reading.records:
        assert record.abstract and record.facts.authors and "\n" not in record.title


@pytest.mark.parametrize("arxiv", BY_HAND)
def test_values_that_were_checked_by_hand(arxiv: str, papers: dict[str, Record]) -> None:
    assert in_short(papers[arxiv]) == BY_HAND[arxiv]


def test_two_authors_of_one_name_are_two_authors(papers: dict[str, Record]) -> None:
    assert papers["2405.14677"].facts.authors.count("Kun Xu") == 2


def test_an_organization_has_its_full_name(papers: dict[str, Record]) -> None:
    assert papers["2405.14333"].facts.organization == "DeepSeek"


def test_a_record_has_the_line_on_which_its_row_begins(answers: dict[str, str]) -> None:
    for name, text in answers.items():
        lines = text.split("\n")
        for record in hf_api.read(text, name).records:
            assert lines[record.line - 1].strip() == "{"
            assert any(record.facts.arxiv in line for line in lines[record.line : record.line + 3])


def test_the_date_beside_the_paper_is_never_read() -> None:
    without = read([row()])
    assert read([{**row(), "publishedAt": "2001-01-01T00:00:00.000Z"}]).records == without.records
    assert without.records[0].facts.published == ""


def real_dumps() -> list[Path]:
    return [path for path in sorted(SHARED.glob("dumps*/**/*")) if path.is_file()]


@pytest.mark.skipif(not real_dumps(), reason="the real dumps are missing; set SHARED")
def test_only_the_answers_look_like_answers() -> None:
    looks = {p.name for p in real_dumps() if hf_api.looks_like(p.read_text("utf-8", "replace"))}
    assert looks == set(ANSWERS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[[]]",
        '{"schema": 1, "papers": [{"slug": "a", "title": "upvotes: 3"}]}',
        '[{"type": "article", "title": "The \\"paper\\": {a study}"}]',
        '{"id": "0704.0001", "submitter": "A", "abstract": "\\"upvotes\\": 3"}',
        "Daily Papers\n\n[a paper]\n",
    ],
)
def test_other_texts_do_not_look_like_answers(text: str) -> None:
    assert not hf_api.looks_like(text)


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.sampled_from(["\ud800", ""])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
KEYS = (
    "id title summary authors publishedAt submittedOnDailyAt upvotes ai_summary ai_keywords "
    "githubRepo githubStars projectPage organization numComments paper name fullname hidden"
).split()
PAPERS = st.dictionaries(st.sampled_from(KEYS), VALUES)
NO_LIST = st.one_of(SCALARS, PAPERS, PAPERS.map(lambda paper: {"paper": paper}))


@given(st.lists(NO_LIST))
def test_every_row_is_a_record_or_refused(rows: list[Any]) -> None:
    reading = read(rows)
    assert len(reading.records) + len(reading.refused) == len(rows)
    json.dumps([(r.title, r.abstract) for r in reading.records], ensure_ascii=False).encode()
    "".join(map(str, (*reading.refused, *reading.warnings))).encode()


@given(st.lists(NO_LIST.filter(lambda value: value is not None), max_size=4), st.integers(1, 3))
def test_the_form_of_the_json_makes_no_difference(rows: list[Any], indent: int) -> None:
    plain, wide = read(rows), read({"papers": rows}, indent=indent, ensure_ascii=False)
    assert [(r.title, r.facts) for r in plain.records] == [(r.title, r.facts) for r in wide.records]
    assert len(plain.refused) == len(wide.refused)


GOOD = [row(f"Title {n}", id=f"2403.0000{n}", authors=[{"name": "A B"}]) for n in range(6)]


@given(st.integers(0, 5), st.sampled_from(['"', "}", "]", "[", ":", "\\", "{"]), st.data())
def test_damage_in_one_row_costs_no_more_than_that_row(n: int, sign: str, data: Any) -> None:
    lines = ["[", *(json.dumps(r) + "," for r in GOOD[:-1]), json.dumps(GOOD[-1]), "]"]
    inside = len('{"paper": {')
    at = data.draw(st.integers(inside, len(lines[n + 1]) - 2))
    lines[n + 1] = lines[n + 1][:at] + sign + lines[n + 1][at:]
    reading = hf_api.read("\n".join(lines), "a.json")
    kept = {record.facts.arxiv for record in reading.records}
    others = {r["paper"]["id"] for r in GOOD} - {GOOD[n]["paper"]["id"]}
    assert others <= kept
    assert len(reading.records) + len(reading.refused) >= len(GOOD)


@given(st.integers(1, 2_000))
def test_a_cut_answer_keeps_the_whole_rows_and_says_so(length: int) -> None:
    text = json.dumps(GOOD)
    reading = hf_api.read(text[: min(length, len(text) - 1)], "a.json")
    assert reading.records == hf_api.read(text, "a.json").records[: len(reading.records)]
    assert reading.refused or reading.warnings


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "[" + '{"paper":' * 10_000,
        '[{"paper":{"title":"T","summary":' + "[" * 10_000 + "]" * 10_000 + "}}]",
        "[" + '{"paper":{"title":' * 10_000,
        '[{"paper":{"title":"T","upvotes":' + "1" * 10_000 + "}}]",
        "[" + "1," * 100_000 + "1]",
        "[" + "{}," * 100_000 + "{}]",
        "[[" + "{}," * 100_000 + "{}]]",
        '{"paper":{"title":"' + "t" * 5_000_000 + '"}}',
        '[{"paper":{"title":"T","authors":[{"name":"' + "{\\\\'" * 500_000 + '"}]}}]',
    ],
    ids=[
        "lists",
        "objects",
        "value",
        "rows",
        "digits",
        "numbers",
        "empty",
        "pages",
        "title",
        "name",
    ],
)
def test_a_hostile_answer_is_refused_in_no_time(text: str) -> None:
    begin = time.process_time()
    reading = hf_api.read(text, "a.json")
    assert time.process_time() - begin < 5
    assert len(reading.records) <= 1
    assert 0 < len(reading.refused) + len(reading.warnings) <= MOST_REFUSED + 1
