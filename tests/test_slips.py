"""Slips of the pen that stop nothing and are told."""

import pytest
from conftest import Digest, paper
from sites import Built

from sitegen.errors import DigestError

ANCHOR = '<a id="alpha-networks"></a>\n'
DAY = "2025-03-11"


@pytest.fixture
def listed(digest: Digest) -> Digest:
    digest.dump("a.txt", "Mar 11", paper("Alpha Networks"))
    digest.ingest()
    digest.content.joinpath("site.yml").write_text("url: https://d.example/\n", "utf-8")
    return digest


def warnings(digest: Digest) -> list[str]:
    said = map(str, digest.build().warnings)
    return [text.replace(f"{digest.folder}/", "") for text in said]


def test_a_digest_without_slips_is_told_nothing(listed: Digest) -> None:
    listed.edit(DAY, ANCHOR, f'{ANCHOR}\n```yaml\nread_by: Ida\nvotes: "2"\n```\n')
    assert warnings(listed) == []


def test_keys_that_nobody_reads(listed: Digest) -> None:
    listed.edit(DAY, "year: given\n", "year: given\nyaer: x\nauthor: Ida\n")
    listed.edit(DAY, ANCHOR, f'{ANCHOR}\n```yaml\nvotes: "2"\nautors: [Ida]\n```\n')
    page = f"content/days/{DAY}.md"
    assert warnings(listed) == [
        f"{page}:5: nothing reads this key of the front matter (found: 'yaer'). "
        "Did you mean 'year'?",
        f"{page}:6: nothing reads this key of the front matter (found: 'author'). "
        "Known: schema, day, year, title",
        f"{page}:14: nothing reads this key of a paper (found: 'autors'). Did you mean 'authors'?",
    ]


def test_a_paper_by_hand_without_an_abstract(listed: Digest) -> None:
    page = listed.page(DAY)
    page.write_text(page.read_text("utf-8") + '\n## Mine <a id="mine"></a>\n', "utf-8")
    assert warnings(listed) == [
        f"content/days/{DAY}.md:12: this paper was written by hand and has no abstract "
        "(found: 'Mine'). Write one below the heading, or leave it if there is none"
    ]


def own_file(digest: Digest, name: str, text: str = "") -> None:
    path = digest.folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("name", "meant"),
    [("papers.html", "paper.html"), ("static/styles.css", "static/style.css")],
)
def test_a_template_of_nearly_the_right_name(listed: Digest, name: str, meant: str) -> None:
    own_file(listed, name)
    (said,) = warnings(listed)
    assert said.startswith(f"templates/{name}: no template asks for this file. Did you mean")
    assert meant in said


@pytest.mark.parametrize(
    "name", ["words/de.yml", "static/logo.svg", "parts/mine.html", ".paper.html"]
)
def test_files_of_a_keeper_s_own(listed: Digest, name: str) -> None:
    own_file(listed, name, "{}")
    assert warnings(listed) == []


def test_a_file_that_another_template_names_is_wanted(listed: Digest) -> None:
    own_file(listed, "static/styles.css")
    own_file(listed, "mine.html", '<link href="static/styles.css">')
    assert warnings(listed) == []


def test_a_language_without_words_is_the_setting_s_mistake(listed: Digest) -> None:
    listed.content.joinpath("site.yml").write_text("language: xx\n", "utf-8")
    with pytest.raises(DigestError, match=r"site\.yml: language: nobody wrote"):
        listed.build()


def test_without_an_address_pages_offer_feeds_beside_them(listed: Digest) -> None:
    listed.content.joinpath("site.yml").write_text("", "utf-8")
    listed.build()
    site = Built(listed.folder / "site")
    for url, page in site.pages.items():
        links = [t.get("href") for t in page.tags if "rss" in t.get("type")]
        assert links
        assert not [link for link in links if "localhost" in link], url
        found = [site.leads_to(url, link) for link in links]
        assert all(file and file[0] in site.files for file in found), url


def test_days_besides_are_one_quiet_word(listed: Digest) -> None:
    for day in (12, 13):
        listed.dump(f"{day}.txt", f"Mar {day}", paper("Alpha Networks"))
        listed.build()
        page = (listed.folder / f"site/days/{DAY}.html").read_text("utf-8")
        said = "also on 12 March 2025" if day == 12 else "also on 2 days"
        assert page.count("also on") == 1
        assert said in page


@pytest.mark.parametrize(("undated", "shown"), [(1, True), (5, True), (6, False)])
def test_a_short_rest_of_a_topic_is_not_held_back(
    listed: Digest, undated: int, shown: bool
) -> None:
    titles = (paper(f"Retrieval Study {n}") for n in range(50))
    listed.dump("b.txt", "Mar 12", *titles)
    listed.dump("c.txt", "", *(paper(f"Retrieval without a Day {n}") for n in range(undated)))
    listed.build()
    page = (listed.folder / "site/topics/retrieval.html").read_text("utf-8")
    assert ("without a Day" in page) == shown
    assert ("The newest 50 of" in page) != shown
