"""The JSON documents that other programs build on: their form is a promise (docs/api.md)."""

import json
import re
from typing import Any

import pytest
from conftest import Digest, abstract, paper
from sites import Built
from sites import site as site

ENTRY: dict[str, Any] = {
    "slug": str,
    "title": str,
    "url": str,
    "days": list,
    "home": str,
    "aliases": list,
    "topics": list,
    "authors": list,
    "arxiv": (str, type(None)),
    "links": list,
    "withdrawn": (str, type(None)),
    "related": list,
}
RECORDED = {"facts", "note", "day_note", "pins", "edited", "by_hand", "markdown"}
KINDS = {"code", "data", "model", "demo", "paper", "project"}
ALPHA, BETA, GAMMA = paper("Alpha Networks"), paper("Beta Models"), paper("Gamma Rays")


def document(site: Built, url: str) -> dict[str, Any]:
    found = json.loads(site.files[url])
    assert isinstance(found, dict)
    return found


def papers(site: Built) -> list[dict[str, Any]]:
    return list(document(site, "api/papers.json")["papers"])


def days(site: Built) -> dict[str, dict[str, Any]]:
    urls = [url for url in site.files if url.startswith("api/days/")]
    return {
        url.removeprefix("api/days/").removesuffix(".json"): document(site, url) for url in urls
    }


def test_the_index_has_the_form_that_was_promised(site: Built) -> None:
    index = document(site, "api/papers.json")
    assert list(index) == ["schema", "papers", "digest"]
    assert index["schema"] == 1
    for entry in index["papers"]:
        assert list(entry) == list(ENTRY)
        for key, kind in ENTRY.items():
            assert isinstance(entry[key], kind), (entry["slug"], key)
        for key in ("days", "aliases", "topics", "authors", "related"):
            assert all(isinstance(value, str) for value in entry[key]), (entry["slug"], key)
        assert [list(link) for link in entry["links"]] == [["kind", "url"]] * len(entry["links"])


def test_a_day_has_the_entries_of_the_index_and_their_abstracts(site: Built) -> None:
    known = {entry["slug"]: entry for entry in papers(site)}
    for name, day in days(site).items():
        assert list(day) == ["schema", "day", "papers", "digest", "year_inferred", "intro"]
        assert (day["schema"], day["day"]) == (1, name)
        for entry in day["papers"]:
            shared = [key for key in ENTRY if key != "related"]  # a new paper would change many
            assert [entry[key] for key in shared] == [known[entry["slug"]][key] for key in shared]
            assert entry.keys() - set(shared) <= {"abstract", "tex", "place", *RECORDED}
            assert entry["abstract"].strip()
            assert entry.get("tex", {}).keys() in (set(), {"title", "abstract"})


def test_every_paper_page_is_in_the_index_once_and_the_other_way_round(site: Built) -> None:
    urls = [entry["url"] for entry in papers(site)]
    assert len(urls) == len(set(urls))
    assert set(urls) == {url for url, page in site.pages.items() if page.kind == "paper"}
    assert urls == [f"papers/{entry['slug']}.html" for entry in papers(site)]


def test_days_of_a_paper_are_those_that_list_it(site: Built) -> None:
    listing: dict[str, list[str]] = {}
    for name, day in days(site).items():
        for entry in day["papers"]:
            listing.setdefault(entry["slug"], []).append(name)
    for entry in papers(site):
        assert entry["days"] == sorted(set(listing[entry["slug"]]) - {"undated"})
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in entry["days"])


def test_there_is_a_document_for_every_day_page(site: Built) -> None:
    pages = {url for url in site.pages if url.startswith("days/")}
    assert {f"days/{name}.html" for name in days(site)} == pages


def test_papers_stand_in_the_order_of_days_and_sections(digest: Digest) -> None:
    digest.dump("a.txt", "", GAMMA)
    digest.dump("b.txt", "Mar 12", BETA, paper("Zeta Functions"))
    digest.dump("c.txt", "Mar 11", paper("Omega Points"), ALPHA)
    digest.build()
    order = [entry["slug"] for entry in papers(Built(digest.folder / "site"))]
    assert order == [
        "omega-points",
        "alpha-networks",
        "beta-models",
        "zeta-functions",
        "gamma-rays",
    ]


def test_topics_are_pages_and_related_papers_exist(site: Built) -> None:
    known = {entry["slug"] for entry in papers(site)}
    for entry in papers(site):
        assert all(f"topics/{topic}.html" in site.pages for topic in entry["topics"])
        assert set(entry["related"]) <= known - {entry["slug"]}
        assert len(entry["related"]) == len(set(entry["related"])) <= 5


def test_links_lead_away_and_say_to_what(site: Built) -> None:
    for entry in papers(site):
        for link in entry["links"]:
            assert link["kind"] in KINDS
            assert re.match(r"https?://[^\s/]+\.[^\s.,;]+", link["url"])
            assert not link["url"].endswith((".", ",", ";", ")"))


def test_titles_are_plain_text(site: Built) -> None:
    for entry in papers(site):
        assert not re.search(r"</?[a-z]+>|&[a-z]+;|\\[a-zA-Z]+\{", entry["title"]), entry["title"]
        assert entry["title"] == " ".join(entry["title"].split())


def test_documents_are_utf_8_that_people_can_read_and_compare(site: Built) -> None:
    for url, data in site.files.items():
        if url.startswith("api/"):
            text = data.decode()
            _, *lines, _ = text.splitlines()
            assert [json.loads(line.rstrip(",")) for line in lines] == json.loads(data)["papers"]
            assert "\\u" not in text
            assert text.endswith("}\n")


def test_an_undated_paper_has_no_days_and_its_abstract_elsewhere(digest: Digest) -> None:
    digest.dump("a.txt", "", ALPHA)
    digest.build()
    site = Built(digest.folder / "site")
    assert [entry["days"] for entry in papers(site)] == [[]]
    assert days(site)["undated"]["papers"][0]["abstract"] == ALPHA[1]


def test_a_paper_of_two_days_names_both_and_stands_in_both(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 12", BETA, ALPHA)
    digest.dump("b.txt", "Mar 11", ALPHA, GAMMA)
    digest.dump("c.txt", "", BETA)
    digest.build()
    site = Built(digest.folder / "site")
    found = {entry["slug"]: entry["days"] for entry in papers(site)}
    assert found == {
        "alpha-networks": ["2025-03-11", "2025-03-12"],
        "gamma-rays": ["2025-03-11"],
        "beta-models": ["2025-03-12"],
    }
    listed = {name: [p["slug"] for p in day["papers"]] for name, day in days(site).items()}
    assert listed == {
        "2025-03-11": ["alpha-networks", "gamma-rays"],
        "2025-03-12": ["beta-models", "alpha-networks"],
        "undated": ["beta-models"],
    }


def test_what_a_person_adds_is_there(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    anchor = '<a id="alpha-networks"></a>\n'
    facts = (
        'arxiv: "2501.01230"\nauthors: ["Ada Alpha", "Bo Béta"]\n'
        'links: ["https://github.com/alpha/net"]\ntopics: ["+code"]\n'
    )
    digest.edit("2025-03-11", anchor, f"{anchor}\n```yaml\n{facts}```\n")
    digest.build()
    (entry,) = papers(Built(digest.folder / "site"))
    assert (entry["arxiv"], entry["authors"]) == ("2501.01230", ["Ada Alpha", "Bo Béta"])
    assert entry["links"] == [{"kind": "code", "url": "https://github.com/alpha/net"}]
    assert entry["topics"][0] == "code"


@pytest.mark.parametrize("title", ['A "Quoted" Title', "100% <Tag> & Co", "Ελληνικά 中文"])
def test_titles_keep_their_marks(digest: Digest, title: str) -> None:
    digest.dump("a.txt", "Mar 11", (title, abstract("marks")))
    digest.build()
    (entry,) = papers(Built(digest.folder / "site"))
    assert re.sub("[“”]", '"', entry["title"]) == title


def test_an_empty_digest_has_an_empty_index(digest: Digest) -> None:
    digest.build()
    index = document(Built(digest.folder / "site"), "api/papers.json")
    assert index == {"schema": 1, "papers": [], "digest": "paper-digest"}
