"""The Daily Papers page as other tools save it. What each reader reads stands in tests/cases."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from time import process_time
from types import ModuleType

import pytest
from conftest import ROOT, SHARED
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from sitegen.dumps import page_brackets, page_links, page_markdown, page_text
from sitegen.dumps.capture import Reading
from sitegen.dumps.limits import LONGEST_PAGE
from sitegen.dumps.page_parts import Piece, count, votes
from sitegen.dumps.page_year import Shown, years
from sitegen.model import Facts, Record
from sitegen.text import normalise

READERS = (page_brackets, page_markdown, page_links)
CASES = ROOT / "tests" / "cases"
SAMPLES = {reader: sorted((CASES / reader.KIND).glob("*/input.*")) for reader in READERS}
REAL = SHARED / "dumps-other" / "page-captures"


def named(reader: ModuleType) -> str:
    return str(reader.KIND)


def real(name: str) -> str:
    path = REAL / name
    if not path.is_file():
        pytest.skip(f"the real capture is missing: no file {path}; set SHARED")
    return path.read_text("utf-8")


# Recognised by what they hold.


@pytest.mark.parametrize("reader", READERS, ids=named)
def test_a_kind_knows_its_own_cases_and_no_other(reader: ModuleType) -> None:
    assert SAMPLES[reader]
    for path in sorted(CASES.glob("*/*/input.*")):
        text = path.read_bytes().decode("utf-8", "replace")
        assert reader.looks_like(text) is (path in SAMPLES[reader]), path


@pytest.mark.parametrize("reader", READERS, ids=named)
def test_no_real_dump_of_another_kind_is_taken_for_a_page(reader: ModuleType) -> None:
    folders = [SHARED / "dumps", SHARED / "dumps-other"]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    if not files:
        pytest.skip(f"the real dumps are missing: nothing in {SHARED}; set SHARED")
    taken = {path.name for path in files if reader.looks_like(path.read_text("utf-8", "replace"))}
    assert taken == OWN[reader]


OWN: dict[ModuleType, set[str]] = {
    page_brackets: {"bracket_refs_2026-06-29.txt"},
    page_markdown: {"firecrawl_2026-10-02.md"},
    page_links: set(),
}

# The real captures, by hand.


def test_the_real_capture_with_brackets() -> None:
    reading = page_brackets.read(real("bracket_refs_2026-06-29.txt"), "f")
    assert (reading.printed, reading.day_line) == ((None, 6, 29), 16)
    assert [record.line for record in reading.records] == [21, 46, 71, 97]
    assert [record.facts for record in reading.records] == [
        Facts(votes="0"),
        Facts(votes="65", comments="6", published="2024-03-08"),
        Facts(votes="1", published="2025-11-14"),
        Facts(votes="24", comments="3", organization="Microsoft"),
    ]
    first, second, third, last = reading.records
    assert first.title.startswith("MURMUR: ") and first.abstract.endswith("/uw-syfi/Murmur.")
    assert "tens of" not in second.abstract and "(>99%)" in second.abstract
    assert " SAP^{2} " in third.abstract
    assert last.abstract.endswith("character disambiguation.")
    assert reading.refused == ()
    bound, dates = (problem.reason for problem in reading.warnings)
    assert "prove 2026 or later" in bound
    assert "2 entries have no year" in dates


def test_the_real_capture_as_markdown() -> None:
    reading = page_markdown.read(real("firecrawl_2026-10-02.md"), "f")
    assert (reading.printed, reading.day_line) == ((2026, 10, 2), 28)
    assert [record.line for record in reading.records] == [32, 44, 77]
    assert [record.facts for record in reading.records] == [
        Facts("2606.00683", published="2026-05-29", organization="OCC", votes="101", comments="6"),
        Facts("2502.20581", published="2025-02-27", votes="0"),
        Facts(
            "2605.08583",
            published="2026-05-08",
            organization="University of Massachusetts Amherst",
            votes="1",
            comments="1",
        ),
    ]
    first, second, third = reading.records
    assert " 2 -- 6x " in first.abstract
    assert second.title.endswith("Engage with Past Research")
    assert second.abstract.startswith("Academic citations ")
    assert "are 1) more recent" in second.abstract and "\\" not in second.abstract
    assert third.abstract.endswith("Code: https://github.com/aaFrostnova/CiteTracer.")
    assert reading.refused == ()
    (search,) = reading.warnings
    assert "'source citations'" in search.reason


def test_a_real_capture_that_is_cut_keeps_what_is_whole() -> None:
    text = real("bracket_refs_2026-06-29.txt")
    whole = page_brackets.read(text, "f").records
    lines = text.split("\n")
    for end in range(25, len(lines)):
        found = page_brackets.read("\n".join(lines[:end]), "f").records
        assert [record.title for record in found] == [one.title for one in whole[: len(found)]]
        assert [record.abstract for record in found[:-1]] == [
            one.abstract for one in whole[: len(found) - 1]
        ]


# Every form says the same of the same papers.


class Paper(Struct, frozen=True, dict=True):
    number: int
    title: str
    abstract: str
    votes: int
    comments: int
    organization: str

    @property
    def url(self) -> str:
        return f"https://huggingface.co/papers/2604.{self.number:05}"

    @property
    def vote_url(self) -> str:
        return f"https://huggingface.co/login?next=%2Fpapers%2F2604.{self.number:05}"

    @property
    def record(self) -> Record:
        facts = Facts(
            arxiv=f"2604.{self.number:05}",
            published="2026-04-09",
            organization=self.organization,
            votes=str(self.votes),
            comments=str(self.comments) if self.comments else "",
        )
        return Record(self.title, self.abstract, 0, facts)


WORD = st.text("abcdefgh$^_%\\{}", min_size=1, max_size=8)
SENTENCE = st.lists(WORD, min_size=4, max_size=12).map(
    lambda words: "In " + " ".join(words) + " we go."
)
PAPER = st.builds(
    Paper,
    st.integers(0, 99_999),
    st.lists(WORD, min_size=2, max_size=9).map(lambda words: "On " + " ".join(words)),
    st.lists(SENTENCE, max_size=4).map(" ".join),
    st.integers(0, 5_000),
    st.integers(0, 40),
    st.sampled_from(["", "Oak University", "Lab 7"]),
)
PAPERS = st.lists(PAPER, max_size=5, unique_by=(lambda one: one.number, lambda one: one.title))


def as_brackets(papers: list[Paper]) -> str:
    addresses = list[str]()

    def ref(url: str) -> str:
        addresses.append(url)
        return f"][{len(addresses)}]"

    cards = "".join(
        f"[\n{one.votes or '-'}\n{ref(one.vote_url)}\n\n### [{one.title}{ref(one.url)}\n\n"
        + (f"[\n\n{wrapped(one.abstract)}\n\n{ref(one.url)}\n" if one.abstract else "")
        + (
            f"[[pic] {one.organization}{ref('https://huggingface.co/oak')}"
            if one.organization
            else f"[\n* 3 authors\n{ref(one.url)}"
        )
        + "\n·\nApr 9"
        + (f" [ {one.comments}{ref(one.url + '#community')}" if one.comments else "")
        + "\n"
        for one in papers
    )
    listed = "".join(f"[{n}]: {url}\n" for n, url in enumerate(addresses, start=1))
    return (
        "Get trending papers in your email inbox!\n\n[Subscribe][9999]\n\n# Daily Papers\n\n"
        f"## by[AK][9998] and the research community\n* Daily\n\nApr 10\n{cards}\n{listed}"
    )


def wrapped(text: str) -> str:
    words = text.split()
    return "\n".join(" ".join(words[at : at + 7]) for at in range(0, len(words), 7))


def as_markdown(papers: list[Paper]) -> str:
    cards = "".join(
        f"[{one.votes or '-'}]({one.vote_url})\n\n### [{escaped(one.title)}]({one.url})\n\n"
        + (f"[{escaped(wrapped(one.abstract))}]({one.url})\n\n" if one.abstract else "")
        + (
            f"[![pic](https://example.org/a.png){one.organization}](https://huggingface.co/oak)"
            if one.organization
            else f"[- ![](https://example.org/b.png)\\\\\n- 3 authors]({one.url})"
        )
        + "\n\n·\n\nApr 9"
        + (f"[{one.comments}]({one.url}#community)" if one.comments else "")
        + "\n\n"
        for one in papers
    )
    return (
        "Get trending papers in your email inbox!\n\n# Daily Papers\n\n## by [AK]"
        "(https://huggingface.co/akhaliq) and the research community\n\n- Daily\n\nApr 10\n\n"
        f"{cards}[Previous](https://huggingface.co/papers/date/2026-04-09)\n"
    )


def escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("_", "\\_")
    return text.replace("\n", "\\\\\n")


def as_links(papers: list[Paper]) -> str:
    cards = "".join(
        f" [-] {one.votes or '-'}\n\n{one.vote_url}\n\n{one.title}\n\n{one.url}\n\n"
        + (f"{one.abstract}\n\n{one.url}\n\n" if one.abstract else "")
        + (
            f" \n\n{one.url}\n\n {one.organization}\n\nhttps://huggingface.co/oak"
            if one.organization
            else f"[\n\n3 authors]({one.url})"
        )
        + "\n\n·\n\nApr 9 \n\n"
        + (f"{one.comments}\n\n{one.url}#community\n\n" if one.comments else "")
        for one in papers
    )
    return (
        "Get trending papers in your email inbox!\n\nDaily Papers\n\nby \n\nAK\n\n"
        "https://huggingface.co/akhaliq\n\n and the research community\n\nDaily\n\nApr 10\n\n"
        f"{cards}System theme\n\nCompany\n"
    )


FORMS: dict[ModuleType, Callable[[list[Paper]], str]] = {
    page_brackets: as_brackets,
    page_markdown: as_markdown,
    page_links: as_links,
}


@pytest.mark.parametrize("reader", READERS, ids=named)
@settings(max_examples=60, deadline=None)
@given(PAPERS)
def test_what_a_page_shows_is_read_from_every_form(reader: ModuleType, papers: list[Paper]) -> None:
    assume(papers)
    text = FORMS[reader](papers)
    assert reader.looks_like(text)
    reading = reader.read(text, "f")
    assert [replace(record, line=0) for record in reading.records] == [p.record for p in papers]
    assert reading.printed == (2026, 4, 10)
    assert reading.refused == ()


@pytest.mark.parametrize("reader", READERS, ids=named)
@settings(deadline=None)
@given(PAPERS)
def test_a_paper_that_stands_twice_is_one_record(reader: ModuleType, papers: list[Paper]) -> None:
    assume(papers)
    once = reader.read(FORMS[reader](papers), "f")
    twice = reader.read(FORMS[reader]([one for paper in papers for one in (paper, paper)]), "f")
    assert [replace(r, line=0) for r in twice.records] == [replace(r, line=0) for r in once.records]
    assert f"{len(papers)} entries show a paper once more" in [p.reason for p in twice.warnings]


# Counts and years.


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", "7"),
        ("1,204", "1204"),
        ("11.3k", "11300"),
        ("1.32K", "1320"),
        ("2m", "2000000"),
        ("-", "0"),
        ("1.5", ""),
        ("1,20", ""),
        ("9999999999", ""),
        ("٣", ""),
        ("", ""),
    ],
)
def test_counts(text: str, number: str) -> None:
    assert count(text) == number


@pytest.mark.parametrize("text", ["65", "[-] 65", "Upvote 65", "- [x] Upvote 65", "upvotes 65"])
def test_votes_in_every_wording(text: str) -> None:
    assert votes(text)[0] == "65"


@pytest.mark.parametrize(
    ("entries", "linked", "captured", "earliest", "proven"),
    [
        ([], [], "", 0, 0),
        ([Shown(2025, 11, 14)], [], "", 2026, 0),
        ([Shown(2025, 11, 14)], [], "2026-06-30", 2026, 2026),
        ([Shown(2025, 11, 14)], [], "2027-06-30", 2026, 0),
        ([Shown(2024, 1, 2), Shown(None, 5, 30)], [], "", 2025, 0),
        ([Shown(None, 5, 30, "2606.00001")], [], "", 2026, 2026),
        ([Shown(None, 12, 31, "2601.00001")], [], "", 2026, 0),
        ([Shown(None, 3, 1, "2405.00001")], [], "", 2024, 0),
        ([Shown(None, 9, 1, "2509.00001")], [], "", 2026, 0),
        ([], ["2026-06-28"], "", 0, 2026),
        ([Shown(2026, 1, 1)], ["2026-06-28"], "", 2027, 0),
        ([], ["2026-01-15"], "", 0, 0),
        ([], [], "2026-06-28", 0, 0),
    ],
)
def test_the_year_of_a_page_of_june_29(
    entries: list[Shown], linked: list[str], captured: str, earliest: int, proven: int
) -> None:
    found = years(6, 29, entries, linked, captured)
    assert (found.earliest, found.proven) == (earliest, proven)


def test_most_entries_give_the_year_and_one_odd_date_does_not_take_it_away() -> None:
    own, odd = Shown(None, 5, 3, "2605.00001"), Shown(None, 5, 3, "2405.00001")
    assert years(6, 29, [own, own, odd], [], "").proven == 2026
    assert years(6, 29, [own, odd], [], "").proven == 0


def test_a_year_without_that_day_is_not_proven() -> None:
    assert years(2, 29, [], ["2025-02-28"], "").proven == 0
    assert years(2, 29, [], ["2024-02-28"], "").proven == 2024


def test_a_page_of_new_year_is_beside_the_last_day_of_the_old_one() -> None:
    assert years(1, 1, [], ["2025-12-31"], "").proven == 2026


@given(
    st.lists(st.builds(Shown, st.none() | st.integers(1, 9999), st.integers(1, 12), st.just(1))),
    st.integers(1, 12),
)
def test_a_proven_year_is_never_before_what_the_page_shows(shown: list[Shown], month: int) -> None:
    found = years(month, 1, shown, [], "2026-10-10")
    assert not found.proven or all(found.proven > (one.year or 0) for one in shown)


# Hostile input.


def assert_clean(reading: Reading) -> None:
    for problem in (*reading.refused, *reading.warnings):
        assert problem.text == normalise(problem.text) and problem.hint
        f"{problem}".encode()
    for record in reading.records:
        for text in (record.title, record.abstract, record.facts.summary):
            assert text == normalise(text)
        assert record.title and record.line >= 1
        assert all(link.startswith("https://") for link in record.facts.links)
        for number in (record.facts.votes, record.facts.comments, record.facts.stars):
            assert not number or (number.isascii() and number.isdigit())


PARTS = (
    "\n",
    "\n\n",
    "[",
    "][3]",
    "](",
    "https://huggingface.co/papers/2604.00001",
    "https://huggingface.co/login?next=%2Fpapers%2F2604.00001",
    "https://huggingface.co/papers/date/2026-99-99",
    "[Upvote 7](javascript:alert(1))",
    ")",
    "### ",
    "# Daily Papers",
    "## Trending Papers",
    "and the research community",
    "Get trending papers in your email inbox!",
    "Submitted by",
    "3 authors",
    "Mar 5",
    "Feb 30",
    "Nov 14, 0000",
    "· ",
    "[-] 1",
    "-",
    "captured 2026-13-13",
    "[1]: javascript:x",
    "GitHub 1k",
    "https://github.com/a",
    "![",
    "\\",
    "\\\\\n",
    "<script>",
    "\0",
    "\u202e",
    "\ud800",
    "\ufeff",
    "[Content truncated]",
    "Previous",
)
MIXED = st.lists(st.sampled_from(PARTS) | st.text(max_size=10), max_size=60).map("".join)


@pytest.mark.parametrize("reader", READERS, ids=named)
@settings(max_examples=100, deadline=None)
@given(MIXED)
def test_anything_is_read(reader: ModuleType, text: str) -> None:
    reader.looks_like(text)
    assert_clean(reader.read(text, "f"))


@pytest.mark.parametrize("reader", READERS, ids=named)
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_page_is_read(reader: ModuleType, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES[reader])).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 60))
    damage = data.draw(st.sampled_from(PARTS) | st.text(max_size=20))
    assert_clean(reader.read(text[:start] + damage + text[start + length :], "f"))


STRAY = " ".join(f"stray{number}" for number in range(30)) + "."


def with_a_stray(path: Path) -> list[str]:
    """The page with a paragraph too much, once in every gap between its paragraphs."""
    lines = path.read_text("utf-8").split("\n")
    gaps = [n for n in range(1, len(lines)) if not lines[n]]
    return ["\n".join([*lines[:n], "", STRAY, "", *lines[n:]]) for n in gaps]


@pytest.mark.parametrize("reader", READERS, ids=named)
def test_no_paragraph_disappears_wherever_it_stands(reader: ModuleType) -> None:
    texts = [text for path in SAMPLES[reader] for text in with_a_stray(path)]
    assert len(texts) > 20
    for text in texts:
        reading = reader.read(text, "f")
        told = [f"{r.title} {r.abstract} {r.facts.summary}" for r in reading.records]
        told += [problem.text for problem in (*reading.refused, *reading.warnings)]
        if not any("second page" in problem.reason for problem in reading.refused):
            assert any(STRAY in one for one in told), text


PAGE = "https://huggingface.co/papers/2604.00001"
VOTE = "https://huggingface.co/login?next=%2Fpapers%2F2604.00001"
SLOW = {
    "opening brackets": "[\n" * 50_000,
    "opening brackets on one line": "[" * 200_000 + "][1]",
    "words that open": "[a\n" * 50_000 + "][1]\n",
    "closing brackets": "][1]\n](a)\n" * 20_000,
    "links on one line": "### A\n\n" + "[a](b)" * 50_000,
    "pictures that do not end": "![](a " * 100_000,
    "a long link": f"### [A]({PAGE})\n\n[{'word ' * 400_000}]({PAGE})\n",
    "backslashes": f"### [A]({PAGE})\n\n[{chr(92) * 400_000}]({PAGE})\n",
    "titles": f"### [A]({PAGE})\n" * 20_000,
    "a title in many lines": "### [A\n" + "### b\n" * 30_000,
    "indented lines": "### A\n" + "  b\n" * 50_000,
    "strays": "### A\n\n- 3 authors\n\n" + "x\n" * 50_000,
    "bullets": "### A\n\n" + ("- " * 49 + "x\n") * 4_000,
    "addresses": f"{PAGE}\n" * 50_000,
    "votes": f"{VOTE}\n" * 50_000,
    "days": "Mar 3\n" * 50_000,
    "an address without end": "url" + ":" * 400_000,
}


@pytest.mark.parametrize("reader", READERS, ids=named)
@pytest.mark.parametrize("body", SLOW.values(), ids=SLOW)
def test_nothing_makes_a_reader_hang(reader: ModuleType, body: str) -> None:
    text = f"Get trending papers in your email inbox!\n\n{body}"
    started = process_time()
    reader.looks_like(text)
    reading = reader.read(text, "f")
    assert process_time() - started < 10
    assert reading.records or reading.refused


@pytest.mark.parametrize("reader", READERS, ids=named)
def test_a_page_beyond_all_measure_is_refused_at_once(reader: ModuleType) -> None:
    reading = reader.read("a" * (LONGEST_PAGE + 1), "f")
    (refused,) = reading.refused
    assert str(LONGEST_PAGE) in refused.reason


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)//huggingface.co/papers/2604.00001",
        "https://huggingface.co.example.org/papers/2604.00001",
        "https://example.org/papers/2604.00001",
        "https://huggingface.co/papers/2604.00001/../2604.00002",
        "https://huggingface.co/papers/..",
    ],
)
def test_an_address_of_another_place_is_no_paper(url: str) -> None:
    assert Piece(1, "A title", url).paper == ""


def test_a_page_comes_before_plain_text_in_doubt() -> None:
    """The masthead is the same: who asks the readers asks these first."""
    texts = {path: path.read_text("utf-8") for paths in SAMPLES.values() for path in paths}
    assert any(page_text.looks_like(text) for text in texts.values())
    kinds = [path.parent.parent.name for path in sorted(texts)]
    assert {kind for kind, _ in groupby(kinds)} == {reader.KIND for reader in READERS}
