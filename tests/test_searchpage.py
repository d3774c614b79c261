"""The search page and the filters of the pages, in a browser, over a small digest of our own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from conftest import ROOT, SHARED
from msgspec import Struct
from playwright.sync_api import Browser, Locator, Page
from sites import Built, built, served

from sitegen import words
from sitegen.content.yamltext import load_yaml

CASES = ROOT / "tests" / "cases" / "search"
PAPERS = load_yaml((CASES / "papers.yml").read_text("utf-8"), "papers.yml")
QUERIES = [
    tuple(part.strip() for part in line.split("->"))
    for line in (CASES / "queries.txt").read_text("utf-8").splitlines()
    if "->" in line and not line.startswith("#")
]
DAY = "days/2025-03-04.html"


def section(slug: str, said: dict[str, Any]) -> str:
    title = said["title"].replace("<", r"\<")
    facts = {key: said[key] for key in ("authors", "arxiv", "doi") if key in said}
    facts["topics"] = [f"+{topic}" for topic in said.get("topics", [])]
    abstract = said["abstract"].replace("<", r"\<")
    note = f"\n### Note\n\n{said['note']}\n" if "note" in said else ""
    lines = "\n".join(f"{key}: {json.dumps(value)}" for key, value in facts.items())
    return f'## {title} <a id="{slug}"></a>\n\n```yaml\n{lines}\n```\n\n{abstract}\n{note}'


def write(folder: Path) -> None:
    """The content of the digest, as a person would write it."""
    days: dict[str, list[str]] = {}
    for slug, said in PAPERS.items():
        days.setdefault(said["day"], []).append(section(slug, said))
    for name in ("days", "topics"):
        (folder / "content" / name).mkdir(parents=True)
    for day, sections in days.items():
        front = f"---\nschema: 1\nday: {day}\n---\n\n"
        (folder / "content" / "days" / f"{day}.md").write_text(front + "\n".join(sections), "utf-8")
    for topic in sorted({topic for said in PAPERS.values() for topic in said.get("topics", [])}):
        front = f"---\nname: {topic.capitalize()}\ndescription: ''\n---\n"
        (folder / "content" / "topics" / f"{topic}.md").write_text(front, "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("search")
    write(folder)
    return built(cwd=folder)


@pytest.fixture(scope="module")
def address(site: Built) -> Iterator[str]:
    with served(site.folder, "/repo/") as where:
        yield where


class Search(Struct, dict=True):
    """The search page as a person uses it."""

    page: Page
    address: str

    def open(self, query: str = "", **choices: str) -> "Search":
        given = "&".join(f"{k}={quote(v)}" for k, v in {"q": query, **choices}.items() if v)
        self.page.goto(f"{self.address}search.html?{given}")
        return self.answered() if given else self

    def answered(self) -> "Search":
        self.page.locator("#_search[data-state=done]").wait_for()
        return self

    @property
    def results(self) -> Locator:
        return self.page.locator("#_results h2 a")

    @property
    def slugs(self) -> list[str]:
        links = self.results.evaluate_all("links => links.map((link) => link.href)")
        return [Path(urlsplit(link).path).stem for link in links]

    @property
    def status(self) -> str:
        return self.page.locator("#_status").inner_text()

    @property
    def asked(self) -> dict[str, str]:
        return {key: value for key, (value,) in parse_qs(urlsplit(self.page.url).query).items()}


@pytest.fixture
def search(chromium: Browser, address: str) -> Iterator[Search]:
    page = chromium.new_page()
    wrong: list[str] = []
    # A page that is left at once may leave its transition unfinished; nothing else may be wrong.
    page.on("pageerror", lambda e: None if "Transition was" in str(e) else wrong.append(str(e)))
    page.set_default_timeout(10_000)
    yield Search(page, address)
    page.close()
    assert wrong == []


def test_what_is_asked_comes_first(search: Search) -> None:
    wrong = {}
    for query, wanted in QUERIES:
        found = search.open(query).slugs
        if found[: len(wanted.split())] != wanted.split() or (found and not wanted):
            wrong[query] = found
    assert wrong == {}


IDS = {
    "2503.00001": "owls",
    "arXiv:2503.00001v3": "owls",
    "https://arxiv.org/abs/2503.00001": "owls",
    "https://arxiv.org/pdf/2503.00001v2.pdf": "owls",
    "https://doi.org/10.48550/arXiv.2503.00001": "owls",
    "10.1234/SCAN.77": "tumors",
    "https://doi.org/10.1234/scan.77": "tumors",
}


def test_an_id_leads_to_its_paper(search: Search) -> None:
    for text, slug in IDS.items():
        search.page.goto(f"{search.address}search.html?q={quote(text, safe='')}")
        search.page.wait_for_url(f"{search.address}papers/{slug}.html")
    search.page.goto(f"{search.address}search.html")
    search.page.locator("#_query").fill("2503.00001")
    search.page.keyboard.press("Enter")
    search.page.wait_for_url(f"{search.address}papers/owls.html")


def test_an_id_that_no_paper_has_is_searched_for(search: Search) -> None:
    assert "Nothing found" in search.open("2503.99999").status


def test_a_slip_is_mended_said_and_can_be_taken_back(search: Search) -> None:
    assert search.open("segmentaton").slugs == ["tumors"]
    meant = search.page.locator("#_meant")
    assert "“segmentation”" in meant.inner_text()
    meant.locator("a").click()
    search.answered()
    assert meant.inner_text() == ""
    assert search.asked == {"q": "segmentaton", "typed": "1"}


def test_a_slip_in_a_frequent_word_is_no_pair_of_rare_ones(search: Search) -> None:
    search.open()
    meant = search.page.evaluate(
        """async () => {
          const { Vocabulary } = await import("./static/search/vocabulary.js");
          const words = "models 252\\nmode 3\\nle 6\\nzero 30\\nshot 40\\nzeroth 2";
          const known = new Vocabulary({ papers: 300, words, same: [] });
          return ["modles", "zeroshot", "xqzwv"].map((word) => known.nearest(word, () => true));
        }"""
    )
    assert meant == ["models", "zero shot", ""]


def test_choices_narrow_what_was_found_and_stand_in_the_address(search: Search) -> None:
    search.open("diffusion video owls tumor scans")
    everything = len(search.slugs)
    search.page.locator("#_topic").select_option("medicine")
    search.page.wait_for_url("**topic=medicine**")
    search.answered()
    assert search.slugs == ["tumors"] and everything > 1
    assert search.asked == {"q": "diffusion video owls tumor scans", "topic": "medicine"}
    search.page.go_back()
    search.answered()
    assert len(search.slugs) == everything
    assert search.page.locator("#_topic").input_value() == ""


def test_choices_say_how_many_papers_they_would_leave(search: Search) -> None:
    search.open("diffusion")
    vision = search.page.locator("#_topic option[value=vision]")
    assert vision.inner_text() == "Vision", "counting costs as much as the answer"
    search.page.locator("#_topic").focus()
    search.page.locator("#_topic option", has_text="Vision (2)").wait_for(state="attached")
    assert vision.inner_text() == "Vision (2)"
    search.page.locator("#_when option", has_text="March 2025 (2)").wait_for(state="attached")
    assert search.page.locator("#_topic option[value=speech]").is_disabled()
    assert search.page.locator("#_when option[value='2025-03']").inner_text() == "March 2025 (2)"


def test_a_year_alone_lists_its_papers_newest_first(search: Search) -> None:
    assert search.open(when="2024").slugs[0] == "hostile"
    assert search.status == "3 papers found"


def test_the_newest_can_come_first(search: Search) -> None:
    search.open("byrd", sort="newest")
    assert search.slugs == ["owls", "quantised"]


def test_a_result_is_text_and_marks_with_its_day(search: Search) -> None:
    search.open("markup bold")
    item = search.page.locator("#_results li").first
    assert item.locator("h2 a").inner_text() == "<b>Bold</b> & Other Markup"
    assert item.locator("time").inner_text() == "31 December 2024"
    assert {m.lower() for m in item.locator("mark").all_inner_texts()} >= {"bold", "markup"}
    assert item.locator("p").last.inner_text().startswith("A title may hold <i>markup</i>")


def test_an_excerpt_ends_where_the_abstract_ends(search: Search) -> None:
    search.open("counting owls")
    excerpt = search.page.locator("#_results li").first.locator("p").last.inner_text()
    assert excerpt.endswith("analyse its errors.")


def test_the_keyboard_alone_finds_and_opens(search: Search) -> None:
    page = search.page
    page.goto(search.address + DAY)
    page.keyboard.press("/")
    page.wait_for_url("**/search.html#_query")
    page.keyboard.type("diffusion")
    search.results.nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert search.results.nth(1).evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.locator("#_query").evaluate("field => field === document.activeElement")
    page.keyboard.press("Escape")
    page.get_by_text(f"{len(PAPERS)} papers to search in.").wait_for()
    assert page.locator("#_query").input_value() == ""
    page.go_back()
    search.results.first.wait_for()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/diffusion*.html")


def test_an_index_that_does_not_load_is_told_and_asked_for_again(search: Search) -> None:
    search.page.route("**/pagefind.js", lambda route: route.abort())
    assert "could not be loaded" in search.open("owls").status
    search.page.unroute("**/pagefind.js")
    search.open("owls")
    assert search.slugs[0] == "owls"


# --- the filter of a list ---


def visible(page: Page) -> list[str]:
    articles = page.locator("article:visible h2 a, article:visible h3 a")
    return [Path(link).stem for link in articles.evaluate_all("all => all.map((a) => a.pathname)")]


FILTERS = {
    "diffusion": ["diffusion", "diffusion-pictures"],
    "diffusion -video": ["diffusion-pictures"],
    "color": ["owls"],
    "analysing errors": ["owls"],
    '"made by diffusion"': ["diffusion", "diffusion-pictures"],
    "-diffusion": ["owls", "tumors"],
    "nothing of the kind": [],
}


def test_a_day_shows_only_what_is_asked_for(search: Search) -> None:
    page = search.page
    page.goto(search.address + DAY)
    for text, slugs in FILTERS.items():
        page.locator("#_only").fill(text)
        page.locator("#_shown", has_text=f"{len(slugs)} of 4 shown").wait_for()
        assert visible(page) == slugs, text
        assert parse_qs(urlsplit(page.url).query)["only"] == [text]
    page.keyboard.press("Escape")
    page.locator("#_shown:empty").wait_for(state="attached")
    assert len(visible(page)) == 4 and page.url == search.address + DAY


def test_a_filter_can_be_passed_on(search: Search) -> None:
    search.page.goto(f"{search.address}{DAY}?only=scans&topic=Medicine")
    search.page.locator("#_shown", has_text="1 of 4 shown").wait_for()
    assert visible(search.page) == ["tumors"]
    assert search.page.locator("#_about").input_value() == "Medicine"


def test_a_topic_page_hides_the_days_that_have_nothing(search: Search) -> None:
    page = search.page
    page.goto(f"{search.address}topics/vision.html?only=printing")
    page.locator("#_shown", has_text="1 of 5 shown").wait_for()
    assert visible(page) == ["watermarks"]
    assert page.locator("section.group:visible").count() == 1


def test_without_script_there_is_no_filter(chromium: Browser, address: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address + DAY)
    assert len(visible(page)) == 4 and not page.locator("#_only").is_visible()
    page.close()


# --- one grammar of words in both languages ---


def test_the_grammar_is_read_alike_by_the_program_and_by_its_pages(search: Search) -> None:
    lines = (ROOT / "tests/cases/grammar/cases.txt").read_text("utf-8").splitlines()
    cases = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    search.page.goto(search.address)
    found = search.page.evaluate(
        """async (cases) => {
          const load = (name) => import(new URL(`static/${name}.js`, document.baseURI));
          const [{ tester }, { stemmed }] = await Promise.all(["grammar", "words"].map(load));
          return cases.map(([query, text]) => tester(query + " ")(stemmed(text)));
        }""",
        cases,
    )
    assert found == [answer == "yes" for _, _, answer in cases]


def every_word() -> list[str]:
    """Of the captures where they are, else of the sample."""
    files = sorted((SHARED / "dumps").glob("*.txt")) or sorted((ROOT / "content").rglob("*.md"))
    return sorted({w for file in files for w in file.read_text("utf-8").split()})


def test_words_are_cut_alike_by_the_program_and_by_its_pages(search: Search) -> None:
    texts = [
        *every_word(),
        "multi-modal data",
        "pre training",
        "C++ and C#",
        "Œuvre naïve",
        "ANALYSES",
    ]
    search.page.goto(search.address)
    found = search.page.evaluate(
        """async (texts) => {
          const { stemmed } = await import(new URL("static/words.js", document.baseURI));
          return texts.map(stemmed);
        }""",
        texts,
    )
    differing = {
        text: (stems, list(words.stems(text)))
        for text, stems in zip(texts, found, strict=True)
        if stems != list(words.stems(text))
    }
    assert differing == {}
