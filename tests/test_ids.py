"""Who is who: ids in every spelling, titles as they are folded, slugs that nobody else has."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import ids
from sitegen.content.ledger import Known
from sitegen.decide.identity import Index
from sitegen.model import Facts

ARXIV = {
    "2210.17323": "2210.17323",
    "2210.17323v2": "2210.17323",
    "arXiv:2210.17323": "2210.17323",
    "https://arxiv.org/abs/2210.17323v1": "2210.17323",
    "http://www.arxiv.org/pdf/2210.17323v3.pdf": "2210.17323",
    "https://arxiv.org/html/2503.00001": "2503.00001",
    "cs/0112017": "cs/0112017",
    "math.GT/0309136v1": "math/0309136",
    "https://arxiv.org/abs/Math/0309136": "math/0309136",
    "arXiv:COND-MAT/9901001": "cond-mat/9901001",
    "math.GT/０３０９１３６": "",
    "2210.1732３": "",
    "2210.17323v²": "",
    " 0704.0001 ": "0704.0001",
    "": "",
    "17": "",
    "2210.17323 and more": "",
    "https://example.org/abs/2210.17323": "",
    "２２１０.17323": "",
}
DOIS = {
    "10.1000/Ab.C": "10.1000/ab.c",
    "doi:10.1000/182": "10.1000/182",
    "https://doi.org/10.1000/182": "10.1000/182",
    "http://dx.doi.org/10.1000/182": "10.1000/182",
    "10.1/2": "",
    "10.1000/a b": "",
    "": "",
}


@pytest.mark.parametrize("text", ARXIV)
def test_an_arxiv_id_in_any_spelling(text: str) -> None:
    assert ids.arxiv_id(text) == ARXIV[text]


@pytest.mark.parametrize("text", DOIS)
def test_a_doi_in_any_spelling(text: str) -> None:
    assert ids.doi(text) == DOIS[text]


def test_the_strongest_name_comes_first() -> None:
    facts = Facts(arxiv="2210.17323v1", doi="10.1000/X")
    assert ids.keys("A Title", facts) == ("arxiv:2210.17323", "doi:10.1000/x", "title:atitle")


SAME = [
    ("O$^2$-Recon", "O2-Recon"),
    ("GPT-4: A Report", "GPT 4 -- a report!"),
    ("Étude", "E\u0301tude"),
    ("``Quoted'' Words", '"Quoted" Words'),
    ("Straße", "STRASSE"),
    ("\\textsc{PromptMSP}: Pruning", "PromptMSP: Pruning"),
]
APART = [("C++", "C#"), ("C++", "C"), ("中文", "日本"), ("...", "!!!"), ("Étude", "Etude")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_titles_of_the_same_paper(one: str, other: str) -> None:
    assert ids.title_key(one) == ids.title_key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_titles_of_different_papers(one: str, other: str) -> None:
    assert ids.title_key(one) != ids.title_key(other)


@given(st.text(max_size=200), st.sets(st.sampled_from(["a", "a-b", "paper"])))
def test_a_slug_is_a_slug_and_nobody_elses(title: str, taken: set[str]) -> None:
    slug = ids.new_slug(title, ids.title_key(title), taken)
    assert ids.SLUG.fullmatch(slug)
    assert len(slug) <= ids.LONGEST_SLUG
    assert slug not in taken
    assert slug == ids.new_slug(title, ids.title_key(title), taken)


def test_a_slug_that_is_taken_gets_a_mark_of_the_paper() -> None:
    first, second = ids.new_slug("A B", "title:x", set()), ids.new_slug("A B", "title:x", {"a-b"})
    assert first == "a-b"
    assert re.fullmatch("a-b-[0-9a-f]{8}", second)
    assert ids.new_slug("A B", "title:y", {"a-b"}) != second
    assert re.fullmatch("paper-[0-9a-f]{8}", ids.new_slug("中文", "title:中文", set()))


# --- who joins whom --------------------------------------------------------------------------


def known(slug: str, *keys: str) -> Known:
    return Known(slug, "2025-03-11", keys)


def found(papers: list[Known], *keys: str) -> str | None:
    return Index.of(papers).find(keys, {paper.slug: paper for paper in papers})


BARE = known("bare", "title:a")
WITH_ID = known("with-id", "arxiv:1", "title:a")
OTHER_ID = known("other-id", "arxiv:2", "title:a")


def test_an_id_finds_its_paper_whatever_the_title() -> None:
    assert found([WITH_ID, OTHER_ID], "arxiv:2", "title:b") == "other-id"


def test_a_title_alone_joins_the_one_paper_of_that_title() -> None:
    assert found([WITH_ID], "title:a") == "with-id"
    assert found([WITH_ID, BARE], "title:a") == "bare"
    assert found([WITH_ID, OTHER_ID], "title:a") is None


def test_an_id_joins_the_paper_that_had_none() -> None:
    assert found([BARE], "arxiv:3", "title:a") == "bare"
    assert found([WITH_ID], "arxiv:3", "title:a") is None
    assert found([WITH_ID], "doi:3", "title:a") == "with-id"


def test_a_doi_joins_no_paper_of_another_arxiv_id() -> None:
    part = known("part", "arxiv:1", "doi:book", "title:a")
    assert found([part], "arxiv:2", "doi:book", "title:b") is None
    assert found([part], "doi:book", "title:b") == "part"
    assert found([known("printed", "doi:book", "title:a")], "arxiv:2", "doi:book", "title:b") == (
        "printed"
    )
