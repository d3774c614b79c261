"""Rows of the ledger that are read without a JSON parser are those that the parser reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_content_files import ledgers

from sitegen.content.ledger import Known, Ledger, Listed, Listing
from sitegen.content.ledgerfiles import flat_rows, ledger_files, parsed_rows

PAPER = (
    '{"slug": "a-b", "keys": ["arxiv:2401.01230", "title:a"], "wrote": {"title": "f6", "é": ""}}\n'
)
CAPTURE = (
    '{"schema": 1, "name": "a", "digest": "%s", "kind": "k", "source": "", "day": "", "year": ""}\n'
)
HEAD = CAPTURE % ("d" * 64)


@given(
    ledgers, st.integers(0), st.sampled_from(["", '"', "\\", "\n", " ", "a", "0", ",", "\r\n", "}"])
)
def test_what_is_read_is_what_the_parser_reads(ledger: Ledger, at: int, sign: str) -> None:
    for path, text in ledger_files(ledger).items():
        place = at % (len(text) + 1)
        for one in (
            text,
            text[:place] + sign + text[place:],
            text[:place] + sign + text[place + 1 :],
        ):
            flat = flat_rows(path, one)
            if flat is not None:
                parsed = parsed_rows(path, one, "ledger")
                assert parsed.ours
                assert parsed.rows == flat


def test_what_ingest_writes_of_nearly_all_is_read_so() -> None:
    day = PAPER + '{"slug": "b"}\n{"slug": "c", "off": true}\n{"slug": "d", "keys": []}\n'
    assert flat_rows("days/2025-03-11.jsonl", day) == (
        Known("a-b", "2025-03-11", ("arxiv:2401.01230", "title:a"), {"title": "f6", "é": ""}),
        Listing("b", "2025-03-11"),
        Listing("c", "2025-03-11", True),
        Known("d", "2025-03-11", ()),
    )
    entries = (
        '{"slug": "a", "rank": 1, "votes": "12"}\n{"slug": "b", "rank": 2, "day": "2025-03-11"}\n'
    )
    found = flat_rows("captures/a-dddddddddddd.jsonl", HEAD + entries)
    assert found is not None
    assert found[1:] == (Listed("a", 1, "12"), Listed("b", 2, "", "2025-03-11"))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("days/2025-03-11.jsonl", PAPER.rstrip()),
        ("days/2025-03-11.jsonl", PAPER.replace(": [", ":[")),
        ("days/2025-03-11.jsonl", PAPER.replace("é", "title")),
        ("days/2025-03-11.jsonl", PAPER.replace("é", "\\u00e9")),
        ("days/2025-13-11.jsonl", PAPER),
        ("captures/a.jsonl", HEAD.replace("1", "2", 1)),
        ("captures/a.jsonl", HEAD.replace(", ", ",", 1)),
        ("captures/a.jsonl", ""),
        ("judgements/a.jsonl", ""),
    ],
)
def test_another_form_is_left_to_the_parser(path: str, text: str) -> None:
    assert flat_rows(path, text) is None
