"""The arXiv family of dumps: feeds, API answers, listings, the snapshot.

What each reads stands in tests/cases; here: the real samples, the parts they share, hostile input.
"""

import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, SHARED
from hypothesis import example, given
from hypothesis import strategies as st
from test_dumps import input_of, name_of, shown_problem, shown_record

from sitegen.dumps import (
    arxiv_api,
    arxiv_feed,
    arxiv_listing,
    arxiv_parts,
    arxiv_snapshot,
    arxiv_xml,
)
from sitegen.dumps.capture import Reading
from sitegen.dumps.decode import decode
from sitegen.dumps.limits import LONGEST_ABSTRACT, LONGEST_TITLE
from sitegen.text import normalise

READERS = {m.KIND: m for m in (arxiv_feed, arxiv_api, arxiv_listing, arxiv_snapshot)}
CASES = [
    case.parent
    for kind in READERS
    for case in sorted((ROOT / "tests" / "cases" / kind).glob("*/expected.json"))
]


def text_of(path: Path) -> str:
    text = decode(path.read_bytes(), path.name)
    assert isinstance(text, str), text
    return text


# Cases, whatever the recognition of kinds makes of them.


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_reader_reads_what_the_case_says(case: Path) -> None:
    reader = READERS[case.parent.name]
    text = text_of(input_of(case))
    reading = reader.read(text, "input")
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    assert [shown_record(r) for r in reading.records] == expected.get("records", [])
    assert [shown_problem(p) for p in reading.refused] == expected.get("refused", [])
    assert [shown_problem(p) for p in reading.warnings] == expected.get("warnings", [])
    assert all(p.hint for p in (*reading.refused, *reading.warnings))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_case_is_of_its_kind_and_of_no_other(case: Path) -> None:
    text = text_of(input_of(case))
    assert [kind for kind, m in READERS.items() if m.looks_like(text)] == [case.parent.name]


# Real samples.

FEEDS, API = "dumps-other/feeds/", "dumps-other/arxiv-api/"
LISTING = "dumps-other/arxiv-listing/q-fin-new.txt"
SNAPSHOT = "dumps-other/arxiv-snapshot/arxiv-metadata-oai-snapshot.json"
RDF = FEEDS + "arxiv-rss1-2018-08-31.rdf"
QUERY = API + "q_testing.xml"
# file -> kind, records, of which with a day, refused, warnings
SAMPLES = {
    RDF: ("arxiv-feed", 185, 111, 0, 0),
    FEEDS + "arxiv_rss.xml": ("arxiv-feed", 3, 2, 0, 0),
    API + "arxiv_empty.xml": ("arxiv-api", 0, 0, 0, 1),
    API + "arxiv_response.xml": ("arxiv-api", 2, 0, 0, 0),
    API + "id_abc.xml": ("arxiv-api", 0, 0, 1, 0),
    API + "id_astro-ph_0601001.xml": ("arxiv-api", 1, 0, 0, 0),
    QUERY: ("arxiv-api", 15, 0, 0, 0),
    LISTING: ("arxiv-listing", 16, 13, 0, 0),
    SNAPSHOT: ("arxiv-snapshot", 200, 0, 0, 0),
}


def shared(name: str) -> Path:
    if not (SHARED / name).is_file():
        pytest.skip(f"the real samples are missing: no file {SHARED / name}; set SHARED")
    return SHARED / name


def sample(name: str) -> Reading:
    return READERS[SAMPLES[name][0]].read(text_of(shared(name)), name)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_entry_of_a_real_sample_is_read(name: str) -> None:
    reading = sample(name)
    days = sum(bool(record.day) for record in reading.records)
    found = (len(reading.records), days, len(reading.refused), len(reading.warnings))
    assert found == SAMPLES[name][1:]
    assert all(record.facts.arxiv and record.facts.authors for record in reading.records)
    assert reading.printed is None


def test_real_dumps_are_of_one_kind_or_none_of_these() -> None:
    shared(RDF)
    files = [p for p in SHARED.glob("dumps*/**/*") if p.is_file()]
    found = {
        p.relative_to(SHARED).as_posix(): [k for k, m in READERS.items() if m.looks_like(t)]
        for p in files
        for t in [text_of(p)]
    }
    assert {name: kinds for name, kinds in found.items() if kinds} == {
        name: [kind] for name, (kind, *_) in SAMPLES.items()
    }


# Looked up in the raw files by eye: id -> line, day, updated, published, categories, last author.
CHECKED = {
    RDF: {
        "1808.09955": (220, "2018-08-31", "", "", "astro-ph.IM", "Christophe Balland"),
        "1808.10203": (1491, "2018-08-31", "", "", "cs.DM", "Gauvain Devillez"),
        "1805.11898": (3447, "", "2018-08-31", "", "cs.IT", "Wenyi Zhang"),
        "1808.09888": (4083, "", "2018-08-31", "", "cs.CL", "Xiaoping Chen, Ruili Wang"),
        "1808.09891": (4103, "", "2018-08-31", "", "cs.CL", "Dawei Song"),
    },
    FEEDS + "arxiv_rss.xml": {
        "2609.26811": (17, "2026-09-24", "", "", "cs.LG", "Fabien Polly"),
        "2205.06398": (29, "2026-09-24", "", "", "stat.ME stat.AP stat.ML", "David B. Dunson"),
        "2009.13987": (44, "", "2026-09-24", "", "cs.LG math.MG stat.ML", "Lukas Ruff"),
    },
    QUERY: {
        "2202.12139": (10, "", "", "2022-02-24", "cs.SE cs.LG", "Helge Spieker"),
        "2405.13786": (35, "", "", "2024-05-22", "cs.SE cs.AI", "Robert Feldt"),
        "2005.14124": (63, "", "2020-07-16", "2020-05-28", "cs.SE cs.CR cs.LG", "Fan Zhang"),
        "2406.19956": (324, "", "2024-10-06", "2024-06-28", "econ.EM", "Yannis Bilias"),
        "1912.04900": (342, "", "", "2019-12-10", "cs.SE cs.AI", "Fabio Cuzzolin"),
    },
    API + "arxiv_response.xml": {
        "2510.14968": (10, "", "", "2025-10-16", "cs.RO cs.AI cs.CV cs.LG eess.SY", "Jiachen Li"),
        "2510.14827": (56, "", "", "2025-10-16", "cs.RO", "Magnusson"),
    },
    API + "id_astro-ph_0601001.xml": {
        "astro-ph/0601001": (10, "", "", "2006-01-02", "astro-ph", "Andrzej Udalski"),
    },
    LISTING: {
        "2303.08867": (
            13,
            "2023-03-17",
            "",
            "2023-03-15",
            "q-fin.TR cond-mat.stat-mech",
            "Marsili",
        ),
        "2303.09011": (68, "2023-03-17", "", "2023-03-16", "econ.GN physics.soc-ph", "Metzger"),
        "2303.09393": (224, "2023-03-17", "", "2023-02-02", "q-fin.ST", "Seungwon Shin"),
        "2011.00552": (409, "", "2023-03-15", "", "q-fin.ST q-fin.RM", "Lea Petrella"),
        "2206.14015": (429, "", "2023-03-16", "", "q-fin.MF math.OC math.PR", "Lars Niemann"),
    },
    SNAPSHOT: {
        "0704.0001": (1, "", "2007-07-24", "2007-04-02", "hep-ph", "P. M. Nadolsky, C.-P. Yuan"),
        "0704.0003": (3, "", "2008-01-13", "2007-04-01", "physics.gen-ph", "Hongjun Pan"),
        "0704.0009": (9, "", "", "2007-04-02", "astro-ph", "Neal J. Evans II, Philip C. Myers"),
        "0704.0025": (25, "", "", "2007-04-02", "cond-mat.str-el cond-mat.stat-mech", "N. Nagaosa"),
        "0704.0163": (163, "", "", "2007-04-02", "cond-mat.mtrl-sci", "Franz Gähler"),
    },
}


@pytest.mark.parametrize("name", CHECKED)
def test_values_looked_up_by_eye(name: str) -> None:
    by_id = {record.facts.arxiv: record for record in sample(name).records}
    for ident, (line, day, updated, published, categories, last) in CHECKED[name].items():
        record, facts = by_id[ident], by_id[ident].facts
        found = (record.line, record.day, facts.updated, facts.published)
        assert found == (line, day, updated, published), ident
        assert " ".join(facts.categories).startswith(categories), ident
        assert ", ".join(facts.authors).endswith(last), ident


def test_the_api_says_why_there_is_no_paper() -> None:
    (refused,) = sample(API + "id_abc.xml").refused
    assert refused.reason.endswith("incorrect id format for abc")


# The parts they share.


@pytest.mark.parametrize(
    ("stated", "ident", "version"),
    [
        ("2210.17323", "2210.17323", 0),
        ("oai:arXiv.org:2210.17323v2", "2210.17323", 2),
        ("http://arxiv.org/abs/2210.17323v11", "2210.17323", 11),
        ("https://arxiv.org/abs/astro-ph/0601001v1", "astro-ph/0601001", 1),
        ("math.GT/0309136v3", "math/0309136", 3),
        ("HEP-TH/9901001", "hep-th/9901001", 0),
        ("../../2210.17323", "", 0),
        ("٢٢١٠.١٧٣٢٣", "", 0),
        ("", "", 0),
    ],
)
def test_an_id_has_one_form(stated: str, ident: str, version: int) -> None:
    assert arxiv_parts.paper_id(stated) == (ident, version)


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("cs.NA math.NA", "math.NA"),
        ("math.MP math-ph", "math-ph"),
        ("eess.SY cs.LG cs.SY", "eess.SY cs.LG"),
        ("q-fin.EC q-fin.TR", "econ.GN q-fin.TR"),
        ("cmp-lg", "cs.CL"),
        ("cond-mat.mtrl-sci astro-ph", "cond-mat.mtrl-sci astro-ph"),
        ("68T05, I.2.7 ../etc cs.LG<b>", ""),
    ],
)
def test_a_category_has_one_name(stated: str, kept: str) -> None:
    assert arxiv_parts.categories(stated.split()) == tuple(kept.split())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("A. One and B. Two and C. Three", ["A. One", "B. Two", "C. Three"]),
        ("A. One, B. Two, and C. Three", ["A. One", "B. Two", "C. Three"]),
        ("A. One (1 and 2), B. Two (2) ((1) Oslo, (2) Turin)", ["A. One", "B. Two"]),
        ("Ana Sand, Bo Anders and Ferdi Andrand", ["Ana Sand", "Bo Anders", "Ferdi Andrand"]),
        ("John Roe, Jr., Jane Roe, III", ["John Roe Jr.", "Jane Roe III"]),
        ("The X Collaboration: A. One, et al.", ["The X Collaboration", "A. One"]),
        (r"Bal\'azs K{\'a}d\'ar, {\L}uk~Nowak", ["Balázs Kádár", "Łuk Nowak"]),
        ("K. O'Neil", ["K. O'Neil"]),
        ("A. One (Oslo, B. Two", ["A. One (Oslo", "B. Two"]),
        (" , ,; ", []),
    ],
)
def test_names_in_a_line(line: str, names: list[str]) -> None:
    assert list(arxiv_parts.people(line)) == names


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("Fri, 17 Mar 23 00:31:14 GMT", "2023-03-17"),
        ("Wed, 5 Nov 97 17:30:55 GMT   (20kb)", "1997-11-05"),
        ("Thu, 16 Mar 2023 20:31:14 -0400", "2023-03-17"),
        ("Thu, 24 Sep 2026 00:00:00 -0400", "2026-09-24"),
        ("2018-08-30T20:30:00-05:00", "2018-08-31"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", ""),
        ("Mon, 31 Feb 2008 10:00:00 GMT", ""),
        ("Mon, 2 Foo 2008 10:00:00 GMT", ""),
        ("9999-12-31T23:59:59-10:00", ""),
        ("yesterday", ""),
    ],
)
def test_a_moment_falls_on_a_day_in_utc(stated: str, day: str) -> None:
    assert arxiv_parts.utc_day(stated) == day


def test_links_of_a_comment_are_web_addresses_that_say_something_new() -> None:
    comment = "See https://example.org/a, javascript:alert(1), https://doi.org/10.1000/x "
    assert arxiv_parts.links(comment) == ("https://example.org/a",)


# Hostile input.


def assert_sound(reading: Reading) -> None:
    for record in reading.records:
        assert record.title and record.line >= 1
        texts = [record.title, record.abstract, *record.facts.authors, *record.facts.links]
        assert [text for text in texts if text != normalise(text)] == []
        assert all(re.match("https?://", link) for link in record.facts.links)
        assert re.fullmatch(r"[a-z0-9./-]*", record.facts.arxiv)
        assert ".." not in record.facts.arxiv
    for problem in (*reading.refused, *reading.warnings):
        assert problem.line >= 0 and problem.hint
        str(problem).encode()


EVIL = (
    *("<", "]]>", "<!--", "&x;", "&#0;", "\x00", "\u202e", "\ud800", '"', "\\", "{" * 300, "null"),
    *("<item>", "</entry>", "\\\\\n", "-" * 78 + "\n", "%%%---%%%---\n", "javascript:x", "\n"),
)


def mutated(data: st.DataObject, text: str) -> str:
    """The text with pieces cut out, doubled, or replaced by what breaks parsers."""
    evil = st.sampled_from(EVIL)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 60)))
        text = text[:start] + data.draw(evil | st.just(text[start:end] * 2)) + text[end:]
    return text


@pytest.mark.parametrize("case", CASES, ids=name_of)
@given(data=st.data())
def test_damage_never_breaks_a_reader(case: Path, data: st.DataObject) -> None:
    text = mutated(data, text_of(input_of(case)))
    for reader in READERS.values():
        reader.looks_like(text)
    assert_sound(READERS[case.parent.name].read(text, "f"))


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
@given(text=st.text())
@example("<" * 5000)
@example("{" * 5000)
def test_any_text_is_read_somehow(reader: ModuleType, text: str) -> None:
    reader.looks_like(text)
    assert_sound(reader.read(text, "f"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
KEYS = ["id", "title", "abstract", "authors", "authors_parsed", "categories", "comments", "doi"]


@given(st.dictionaries(st.sampled_from([*KEYS, "versions", "update_date"]), VALUES))
def test_a_row_of_wrong_types_is_a_record_or_a_refusal(row: dict[str, object]) -> None:
    reading = arxiv_snapshot.read(json.dumps(row), "f")
    assert len(reading.records) + len(reading.refused) == 1
    assert_sound(reading)


FEED_HEAD = "<rss><channel><title>cs updates on arXiv.org</title>"
FEED_END = "</channel></rss>"


@pytest.mark.parametrize(
    "item",
    [
        f"<item><title>{'x' * 20_000_000}</title></item>",
        f"<item><title>{'x' * (LONGEST_TITLE + 1)}</title></item>",
        f"<item><title>x</title><description>{'x' * (LONGEST_ABSTRACT + 1)}</description></item>",
        "<item><title></title></item>",
        "<item>" + "<a>" * 100_000,
    ],
    ids=["no parser takes it", "long title", "long abstract", "no title", "deep"],
)
def test_an_entry_past_the_limits_is_refused(item: str) -> None:
    reading = arxiv_feed.read(FEED_HEAD + item + FEED_END, "f")
    assert len(reading.records) == 0
    assert len(reading.refused) == 1


@pytest.mark.parametrize(
    "people", ["Jr," * 200_000, "{," * 200_000, "&lt;a " * 100_000, "(" * 500_000], ids=len
)
def test_a_hostile_list_of_authors_costs_no_time(people: str) -> None:
    item = f"<item><title>T</title><creator>{people}</creator></item>"
    reading = arxiv_feed.read(FEED_HEAD + item + FEED_END, "f")
    assert [record.title for record in reading.records] == ["T"]


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret", "utf-8")
    levels = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{levels}<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    item = "<item><title>T &l12; &s;</title><description>A</description></item>"
    (record,) = arxiv_feed.read(doctype + FEED_HEAD + item + FEED_END, "f").records
    assert "lol" not in record.title and "secret" not in record.title


def test_lines_are_counted_past_the_limit_of_the_parser() -> None:
    items = "<item>\n<title>T</title>\n" + "\n" * 40_000 + "</item>\n"
    reading = arxiv_feed.read(FEED_HEAD + "\n" + items * 3 + FEED_END, "f")
    assert [record.line for record in reading.records] == [2, 40_005, 80_008]


def test_entries_past_the_limit_are_refused_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arxiv_xml, "MOST_ENTRIES", 2)
    item = "<item><title>T</title></item>"
    reading = arxiv_feed.read(FEED_HEAD + item * 5 + FEED_END, "f")
    assert len(reading.records) == 2
    assert [p.reason for p in reading.refused] == ["3 of 5 entries cannot be read"]


@pytest.mark.parametrize(
    "line", ['{"a":' * 10_000, "[" * 10_000, '{"title":' + "9" * 10_000 + "}", "{" * 3_000_000]
)
def test_a_line_past_the_limits_of_json_is_refused(line: str) -> None:
    assert len(arxiv_snapshot.read(line, "f").refused) == 1
