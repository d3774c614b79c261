"""A paper that changed since it was listed says so wherever it is shown."""

import json
from xml.etree import ElementTree

import pytest
from conftest import Digest, paper
from sites import Built

ALPHA, BETA = paper("Alpha Networks"), paper("Beta Models")
DAY = "2025-03-11"
ATOM = "{http://www.w3.org/2005/Atom}"


def with_facts(digest: Digest, *facts: str, slug: str = "alpha-networks", day: str = DAY) -> None:
    anchor = f'<a id="{slug}"></a>\n'
    lines = "\n".join(facts)
    digest.edit(day, anchor, f"{anchor}\n```yaml\n{lines}\n```\n")


@pytest.fixture
def listed(digest: Digest) -> Digest:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.ingest()
    return digest


def built(digest: Digest) -> Built:
    digest.build()
    return Built(digest.folder / "site")


SAID = [
    (['version: "2"'], "version 2"),
    (['version: "3"', 'updated: "2025-04-02"'], "version 3, 2 April 2025"),
    (['published: "2025-03-01"', 'updated: "2025-04-02T10:00:00Z"'], "updated 2 April 2025"),
    (["withdrawn: yes"], "withdrawn"),
    (['withdrawn: "2025-04-03"'], "withdrawn on 3 April 2025"),
    (['withdrawn: "2025-04-03"', 'version: "2"'], "withdrawn on 3 April 2025 version 2"),
]
UNSAID = [
    [],
    ['published: "2025-03-01"', 'updated: "2025-03-01"'],
    ['published: "2025-03-01"', 'updated: "2025-03-09"'],
    ['updated: "some day"'],
]


@pytest.mark.parametrize(("facts", "said"), SAID)
def test_a_card_and_the_paper_s_page_say_it(listed: Digest, facts: list[str], said: str) -> None:
    with_facts(listed, *facts)
    site = built(listed)
    for url, times in {"papers/alpha-networks.html": 1, "index.html": 1}.items():
        page = site.files[url].decode()
        assert page.count('class="marks"') == times
        assert said in site.pages[url].text


@pytest.mark.parametrize("facts", UNSAID)
def test_what_was_the_same_when_it_was_listed_is_no_news(listed: Digest, facts: list[str]) -> None:
    with_facts(listed, *(facts or ["votes: 1"]))
    assert b'class="marks"' not in built(listed).files["papers/alpha-networks.html"]


def test_a_withdrawn_paper_says_so_to_subscribers_programs_and_citations(listed: Digest) -> None:
    with_facts(listed, 'withdrawn: "2025-03-11"')
    site = built(listed)
    feed = ElementTree.fromstring(site.files["feeds/all.atom"])
    assert {e.findtext(f"{ATOM}title") for e in feed.iter(f"{ATOM}entry")} == {
        "Withdrawn: Alpha Networks",
        "Beta Models",
    }
    rss = ElementTree.fromstring(site.files["feeds/all.rss"])
    assert "Withdrawn: Alpha Networks" in {t.text for t in rss.iter("title")}
    papers = {p["slug"]: p for p in json.loads(site.files["api/papers.json"])["papers"]}
    assert [papers[s]["withdrawn"] for s in ("alpha-networks", "beta-models")] == [DAY, None]
    page = site.files["papers/alpha-networks.html"].decode()
    assert "note = {Withdrawn}" in page
    assert "<title>Withdrawn: Alpha Networks" in page
    assert "note = {Withdrawn}" not in site.files["papers/beta-models.html"].decode()


def test_a_withdrawn_paper_does_not_lead_its_week_whatever_its_votes(listed: Digest) -> None:
    with_facts(listed, "withdrawn: yes", "votes: 99")
    week = built(listed).files["weeks/2025-W11.html"].decode()
    assert week.index("beta-models.html") < week.index("alpha-networks.html")


def test_pictures_and_films_are_linked_and_not_loaded(listed: Digest) -> None:
    with_facts(
        listed,
        "thumbnail: https://cdn.example/a.png",
        "media: [https://cdn.example/a.mp4]",
        "submitter: Ida",
    )
    page = built(listed).pages["papers/alpha-networks.html"]
    assert [a.get("href") for a in page.all("a") if "cdn" in a.get("href")] == [
        "https://cdn.example/a.mp4"
    ]
    assert not [t for t in page.tags if "cdn" in t.get("src")]
    assert "Brought in byIda" in page.text


def test_a_withdrawn_paper_trends_no_more(listed: Digest) -> None:
    with_facts(listed, "votes: 99")
    assert b"alpha-networks.html" in built(listed).files["trending.html"]
    listed.edit(DAY, "votes: 99", "votes: 99\nwithdrawn: yes")
    assert b"alpha-networks.html" not in built(listed).files["trending.html"]
