"""A day page: what is read of it, and what ingest does to one that people have edited."""

import pytest
from conftest import Digest, abstract, paper

from sitegen.content.daypage import Reference, Section
from sitegen.content.dayreader import read_day, section_title
from sitegen.content.facts import Editorial
from sitegen.content.ledger import Ledger
from sitegen.decide.ingest import FileOf, decide
from sitegen.dumps.capture import Capture, Reading
from sitegen.dumps.dating import Dated
from sitegen.errors import DigestError
from sitegen.model import Facts, Record

ALPHA, BETA = paper("Alpha Networks"), paper("Beta Models")
FILES = FileOf("days")

PAGE = """---
schema: 1
day: 2025-03-11
year: given
title: A good day
mood: fine
---
An introduction.

### Of its own

More of it.

## First *Paper* <a id="first"></a>

```yaml
arxiv: "2503.01234"
topics: [+retrieval, -vision]
```

The abstract.

### Note

A note.

#### Deep

More of it.

## [Second](2025-03-10.md#second)

### Note

Seen before.

## Third <a id="old"></a> <a id="third"></a>

### Thoughts

A heading of my own.
"""


def test_what_a_page_says() -> None:
    page = read_day(PAGE, "f")
    assert (page.day, page.year, page.title) == ("2025-03-11", "given", "A good day")
    assert page.intro == "An introduction.\n\n### Of its own\n\nMore of it."
    first, second, third = page.entries
    assert isinstance(first, Section)
    assert (first.slug, first.title, first.line) == ("first", "First *Paper*", 14)
    assert first.abstract == "The abstract."
    assert first.note == "A note.\n\n#### Deep\n\nMore of it."
    assert first.facts == Facts(arxiv="2503.01234")
    assert first.editorial == Editorial(("retrieval",), ("vision",))
    assert isinstance(second, Reference)
    assert (second.slug, second.day, second.title) == ("second", "2025-03-10", "Second")
    assert second.note == "Seen before."
    assert isinstance(third, Section)
    assert (third.slug, third.abstract) == ("third", ""), "the last anchor counts"
    assert third.note == "### Thoughts\n\nA heading of my own."


@pytest.mark.parametrize("dress", ["\r\n", "\ufeff", "\ufeff\r\n"], ids=["CRLF", "mark", "both"])
def test_line_ends_and_marks_are_kept_but_mean_nothing(dress: str) -> None:
    text = PAGE.replace("\n", "\r\n") if "\r\n" in dress else PAGE
    text = ("\ufeff" if "\ufeff" in dress else "") + text
    page, plain = read_day(text, "f"), read_day(PAGE, "f")
    assert page.text == text
    assert (page.entries, page.intro, page.day) == (plain.entries, plain.intro, plain.day)


def test_a_page_without_papers() -> None:
    page = read_day("---\nday: undated\n---\nJust words.\n", "f")
    assert (page.entries, page.intro, page.day) == ((), "Just words.", "undated")


NO_HEADINGS = {
    "in a fence": "```\n## code\n```",
    "in a longer fence": "````\n```\n## code\n````",
    "in a fence of tildes": "~~~\n## code\n~~~",
    "in a quotation": "> ## quoted",
    "in a list": "- ## listed",
    "indented": "Text:\n\n    ## code",
    "without a blank": "##hashtag",
    "deeper": "### Three",
    "escaped": "\\## not one",
}


@pytest.mark.parametrize("kind", NO_HEADINGS)
def test_what_looks_like_a_heading_and_is_none(kind: str) -> None:
    page = read_day(f"---\nday: 2025-03-11\n---\n{NO_HEADINGS[kind]}\n", "f")
    assert page.entries == ()
    assert page.intro == NO_HEADINGS[kind]


@pytest.mark.parametrize(
    "fence", ["```", "````\n```", "~~~", "~~~\n```", "```\ncode"], ids=lambda text: repr(text)
)
def test_a_fence_that_never_closes_is_an_error(fence: str) -> None:
    with pytest.raises(DigestError, match="f:5: a fence is opened here and never closed"):
        read_day(f'---\nday: 2025-03-11\n---\n\n{fence}\n\n## A <a id="a"></a>\n', "f")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('## A title <a id="a"></a>', "A title"),
        ('  ##   A title   <a id="a"></a>', "A title"),
        ('## A title <a id="a"></a> ##', "A title"),
        ('## # of Things <a id="a"></a>\nmore', "# of Things"),
    ],
)
def test_the_title_in_a_sections_first_line(line: str, title: str) -> None:
    assert section_title(line) == title


# --- pages that people have edited -----------------------------------------------------------


def test_a_page_with_windows_lines_keeps_them_when_ingest_adds_to_it(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    page = digest.page("2025-03-11")
    text = b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n")
    page.write_bytes(text)
    digest.dump("b.txt", "Mar 11", BETA)
    digest.ingest()
    after = page.read_bytes()
    assert after.startswith(text)
    assert after.count(b"\n") == after.count(b"\r\n")
    assert digest.slugs("2025-03-11") == ["alpha-networks", "beta-models"]


def test_a_page_whose_papers_were_all_deleted_is_still_a_page(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    page = digest.page("2025-03-11")
    text = page.read_text("utf-8")
    page.write_text(text[: text.index("## ")] + "Nothing today.\n", "utf-8")
    digest.ingest()
    assert digest.load().days["2025-03-11"].intro == "Nothing today."
    digest.dump("b.txt", "Mar 11", BETA)
    digest.ingest()
    assert digest.slugs("2025-03-11") == ["beta-models"]


def test_a_year_that_a_person_settled_stays_settled(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest(year="")
    digest.edit("2025-03-11", "year: inferred", "year: given  # I was there")
    text = digest.page("2025-03-11").read_bytes()
    digest.ingest(year="")
    assert digest.page("2025-03-11").read_bytes() == text


def test_a_year_that_a_capture_settles_leaves_the_remark_beside_it(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest(year="")
    digest.edit("2025-03-11", "year: inferred", "year: inferred  # really?")
    digest.dump("b.txt", "Mar 11, 2025", BETA)
    digest.ingest(year="")
    assert "\nyear: given  # really?\n" in digest.page("2025-03-11").read_text("utf-8")


def test_a_day_that_moves_takes_its_front_matter_along(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    digest.edit("2025-03-11", "title: Daily Papers", "title: The day it rained  # and how\nmood: 1")
    digest.redate("2025-03-11", "2025-03-12")
    assert (
        digest.page("2025-03-12")
        .read_text("utf-8")
        .startswith(
            "---\nschema: 1\nday: 2025-03-12\nyear: given\ntitle: The day it rained  # and how\n"
            "mood: 1\n---\n"
        )
    )


def test_the_only_capture_of_a_day_takes_the_introduction_along(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest(year="")
    digest.edit("2025-03-11", "Papers\n---\n", "Papers\n---\nA word before.\n")
    digest.ingest(year="2024")
    assert sorted(digest.load().days) == ["2024-03-11"]
    assert digest.load().days["2024-03-11"].intro == "A word before."


def taken(name: str, *records: Record) -> Dated:
    """A capture of that day with these records."""
    capture = Capture(name, name, name * 64, "test", Reading(None, records))
    return Dated(capture, "2025-03-11", "given", "test", True)


FENCES = {
    "in one pair of braces": ('{votes: "12"}', ""),
    "indented": ('  votes: "12"\n  mood: good', ""),
    "with a value taken away": ("votes:\nmood: good", 'stars: "4"\n'),
}


@pytest.mark.parametrize("kind", FENCES)
def test_facts_are_added_where_a_persons_fence_can_take_them(kind: str) -> None:
    fence, added = FENCES[kind]
    text = (
        '---\nday: 2025-03-11\nyear: given\n---\n\n## Alpha <a id="alpha"></a>\n\n'
        f"```yaml\n{fence}\n{{}}```\n\nText.\n"
    )
    pages = {"2025-03-11": read_day(text.replace("{}", ""), "f")}
    record = Record("Alpha", "Text.", 1, Facts(votes="13", stars="4"))
    decision = decide(pages, Ledger(), [taken("a", record)], FILES)
    assert decision.pages["2025-03-11"].text == text.replace("{}", added)


def test_an_abstract_comes_below_the_facts_of_a_paper_that_had_none() -> None:
    bare = taken("a", Record("Alpha", "", 1, Facts(votes="1")), Record("Beta", "", 2))
    whole = taken(
        "b",
        Record("Alpha", abstract("alpha"), 1, Facts(stars="2")),
        Record("Beta", abstract("beta"), 2, Facts(stars="3")),
    )
    first = decide({}, Ledger(), [bare], FILES)
    second = decide(first.pages, first.ledger, [whole], FILES)
    alpha, beta = second.pages["2025-03-11"].sections
    assert (alpha.abstract, alpha.facts) == (abstract("alpha"), Facts(votes="1", stars="2"))
    assert (beta.abstract, beta.facts) == (abstract("beta"), Facts(stars="3"))
    assert decide(second.pages, second.ledger, [whole], FILES).texts == {}


def test_a_cut_abstract_is_completed_however_a_person_has_set_it(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", (ALPHA[0], ALPHA[1][:90]))
    digest.ingest()
    digest.edit("2025-03-11", ALPHA[1][:90], f"  {ALPHA[1][:90]}  ")
    digest.dump("b.txt", "Mar 12", ALPHA)
    digest.ingest()
    assert digest.load().days["2025-03-11"].sections[0].abstract == ALPHA[1]
