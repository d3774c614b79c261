"""Saved searches: the grammar, what they find, their pages and feeds, mistakes in ``site.yml``."""

from pathlib import Path

import feedparser
import pytest
from conftest import ROOT, Digest, paper
from hypothesis import given
from hypothesis import strategies as st

from sitegen import grammar, searches, words
from sitegen.content.settings import read_settings
from sitegen.errors import DigestError
from sitegen.model import SavedSearch

CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (ROOT / "tests/cases/grammar/cases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("query", "text", "answer"), CASES)
def test_the_grammar(query: str, text: str, answer: str) -> None:
    assert grammar.fits(grammar.parse(query), [words.stems(text)]) == (answer == "yes")


@given(st.text(alphabet='ab -"', max_size=12), st.text(alphabet="ab ", max_size=12))
def test_a_bar_before_the_only_part_turns_the_answer(query: str, text: str) -> None:
    parts = grammar.parse(query)
    if len(parts) == 1:
        turned = (grammar.Part(parts[0].stems, not parts[0].barred),)
        texts = [words.stems(text)]
        assert grammar.fits(turned, texts) != grammar.fits(parts, texts)


SITE = """id: mine
searches:
  - name: Owls, not barns
    include: owl
    exclude: barn "long night"
  - name: By Ada
    slug: ada
    author: ada byrd
"""
DAY = """---
schema: 1
day: 2025-03-04
---

## Counting Owls <a id="counting"></a>

```yaml
authors: [Ada Byrd, Bob]
```

Owls are counted.

## Owls of the Barn <a id="barn"></a>

Owls live there.

## A Long Night <a id="night"></a>

```yaml
authors: [Bob Ada, Byrd Lee]
```

An owl is heard in the long nights.
"""


@pytest.fixture
def saved(digest: Digest) -> Digest:
    digest.dump("a.txt", "Mar 3", paper("Owls in Summer"))
    digest.ingest()
    (digest.content / "site.yml").write_text(SITE, "utf-8")
    digest.page("2025-03-04").write_text(DAY, "utf-8")
    return digest


def test_a_saved_search_has_a_page_and_feeds_and_is_listed(saved: Digest) -> None:
    saved.build()
    site = saved.folder / "site"
    page = (site / "searches/owls-not-barns.html").read_text("utf-8")
    assert "Counting Owls" in page and "Owls in Summer" in page
    assert "Owls of the Barn" not in page and "A Long Night" not in page
    for form in ("atom", "rss"):
        feed = feedparser.parse((site / f"feeds/searches/owls-not-barns.{form}").read_bytes())
        assert [entry.title for entry in feed.entries] == ["Counting Owls", "Owls in Summer"]
    for listing in ("topics.html", "feeds.html", "feeds/all.opml"):
        assert "searches/ada" in (site / listing).read_text("utf-8"), listing


def test_a_paper_without_a_day_is_found_and_stands_in_no_feed(saved: Digest) -> None:
    saved.dump("loose.txt", "", paper("Owls at Large"))
    saved.ingest(saved.dumps / "loose.txt", date="undated")
    saved.build()
    site = saved.folder / "site"
    assert "Owls at Large" in (site / "searches/owls-not-barns.html").read_text("utf-8")
    feed = (site / "feeds/searches/owls-not-barns.atom").read_text("utf-8")
    assert "Counting Owls" in feed and "Owls at Large" not in feed


def test_an_author_is_found_by_words_of_one_name(saved: Digest) -> None:
    saved.build()
    page = (saved.folder / "site/searches/ada.html").read_text("utf-8")
    assert "Counting Owls" in page and "A Long Night" not in page


def test_a_search_that_finds_nothing_has_a_page_that_says_so(saved: Digest) -> None:
    (saved.content / "site.yml").write_text("searches: [{name: None, include: zebra}]", "utf-8")
    saved.build()
    page = (saved.folder / "site/searches/none.html").read_text("utf-8")
    assert "No paper answers this search yet." in page


def test_no_search_costs_nothing() -> None:
    assert searches.found((), ()) == ()


# What is wrong: (the text of site.yml, the line, words of the message).
MISTAKES = {
    "no list": ("searches: owls", 1, "a list of searches"),
    "no name": ("searches:\n  - include: owls", 2, "a name for each search"),
    "nothing to look for": ("searches:\n  - name: Owls", 2, "one of include"),
    "unknown key": ("searches:\n  - name: A\n    inclde: b", 3, "not 'inclde'"),
    "a list of words": ("searches:\n  - name: A\n    include: [b]", 3, "one text for include"),
    "no word": ("searches:\n  - name: A\n    include: '?!'", 3, "words to look for"),
    "a slug with a space": (
        "searches:\n  - name: A\n    slug: b c\n    include: d",
        3,
        "a slug of",
    ),
    "a slug twice": (
        "searches:\n  - {name: A, include: b}\n  - {name: B, slug: a, include: c}",
        3,
        "'a' stands twice",
    ),
}


@pytest.mark.parametrize(("text", "line", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(DigestError) as caught:
        read_settings(text, "site.yml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("site.yml", line)
    assert said in problem.reason


def test_a_topic_that_does_not_exist_is_told_with_its_line(saved: Digest) -> None:
    text = "searches:\n  - name: A\n    topic: retrival\n"
    (saved.content / "site.yml").write_text(text, "utf-8")
    with pytest.raises(DigestError, match="no such topic") as caught:
        saved.load()
    (problem,) = caught.value.problems
    assert (Path(problem.file).name, problem.line) == ("site.yml", 3)
    assert "Did you mean 'retrieval'?" in problem.hint


def test_settings_keep_searches_in_their_order() -> None:
    found = read_settings(SITE, "site.yml").searches
    assert [search.slug for search in found] == ["owls-not-barns", "ada"]
    assert found[1] == SavedSearch("By Ada", "ada", author="ada byrd")
