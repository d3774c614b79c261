"""Bibliographies as dumps: BibTeX, RIS, CSL-JSON. What each reads stands in tests/cases."""

import json
import string
from collections.abc import Iterable
from time import process_time
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT, SHARED, Digest, abstract, paper
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from sitegen import tex
from sitegen.cite import latex
from sitegen.dumps import bibtex, csl_json, digest_api, page_text, ris
from sitegen.dumps.bibtex_value import spelt_out, ungrouped
from sitegen.dumps.capture import Reading
from sitegen.dumps.cited import cited_arxiv
from sitegen.dumps.json_rows import Broken, Row, rows
from sitegen.dumps.limits import LONGEST_STRING
from sitegen.dumps.partial_date import iso, iso_date
from sitegen.model import Facts
from sitegen.text import normalise
from sitegen.webaddress import web_address

READERS = (bibtex, ris, csl_json, digest_api)
CASES = ROOT / "tests" / "cases"
SAMPLES = {reader: sorted((CASES / reader.KIND).glob("*/input.*")) for reader in READERS}


def named(reader: ModuleType) -> str:
    return str(reader.KIND)


def texts_of(reading: Reading) -> list[str]:
    """Every text that a reading hands on, titles and facts and messages."""
    values: list[Any] = [asdict(record) for record in reading.records]
    values += [asdict(problem) for problem in (*reading.refused, *reading.warnings)]
    found = list[str]()
    while values:
        value = values.pop()
        if isinstance(value, dict):
            values += value.values()
        elif isinstance(value, list | tuple):
            values += value
        elif isinstance(value, str):
            found.append(value)
    return found


def assert_clean(reading: Reading) -> None:
    """What hostile input must not get through: text that cannot be written, links that run."""
    for text in texts_of(reading):
        assert text == normalise(text)
        text.encode()
    for record in reading.records:
        assert record.title and record.line >= 1
        assert all(link.lower().startswith(("http://", "https://")) for link in record.facts.links)


# Recognised by what they hold.


@pytest.mark.parametrize("reader", READERS, ids=named)
def test_a_kind_knows_its_own_and_no_other(reader: ModuleType) -> None:
    for other, files in SAMPLES.items():
        assert files, f"no case of {other.KIND}"
        for file in files:
            assert reader.looks_like(file.read_text("utf-8")) is (reader is other), file


@pytest.mark.parametrize("reader", READERS, ids=named)
def test_no_real_dump_of_another_kind_is_taken_for_a_bibliography(reader: ModuleType) -> None:
    folders = [SHARED / "dumps", SHARED / "dumps-other"]
    files = [p for f in folders for p in f.rglob("*") if p.is_file()]
    if not files:
        pytest.skip(f"the real dumps are missing: nothing in {SHARED}; set SHARED")
    taken = [file.name for file in files if reader.looks_like(file.read_text("utf-8", "replace"))]
    assert taken == []


def test_a_bibliography_is_no_page() -> None:
    assert not any(page_text.looks_like(f.read_text("utf-8")) for s in SAMPLES.values() for f in s)


@pytest.mark.parametrize("reader", READERS, ids=named)
def test_a_byte_order_mark_left_in_the_text_changes_nothing(reader: ModuleType) -> None:
    for file in SAMPLES[reader]:
        text = file.read_text("utf-8")
        assert reader.looks_like("\ufeff" + text)
        assert reader.read("\ufeff" + text, "f").records == reader.read(text, "f").records


def test_files_joined_with_their_byte_order_marks_keep_every_entry() -> None:
    bib, end = "\ufeff@misc{k, title={T}}\n", "\ufeffTY  - GEN\nTI  - T\nER  - \n"
    assert len(bibtex.read(bib * 3, "f").records) == 3
    assert len(ris.read(end * 3, "f").records) == 3


# BibTeX, value by value.


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("{Braces}", "Braces"),
        ('"Quotes"', "Quotes"),
        ("2026", "2026"),
        ("LAB", "The Lab"),
        ('lab # ", " # {Oslo}', "The Lab, Oslo"),
        ('{a # b} # "c # {"} d"', 'a # bc # {"} d'),
        ("nobody", ""),
    ],
)
def test_a_value_is_spelt_out(raw: str, value: str) -> None:
    assert spelt_out(raw, {"lab": "The Lab"})[0] == value


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("{BERT} and {{GPU}s}", "BERT and GPUs"),
        ("$x^{2}$ and {$y^{2}$}", "$x^{2}$ and $y^{2}$"),
        (r"\emph{{A} b} {C}", r"\emph{A b} C"),
        (r"{\O}re and G{\"o}del", r"{\O}re and G{\"o}del"),
        (r"\{a, b\}", r"\{a, b\}"),
        ("a } b", "a } b"),
    ],
)
def test_braces_that_only_group_are_dropped(written: str, kept: str) -> None:
    assert ungrouped(written) == kept


# As our own citations are written. The caret has no macro that the record text knows.
@given(st.text(string.ascii_letters + string.digits + " {}&%#_$~.,:-"))
def test_a_title_that_we_cited_comes_back(title: str) -> None:
    assert tex.plain(ungrouped(latex(title))) == tex.plain(title)


def test_an_endless_string_does_not_grow_with_every_use() -> None:
    bomb = "@string{s0 = {0123456789}}\n" + "".join(
        f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 60)
    )
    reading = bibtex.read(bomb + "@misc{k, title = s59}", "f")
    assert reading.records == ()
    assert any(str(LONGEST_STRING) in problem.reason for problem in reading.warnings)


def test_a_file_without_an_entry_is_said_to_have_none() -> None:
    (warning,) = bibtex.read("@comment{nothing yet}", "f").warnings
    assert "no entry" in warning.reason


# Ids, addresses, dates.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("arXiv preprint arXiv:2601.15222", "2601.15222"),
        ("arXiv:2601.15222v3 [cs.CL]", "2601.15222"),
        ("CoRR, abs/2601.15222, 2026", "2601.15222"),
        ("http://arxiv.org/pdf/2601.15222v2.pdf", "2601.15222"),
        ("https://arxiv.org/abs/math.GT/0309136?context=math", "math/0309136"),
        ("10.48550/ARXIV.2601.15222", "2601.15222"),
        ("extends arXiv:2601.15222", ""),
        ("arXiv:2613.15222", "2613.15222"),
        ("2601.15222", ""),
        ("Journal of Numbers 2601.1522", ""),
    ],
)
def test_an_arxiv_id_where_people_write_one(text: str, found: str) -> None:
    assert cited_arxiv(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "http://[",
        "https://",
        "//example.org",
        "http://a b",
        "ftp://a",
        "http://[::1",
    ],
)
def test_what_is_no_web_address(text: str) -> None:
    assert web_address(text) == ""


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026/01/15/", "2026-01-15"),
        ("2026/1/5", "2026-01-05"),
        ("2026//", "2026"),
        ("2026-13-01", "2026"),
        ("2026-02-30", "2026-02"),
        ("15 January", ""),
        ("20260115", ""),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(text: str, date: str) -> None:
    assert iso_date(text) == date


@given(st.text(), st.text(), st.text())
def test_a_date_is_iso_or_nothing(year: str, month: str, day: str) -> None:
    found = iso(year, month, day)
    assert not found or found.startswith(year)


# JSON, row by row.


def test_rows_know_their_lines() -> None:
    text = '{"a": 1,\n "rows": [\n  1,\n\n  [2]],\n "b": 2}'
    assert list(rows(text, frozenset({"rows"}))) == [
        Row(1, 1, "a"),
        Row(3, 1),
        Row(5, [2]),
        Row(6, 2, "b"),
    ]


@given(st.lists(st.recursive(st.none() | st.integers() | st.text(), st.lists)))
def test_every_row_of_a_whole_document_is_given(values: list[Any]) -> None:
    found = list(rows(json.dumps(values, indent=1)))
    assert [row.value for row in found if isinstance(row, Row)] == values


@given(st.lists(st.text()), st.integers(0, 200))
def test_a_cut_document_gives_what_is_whole_and_says_where_it_ends(
    values: list[str], cut: int
) -> None:
    whole = json.dumps(values)
    *found, last = rows(whole[: min(cut, len(whole) - 1)])
    assert [row.value for row in found if isinstance(row, Row)] == values[: len(found)]
    assert isinstance(last, Broken)


@pytest.mark.parametrize("bad", ["[" * 10_000, '[{"a":' * 10_000, "[" + "1" * 5000 + "]", "1", ""])
def test_json_that_cannot_be_read_is_said_to_be_broken(bad: str) -> None:
    *_, last = rows(bad)
    assert isinstance(last, Broken)


# Hostile input.

BIB = (
    '@article{ @string{ @comment{ title= author= url={javascript:x} { } " , # = \\ $ jan @ ('
).split()
RIS = ("TY  - JOUR\n", "ER  - \n", "TI  - ", "AU  - ", "AB  - ", "UR  - javascript:x", "PY  - 2026")
UNSEEN = (
    "\n",
    "  ",
    ",",
    " and ",
    "\0",
    "\u202e",
    "\ud800",
    "\ufeff",
    "DO  - 10.1000/\ud800\u202e",
)


def mixed(parts: Iterable[str]) -> st.SearchStrategy[str]:
    part = st.sampled_from([*parts, *UNSEEN]) | st.text(max_size=10)
    return st.lists(part, max_size=60).map("".join)


@settings(max_examples=120)
@given(mixed(BIB))
def test_any_bibtex_is_read(text: str) -> None:
    assert_clean(bibtex.read(text, "f"))


@settings(max_examples=120)
@given(mixed(RIS))
def test_any_ris_is_read_and_no_entry_is_dropped(text: str) -> None:
    reading = ris.read(text, "f")
    assert_clean(reading)
    begun = sum(line.startswith("TY  -") for line in text.replace("\ufeff", "").split("\n"))
    assert len(reading.records) + len(reading.refused) == begun


ANY = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
CSL_KEYS = ("title", "author", "issued", "DOI", "URL", "keyword", "abstract", "categories", "note")
API_KEYS = ("title", "abstract", "tex", "arxiv", "authors", "links", "days", "slug")


def rows_of(keys: tuple[str, ...]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.dictionaries(st.sampled_from(keys), ANY) | ANY, max_size=5)


@settings(max_examples=100)
@given(rows_of(CSL_KEYS))
def test_csl_with_any_type_in_any_field_is_read_and_no_item_is_dropped(items: list[Any]) -> None:
    reading = csl_json.read(json.dumps(items), "f")
    assert_clean(reading)
    assert len(reading.records) + len(reading.refused) == len(items)


@settings(max_examples=100)
@given(rows_of(API_KEYS), ANY)
def test_an_api_with_any_type_in_any_field_is_read(papers: list[Any], day: Any) -> None:
    reading = digest_api.read(json.dumps({"schema": 1, "day": day, "papers": papers}), "f")
    assert_clean(reading)
    listed = 1 if day is not None else None
    assert listed is None or len(reading.records) + len(reading.refused) == len(papers)


@pytest.mark.parametrize("reader", READERS, ids=named)
@given(st.data())
@settings(max_examples=100)
def test_a_damaged_dump_is_read(reader: ModuleType, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES[reader])).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    damage = data.draw(st.text(max_size=20))
    damaged = text[:start] + damage + text[start + length :]
    reader.looks_like(damaged)
    assert_clean(reader.read(damaged, "f"))


def bib(field: str) -> str:
    return "@misc{k, title={T}, " + field + "}"


SLOW = {
    "open braces": (bibtex, bib("note={" + "{" * 100_000)),
    "closing braces in a name": (bibtex, bib("author={" + "{x} " * 100_000 + "}")),
    "a long name": (bibtex, bib('author="' + "}" * 100_000 + '"')),
    "many names": (bibtex, bib("author={" + "Doe, Jane and " * 20_000 + "}")),
    "many parts": (bibtex, bib("note=" + '"x" # ' * 50_000 + '"y"')),
    "dollars": (bibtex, bib("abstract={" + "$ " * 100_001 + "}")),
    "one entry on the next": (bibtex, "\n@misc{k, title={" * 10_000),
    "one key": (bibtex, "@misc{k, title={T}}\n" * 10_000),
    "a long line": (bibtex, bib("abstract={" + "x " * 2_000_000 + "}")),
    "arxiv arxiv arxiv": (bibtex, bib("note={" + "arxiv: " * 100_000 + "}")),
    "many lines": (ris, "TY  - JOUR\nTI  - T\nAB  - a\n" + "b\n" * 200_000),
    "no end marks": (ris, "TY  - JOUR\nTI  - T\n" * 20_000),
    "deep": (csl_json, '[{"title": ' + "[" * 100_000),
    "tags": (csl_json, json.dumps([{"title": "<i " * 20_000}])),
    "jats": (csl_json, json.dumps([{"abstract": "<jats:p " * 20_000, "title": "T"}])),
    "many papers": (digest_api, '{"schema": 1, "papers": [' + '{"title": "T"},\n' * 20_000),
}


@pytest.mark.parametrize(("reader", "text"), SLOW.values(), ids=SLOW)
def test_nothing_makes_a_reader_hang(reader: ModuleType, text: str) -> None:
    started = process_time()
    reading = reader.read(text, "f")
    assert process_time() - started < 5
    assert reading.records or reading.refused


# Our own api/.


def test_a_digest_is_read_again_from_what_it_published(digest: Digest) -> None:
    """Days, titles and abstracts are those of the content, TeX included, in the order shown."""
    texts = ("O$^2$ at 5\\% of \\textsc{Cost}", abstract("$x^{2}$, 7\\%, https://example.org/code"))
    digest.dump("a.txt", "Mar 10", texts, paper("Alpha"))
    digest.dump("b.txt", "Mar 11", paper("Beta"), texts)
    digest.build()
    for day in ("2025-03-10", "2025-03-11"):
        text = (digest.folder / "site" / "api" / "days" / f"{day}.json").read_text("utf-8")
        assert digest_api.looks_like(text)
        reading = digest_api.read(text, "f")
        assert reading.printed == tuple(map(int, day.split("-")))
        found = {(r.title, r.abstract, r.facts) for r in reading.records}
        other = paper("Alpha" if day.endswith("10") else "Beta")
        assert found == {(*texts, Facts()), (*other, Facts())}


def test_the_index_lists_a_paper_on_each_of_its_days(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 10", paper("Alpha"))
    digest.dump("b.txt", "Mar 11", paper("Beta"), paper("Alpha"))
    digest.build()
    text = (digest.folder / "site" / "api" / "papers.json").read_text("utf-8")
    assert digest_api.looks_like(text)
    listed = [(record.day, record.title) for record in digest_api.read(text, "f").records]
    assert sorted(listed) == [
        ("2025-03-10", "Alpha"),
        ("2025-03-11", "Alpha"),
        ("2025-03-11", "Beta"),
    ]
