"""Authors and organisations: who has a page, and what a name does not say."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import Digest
from sites import Built, built

from sitegen import urls
from sitegen.model import Facts
from sitegen.people import AUTHOR, ORGANIZATION, Contributor, people


@dataclass(frozen=True)
class Paper:
    slug: str
    facts: Facts = field(default_factory=Facts)


def by(*authors: str, slugs: str = "abc", organization: str = "") -> list[Paper]:
    return [Paper(slug, Facts(authors=authors, organization=organization)) for slug in slugs]


def names(found: tuple[Contributor, ...]) -> list[tuple[str, int]]:
    return [(one.name, len(one.papers)) for one in found]


def test_three_papers_make_a_page() -> None:
    found = people([*by("Ada Byron"), *by("Bob Wren", slugs="xy")])
    assert names(found.all(AUTHOR)) == [("Ada Byron", 3)]
    assert found.find(AUTHOR, "ada  BYRON") == found.all(AUTHOR)[0]
    assert found.find(AUTHOR, "Bob Wren") is None


def test_whom_the_keeper_follows_has_a_page_from_the_first_on() -> None:
    found = people(by("Bob Wren", slugs="x", organization="Owl Lab"), follow=["bob wren"])
    assert names(found.all(AUTHOR)) == [("Bob Wren", 1)]
    assert found.all(ORGANIZATION) == ()


def test_spellings_are_one_only_where_the_keeper_says_so() -> None:
    papers = [*by("Ada Byron", slugs="ab"), *by("A. Byron", slugs="c")]
    assert people(papers).all(AUTHOR) == ()
    (one,) = people(papers, aliases=[("Ada Byron", ("A. Byron",))]).all(AUTHOR)
    assert (one.name, one.also, one.papers) == ("Ada Byron", ("A. Byron",), ("a", "b", "c"))
    assert people(papers, aliases=[("Ada Byron", ("A. Byron",))]).find(AUTHOR, "a. byron") == one


@pytest.mark.parametrize(("one", "other"), [("José Wren", "Jose Wren"), ("Al-Bo", "Al Bo")])
def test_names_that_make_one_slug_stay_apart_whoever_comes_first(one: str, other: str) -> None:
    def slugs(*ordered: str) -> dict[str, str]:
        papers = [paper for i, name in enumerate(ordered) for paper in by(name, slugs="abc"[i:])]
        found = people(papers, follow=ordered).all(AUTHOR)
        return {c.name: c.slug for c in found}

    assert slugs(one, other) == slugs(other, one)
    assert len(set(slugs(one, other).values())) == 2


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Three papers of one author and organisation, from an API answer."""
    folder = tmp_path_factory.mktemp("people")
    rows = [
        {
            "paper": {
                "id": f"2503.0000{i}",
                "title": f"Owls {i}",
                "summary": f"Owls of kind {i} see by night.",
                "authors": [{"name": "Ada Byron"}, {"name": f"Wren {i}"}],
                "publishedAt": "2025-03-10T00:00:00.000Z",
                "submittedOnDailyAt": "2025-03-11T00:00:00.000Z",
                "upvotes": i,
                "organization": {"name": "owls", "fullname": "Owl Lab"},
            },
            "publishedAt": "2025-03-10T04:00:00.000Z",
            "title": f"Owls {i}",
        }
        for i in (1, 2, 3)
    ]
    (folder / "owls.json").write_text(json.dumps(rows), "utf-8")
    return built("owls.json", "--base-url", "https://digest.example/", cwd=folder)


def test_an_author_has_a_page_a_feed_and_a_link_from_each_paper(site: Built) -> None:
    page = site.pages["authors/ada-byron.html"]
    assert "does not tell them apart" in page.text
    assert len(page.all("article")) == 3
    assert b"Owls 1" in site.files["feeds/authors/ada-byron.atom"]
    led = [
        site.leads_to("papers/owls-1.html", a.get("href"))
        for a in site.pages["papers/owls-1.html"].all("a")
    ]
    assert ("authors/ada-byron.html", "") in led
    assert ("organizations/owl-lab.html", "") in led


def test_the_index_names_everybody_with_a_page(site: Built) -> None:
    text = site.pages["people.html"].text
    assert "Ada Byron 3" in text
    assert "Owl Lab 3" in text
    assert "Wren" not in text


def test_people_can_be_left_out(tmp_path: Path, site: Built) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text("omit: [authors, organizations]\n", "utf-8")
    found = built(site.folder.parent / "owls.json", cwd=tmp_path)
    assert not [url for url in found.files if "authors/" in url or url == "people.html"]


def test_an_author_whose_papers_are_undated_has_a_feed_without_them(digest: Digest) -> None:
    entries = (f"@misc{{k{n}, title={{Paper {n}}}, author={{Byron, Ada}}}}\n" for n in range(3))
    digest.dumps.mkdir()
    (digest.dumps / "a.bib").write_text("".join(entries), "utf-8")
    digest.ingest(add=True)
    digest.build(base_url="https://example.org/")
    feed = digest.folder / "site" / urls.feed(urls.person_feed(AUTHOR, "ada-byron"), "atom")
    assert "<entry>" not in feed.read_text("utf-8")
