"""Authors and organisations: who has a page, and what a name does not say."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Digest
from msgspec import Struct, field
from msgspec.structs import replace
from sites import Built, built

from sitegen import urls
from sitegen.content.settings import Settings
from sitegen.listviews import PeopleView
from sitegen.model import Facts
from sitegen.pages.peopleindex import index
from sitegen.pages.setting import Setting
from sitegen.people import AUTHOR, ORGANIZATION, Contributor, people
from sitegen.site import Site
from sitegen.urls import Address

WORDS = yaml.safe_load((ROOT / "templates/words/en.yml").read_text("utf-8"))


class Paper(Struct, frozen=True, dict=True):
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


# --- the index of very many ---


def indexed(*counted: tuple[str, int]) -> dict[str, PeopleView]:
    """Address -> page, of authors and how many papers each has."""
    papers = (by(name, slugs=str(slug)) for name, count in counted for slug in range(count))
    slugs = (replace(one, slug=str(at)) for at, (one,) in enumerate(papers))
    nothing: dict[str, Any] = {}
    site = Site(nothing, nothing, nothing, nothing, nothing, nothing, (), people(slugs))
    setting = Setting(site, Settings(), Address("", ""), WORDS)
    return {page.url: show() for _, _, page, show in index(setting)}


def test_a_few_hundred_people_stand_on_one_page() -> None:
    assert [*indexed(*((f"Ada {at}", 3) for at in range(500)))] == ["people.html"]


def test_of_more_the_front_has_those_with_most_papers_and_each_stands_under_its_letter() -> None:
    letters = "abcdefgh"
    many = [(f"Ada {one}{two}", 3) for one in letters for two in range(80)]
    pages = indexed(("Wren Zu", 9), *many)
    (front,) = pages.pop("people.html").lists
    assert (front.people[0].name, len(front.people), front.count) == ("Wren Zu", 200, 641)
    assert front.others and [one.name for one in front.others.parts] == [*letters.upper(), "Z"]
    assert sorted(one.name for page in pages.values() for one in page.lists[0].people) == sorted(
        ["Wren Zu", *(name for name, _ in many)]
    )


def test_a_letter_of_too_many_leads_to_two_letters() -> None:
    pages = indexed(*((f"Ada M{letter}{at}", 3) for letter in "aeo" for at in range(200)))
    assert len(pages["people/author-m.html"].lists[0].people) == 0
    assert len(pages["people/author-mo.html"].lists[0].people) == 200
