"""Every kind of dump against its cases, ``tests/cases/<kind>/<name>/``: ``input.*`` and
``expected.json``.

``expected.json`` holds ``kind``, ``printed`` ([year or null, month, day] or null) and, where they
are not empty, ``records`` (their fields that are not empty), ``refused`` and ``warnings`` (``line``
and ``reason``), ``query`` and ``earliest_year``. tests/cases/README.md tells how to add a case.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, dump_text, paper
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from sitegen.dumps.capture import Capture, Reading
from sitegen.dumps.sniff import read_dump
from sitegen.errors import Problem
from sitegen.model import Record

CASES = ROOT / "tests" / "cases"
FOUND = sorted(path.parent for path in CASES.glob("*/*/input*"))


def input_of(case: Path) -> Path:
    (path,) = case.glob("input*")
    return path


def reading_of(data: bytes) -> Reading:
    return read_dump(data, "a.txt", "a.txt").reading


def name_of(case: Path) -> str:
    return case.relative_to(CASES).as_posix()


def shown_record(record: Record) -> dict[str, Any]:
    wish = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(record.wish).items() if v}
    values = {**asdict(record), "facts": shown_facts(record), "wish": wish}
    return {name: value for name, value in values.items() if value}


def shown_facts(record: Record) -> dict[str, Any]:
    values = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(record.facts).items()}
    return {name: value for name, value in values.items() if value}


def shown_problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "reason": problem.reason}


@pytest.mark.parametrize("case", FOUND, ids=name_of)
def test_a_dump_reads_as_its_case_says(case: Path) -> None:
    path, wanted = input_of(case), case / "expected.json"
    found = shown(read_dump(path.read_bytes(), path.name, "input"))
    if not wanted.exists():
        told = json.dumps(found, indent=1, ensure_ascii=False)
        pytest.fail(f"{wanted} is missing. This was read; where it is right, save it:\n{told}")
    assert found == {**NOTHING, **json.loads(wanted.read_text("utf-8"))}


NOTHING = {"records": [], "refused": [], "warnings": [], "query": "", "earliest_year": 0}


def shown(capture: Capture) -> dict[str, Any]:
    reading = capture.reading
    return {
        "kind": capture.kind,
        "printed": list(reading.printed) if reading.printed else None,
        "records": [shown_record(record) for record in reading.records],
        "refused": [shown_problem(problem) for problem in reading.refused],
        "warnings": [shown_problem(problem) for problem in reading.warnings],
        "query": reading.query,
        "earliest_year": reading.earliest_year,
    }


def test_there_are_cases() -> None:
    assert len(FOUND) > 20


PAGE_TEXT = [case for case in FOUND if case.parent.name == "page-text"]
TEXTS = {name_of(case): input_of(case).read_bytes() for case in PAGE_TEXT}


def is_plain(data: bytes) -> bool:
    """UTF-8 with line feeds, and nothing in front."""
    try:
        return not {"\0", "\r", "\ufeff"} & set(data.decode())
    except UnicodeDecodeError:
        return False


PLAIN = {name: data.decode() for name, data in TEXTS.items() if is_plain(data)}


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize(
    "dress",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    ],
    ids=["CRLF", "CR", "UTF-8 with a mark", "UTF-16", "UTF-16, the other way round"],
)
def test_line_ends_and_byte_order_marks_make_no_difference(name: str, dress: Any) -> None:
    text = PLAIN[name]
    assert reading_of(dress(text)) == reading_of(text.encode())


def test_every_problem_of_a_dump_has_a_hint() -> None:
    problems = [
        problem
        for data in TEXTS.values()
        for problem in (*reading_of(data).refused, *reading_of(data).warnings)
    ]
    assert problems
    assert [problem for problem in problems if not problem.hint] == []


PAPERS = [paper(f"Study number {n} of something") for n in range(6)]


@given(st.integers(0, 11))
def test_one_block_lost_costs_one_entry(lost: int) -> None:
    blocks = dump_text("Mar 11", *PAPERS).strip().split("\n\n")
    head = len(blocks) - 12
    del blocks[head + lost]
    reading = reading_of("\n\n".join(blocks).encode())
    left = [p for n, p in enumerate(PAPERS) if n != lost // 2]
    assert [(r.title, r.abstract) for r in reading.records] == left
    assert len(reading.refused) == 1


@given(st.integers(0, 12), st.sampled_from(["A stray title", PAPERS[0][1], "One sentence."]))
def test_one_block_too_many_is_refused_alone(place: int, stray: str) -> None:
    blocks = dump_text("Mar 11", *PAPERS).strip().split("\n\n")
    blocks.insert(len(blocks) - 12 + place, stray)
    reading = reading_of("\n\n".join(blocks).encode())
    assert len(reading.records) >= 5
    assert len(reading.refused) == 1
    text = " ".join(r.title + " " + r.abstract for r in reading.records)
    assert all(word in text + reading.refused[0].text for pair in PAPERS for word in pair)


@given(st.lists(st.text("Ab .:\n!", min_size=1, max_size=60), max_size=12))
def test_every_block_is_in_a_record_or_refused(texts: list[str]) -> None:
    blocks = [" ".join(text.split()) for text in texts if text.split()]
    blocks = [block for block in blocks if "\n" not in block]
    data = dump_text("Mar 11") + "\n" + "\n\n".join(blocks) + "\n"
    reading = reading_of(data.encode())
    taken = [text for r in reading.records for text in (r.title, r.abstract)]
    assert sorted([*taken, *(p.text for p in reading.refused)]) == sorted(blocks)


def test_a_page_that_is_pasted_twice_is_read_once_and_said_to_be() -> None:
    first, second = dump_text("Mar 11", *PAPERS[:2]), dump_text("Mar 12", *PAPERS[2:])
    reading = reading_of((first + "\n" + second).encode())
    assert [(r.title, r.abstract) for r in reading.records] == PAPERS[:2]
    (refused,) = reading.refused
    line = (first + "\n").count("\n") + 1
    assert (refused.line, refused.text) == (line, "new")


def test_a_very_long_line_takes_no_time() -> None:
    long = "word and more. " * 200_000
    reading = reading_of(dump_text("Mar 11", ("A title", long), ("B title", long)).encode())
    assert [p.reason for p in reading.refused] == [
        "the abstract has more than 100000 characters"
    ] * 2


# Real captures of the page as text: two papers of each, looked up by eye; the line of the title,
# and the first digits that `sed -n LINEp FILE | tr -d '\n' | sha256sum` gives of it and the
# abstract two lines below.
BY_EYE = {
    "000_d03f509351abaecc.txt": {11: "cf921248cdfe 4458b88a16e9", 95: "af9611346b77 25d28329a6c0"},
    "001_3c45a342e6655726.txt": {51: "815e1705bbc5 af7ffff43989", 99: "48a32f13da73 7c105d1207c2"},
    "002_3502dd705fd15bbd.txt": {23: "5c8ee14fb4b1 1804456c8364", 131: "bf5b34d4e5db 86dd292bee5b"},
    "003_f9f2776c37a74193.txt": {49: "9f58c27ee04d 4f6ced57f777", 201: "f569e8454d90 439af7c7c472"},
    "004_63454814293afa76.txt": {11: "7b8ed9381fc9 580853404bfb", 183: "4828aaad0068 34d2f518181e"},
}


@pytest.mark.parametrize("name", BY_EYE)
def test_papers_looked_up_by_eye(name: str, captures: Path) -> None:
    reading = read_dump((captures / name).read_bytes(), name, name).reading
    by_line = {record.line: record for record in reading.records}
    for line, expected in BY_EYE[name].items():
        texts = by_line[line].title, by_line[line].abstract
        assert " ".join(sha256(t.encode()).hexdigest()[:12] for t in texts) == expected
