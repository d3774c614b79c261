"""What is read without a YAML parser is what the parser reads."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.flatyaml import read_flat
from sitegen.content.write import fact_line
from sitegen.content.yamltext import load_yaml

SIGNS = st.characters() | st.sampled_from('"\\\n\t,:[]{}#-+ \x85\u2028\ufeff')
TEXTS = st.text(SIGNS, max_size=8)
VALUES = TEXTS.map(lambda text: json.dumps(text, ensure_ascii=False))
LISTS = st.lists(TEXTS, max_size=3).map(lambda texts: json.dumps(texts, ensure_ascii=False))
PINS = st.lists(
    st.sampled_from(["+vision", "-3d-vision", "+a", "-", "vision", "+a--b"]), max_size=3
)
PLAIN = st.text("aZ09 -:#", max_size=8) | st.sampled_from(["2025-03-11", "no", "null", "1e3"])
LINES = st.builds(
    "{}{} {}".format,
    st.sampled_from(["arxiv", "votes", "authors", "topics", "", "a b"]),
    st.sampled_from([":", ":", ":", ": ", " :"]),
    VALUES | LISTS | PLAIN | PINS.map(lambda pins: f"[{', '.join(pins)}]") | TEXTS,
)


@given(st.lists(LINES, max_size=4).map("\n".join))
def test_it_reads_what_yaml_reads_or_nothing(text: str) -> None:
    flat = read_flat(text)
    if flat is not None:
        assert flat == load_yaml(text, "page.md")
        assert list(flat) == list(load_yaml(text, "page.md"))


@pytest.mark.parametrize("end", ["", "\n"])
def test_what_ingest_writes_is_read_so(end: str) -> None:
    lines = [
        fact_line("arxiv", "2401.01230"),
        fact_line("authors", ("Ada Byron", "É. Galois: a, b")),
        fact_line("keywords", ()),
        "topics: [+vision, -3d-vision]",
        "day: 2025-03-11",
        "title: Daily Papers",
    ]
    assert read_flat("\n".join(lines) + end) == {
        "arxiv": "2401.01230",
        "authors": ["Ada Byron", "É. Galois: a, b"],
        "keywords": [],
        "topics": ["+vision", "-3d-vision"],
        "day": "2025-03-11",
        "title": "Daily Papers",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "votes: it's",
        'votes: "1"\nvotes: "2"',
        'a: "\\n"',
        'a: "b" # remark',
        'a: "b"\n\nc: "d"',
    ],
)
def test_another_form_is_left_to_yaml(text: str) -> None:
    assert read_flat(text) is None
