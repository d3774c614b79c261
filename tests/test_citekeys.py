"""Keys of BibTeX entries, and where an entry leads."""

import re

import pytest
from conftest import Digest, paper
from test_marks import with_facts

from sitegen.bodies import body
from sitegen.citekeys import citekeys, key_of
from sitegen.model import Facts
from sitegen.paper import Paper


def known(slug: str, title: str, facts: Facts, day: str = "2025-03-11") -> Paper:
    return Paper(slug, title, body(""), "", facts, title, (), (day,), False)


def by(*authors: str, year: str = "2017") -> Facts:
    return Facts(authors=authors, published=year)


KEYS = [
    ("Attention Is All You Need", by("Ashish Vaswani", "Noam Shazeer"), "vaswani2017attention"),
    ("Attention Is All You Need", by("Vaswani, Ashish"), "vaswani2017attention"),
    ("On the Dangers of Parrots", by("Zoé Müller-Lüdenscheidt"), "mullerludenscheidt2017dangers"),
    ("A 3D Model", by("Bo Ek", year="2025-01-02"), "ek20253d"),
    ("Attention Is All You Need", by("Ashish Vaswani", year="soon"), "vaswaniattention"),
    ("The Art of It", by("Bo Ek"), "ek2017the"),
    ("Attention Is All You Really Need", Facts(), "attentionreallyneed"),
    ("Attention", by("中文"), "2017attention"),
    ("中文", Facts(), "aslug"),
]


@pytest.mark.parametrize(("title", "facts", "key"), KEYS)
def test_a_key_is_author_year_and_word(title: str, facts: Facts, key: str) -> None:
    assert key_of(known("a-slug", title, facts)) == key


def test_of_one_key_the_paper_listed_first_has_it_whole() -> None:
    facts = by("Ashish Vaswani")
    papers = [known(f"p{n}", "Attention", facts, f"2025-03-{30 - n:02}") for n in range(28)]
    keys = citekeys(papers)
    assert len(set(keys.values())) == 28
    assert keys["p27"] == "vaswani2017attention"
    assert keys["p26"] == "vaswani2017attentiona"
    assert keys["p1"] == "vaswani2017attentionz"
    assert keys["p0"] == "vaswani2017attentionaa"
    assert citekeys(reversed(papers)) == keys


@pytest.mark.parametrize(
    ("facts", "url"),
    [
        (["arxiv: 2503.00001", "doi: 10.1000/x"], "https://arxiv.org/abs/2503.00001"),
        (["doi: 10.1000/x"], "https://doi.org/10.1000/x"),
        (["votes: 1"], "https://d.example/papers/alpha-networks.html"),
    ],
)
def test_an_entry_leads_to_the_paper_itself(digest: Digest, facts: list[str], url: str) -> None:
    digest.dump("a.txt", "Mar 11", paper("Alpha Networks"))
    digest.ingest()
    with_facts(digest, *facts)
    digest.build(base_url="https://d.example/")
    page = (digest.folder / "site/papers/alpha-networks.html").read_text("utf-8")
    assert "@misc{alphanetworks," in page
    assert re.findall(r"url = \{(.*?)\}", page) == [url]
