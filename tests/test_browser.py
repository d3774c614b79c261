"""The site in a real browser over HTTP, at the root of a host and under a path."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from msgspec import Struct, field
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from sites import Built, served
from sites import real as real
from sites import sample as sample

FIRST = 3
NARROW: ViewportSize = {"width": 320, "height": 640}
UNDER = pytest.mark.parametrize("path", ["/", "/repo/"], ids=["at-root", "under-path"])

WIDE_FORMULA = """document.querySelector(".text p").append(Object.assign(
  document.createElementNS("http://www.w3.org/1998/Math/MathML", "math"),
  {innerHTML: "<mi>x</mi><mo>+</mo>".repeat(40)}))"""
LONG_WORD = """() => {
  const names = "h1, h2 a, h3 a, .byline, .counted a, th a";
  for (const text of document.querySelectorAll(`main :is(${names})`)) {
    text.textContent = "Donaudampfschifffahrtsgesellschaft".repeat(3);
  }
}"""

# Types each title into the real search box and tells which papers come first.
ASK_EACH = """async (titles) => {
  const form = document.getElementById("_search");
  const found = [];
  for (const title of titles) {
    form.elements.q.value = title;
    form.requestSubmit();
    while (form.dataset.state !== "done") await new Promise((done) => setTimeout(done, 4));
    const links = document.querySelectorAll("#_results h2 a");
    found.push(Array.from(links).slice(0, 10).map((link) => link.href));
  }
  return found;
}"""


class Watched(Struct, dict=True):
    """A page, and all that went wrong on it or was asked of others."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", lambda r: self.complaints.append(f"failed: {r.url}"))
        self.page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.complaints.append(f"left the site: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def open(self, url: str) -> Page:
        self.page.goto(self.address + url)
        return self.page


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context()
    yield made
    made.close()


@pytest.fixture
def without_script(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(java_script_enabled=False)
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(sample: Built) -> Iterator[str]:
    """Where the sample is served: at the path it was built for."""
    with served(sample.folder, sample.path) as where:
        yield where


def shown(site: Built) -> dict[str, str]:
    """A page of each kind that stays where it is."""
    return {kind: url for kind, url in site.kinds.items() if kind != "redirect"}


def papers(site: Built, day: str) -> list[dict[str, Any]]:
    return list(json.loads(site.files[f"api/days/{day}.json"])["papers"])


# --- nothing fails, nothing is asked of others ---


def test_a_page_of_each_kind_loads_without_a_complaint(
    sample: Built, address: str, context: BrowserContext
) -> None:
    for kind, url in shown(sample).items():
        watched = Watched(context.new_page(), address)
        watched.open(url)
        assert watched.complaints == [], (kind, url)
        watched.page.close()


def test_our_style_is_applied_on_every_kind_of_page(
    sample: Built, address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    for kind, url in shown(sample).items():
        page.goto(address + url)
        unstyled = page.evaluate("getComputedStyle(document.body).margin") == "8px"
        assert not unstyled, kind


def test_a_missing_page_at_any_depth_shows_the_404_page_with_its_styles_and_ways_out(
    sample: Built, address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    answer = page.goto(address + "papers/no/such/paper.html")
    assert answer and answer.status == 404
    assert page.evaluate("getComputedStyle(document.body).margin") != "8px"
    targets = page.locator("main a").evaluate_all("links => links.map(link => link.href)")
    assert {target.removeprefix(address) for target in targets} <= sample.files.keys()
    page.locator("main a").first.click()
    page.locator("article").first.wait_for()
    assert page.url == f"{address}index.html"


def test_a_former_address_leads_on(sample: Built, address: str, context: BrowserContext) -> None:
    watched = Watched(context.new_page(), address)
    watched.page.goto(address + sample.kinds["redirect"])
    watched.page.wait_for_url(address + "papers/renamed.html")
    assert watched.page.locator("body.on-paper h1").is_visible()
    # A page that is left at once may leave its icon unfinished; nothing else may be wrong.
    assert [what for what in watched.complaints if not what.startswith("failed:")] == []


def test_the_page_can_be_walked_by_keyboard_from_a_skip_link_on(
    address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#_main"
    assert page.evaluate("document.activeElement.checkVisibility()")


# --- without JavaScript ---


def test_without_javascript_a_day_shows_every_paper(
    sample: Built, address: str, without_script: BrowserContext
) -> None:
    page = without_script.new_page()
    for url in ("", "days/2025-03-04.html"):
        page.goto(address + url)
        day = "2025-03-07" if url == "" else "2025-03-04"
        articles = page.locator("article")
        assert articles.count() == len(papers(sample, day))
        titles = articles.locator("h2 a")
        assert all(titles.nth(k).is_visible() for k in range(articles.count()))


def test_without_javascript_a_folded_abstract_opens(
    address: str, without_script: BrowserContext
) -> None:
    page = without_script.new_page()
    page.goto(address + "days/2025-03-04.html")
    fold = page.locator("article details").first
    fold.locator("summary").click()
    assert fold.evaluate("fold => fold.open")
    assert len(fold.locator("div").inner_text()) > 100


def test_without_javascript_paper_and_topic_are_whole(
    sample: Built, address: str, without_script: BrowserContext
) -> None:
    page = without_script.new_page()
    for paper in papers(sample, "2025-03-04")[:5]:
        page.goto(address + paper["url"])
        assert page.locator("h1").inner_text().strip()
        if "tex" not in paper:
            assert paper["abstract"] in " ".join(page.locator("main").inner_text().split())
    for topic in papers(sample, "2025-03-04")[0]["topics"]:
        page.goto(address + f"topics/{topic}.html")
        titles = page.locator("article :is(h2, h3) a")
        assert titles.first.is_visible()
        assert titles.count() == page.locator("article").count()


def test_without_javascript_the_search_page_says_so_and_leads_elsewhere(
    address: str, without_script: BrowserContext
) -> None:
    page = without_script.new_page()
    page.goto(address + "search.html?q=retrieval")
    notice = page.locator("noscript")
    assert notice.is_visible() and "JavaScript" in notice.inner_text()
    notice.locator("a").first.click()
    assert page.locator("body.on-topics").count() == 1


# --- a narrow window ---


def too_wide(page: Page) -> str:
    """What sticks out of the window, "" if nothing does."""
    found: str = page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return "";
          const wide = Array.from(document.querySelectorAll("body *")).filter(
            (each) => each.getBoundingClientRect().right > root.clientWidth + 1);
          return wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 120)).join(" | ") || "?";
        }"""
    )
    return found


def test_no_kind_of_page_is_wider_than_a_small_telephone(
    sample: Built, address: str, chromium: Browser
) -> None:
    page = chromium.new_page(viewport=NARROW)
    for kind, url in shown(sample).items():
        page.goto(address + url)
        assert too_wide(page) == "", (kind, url)
        page.evaluate(LONG_WORD)
        assert too_wide(page) == "", (kind, url, "with a long word")
    page.goto(address + shown(sample)["paper"])
    page.evaluate(WIDE_FORMULA)
    assert too_wide(page) == "", "a formula too wide is scrolled in its paragraph"
    page.close()


def test_beside_text_from_right_to_left_more_stands_on_the_left(
    address: str, chromium: Browser
) -> None:
    page = chromium.new_page(viewport=NARROW)
    page.goto(address)
    sides = """() => {
      const fold = document.querySelector("article > details:not(.folded)");
      const [text, more] = [fold.querySelector("div"), fold.querySelector("summary")]
        .map((each) => each.getBoundingClientRect());
      return [more.left - text.left, text.right - more.right].map(Math.round).map((gap) => gap > 0);
    }"""
    assert page.evaluate(sides) == [True, False]
    page.evaluate("document.querySelector('article > details p').prepend('\\u05d0 ')")
    assert page.evaluate(sides) == [False, True]
    page.close()


def test_neither_are_the_pages_of_the_real_captures(real: Built, chromium: Browser) -> None:
    page = chromium.new_page(viewport=NARROW)
    with served(real.folder) as address:
        for kind, url in shown(real).items():
            page.goto(address + url)
            page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
            assert too_wide(page) == "", (kind, url)
        page.goto(address + "search.html?q=learning")
        page.locator("#_results li").first.wait_for()
        assert too_wide(page) == ""
    page.close()


# --- the search ---


def test_a_link_to_a_search_shows_its_results(
    sample: Built, address: str, context: BrowserContext
) -> None:
    watched = Watched(context.new_page(), address)
    title = papers(sample, "2025-03-04")[0]["title"]
    page = watched.open(f"search.html?q={quote(title)}")
    first = page.locator("#_results li a").first
    first.wait_for()
    assert page.locator("#_query").input_value() == title
    assert watched.complaints == []
    first.click()
    assert page.url.startswith(address + "papers/")
    assert page.locator("h1").is_visible()


def test_typing_by_hand_finds_and_the_address_can_be_passed_on(
    sample: Built, address: str, context: BrowserContext
) -> None:
    watched = Watched(context.new_page(), address)
    page = watched.open("search.html")
    paper = papers(sample, "2025-03-05")[-1]
    page.locator("#_query").press_sequentially(paper["title"], delay=5)
    page.locator(f'#_results li a[href$="{paper["url"]}"]').wait_for()
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query)["q"] == [paper["title"]])
    assert watched.complaints == []


def test_a_title_weighs_more_than_an_abstract(
    sample: Built, address: str, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(address + "search.html")
    titles = {
        address + paper["url"]: paper["title"].lower()
        for paper in json.loads(sample.files["api/papers.json"])["papers"]
    }
    for word in ("attention", "retrieval", "adversarial"):
        (found,) = page.evaluate(ASK_EACH, [word])
        ranked = [word in titles[link] for link in found]
        assert any(ranked) and ranked == sorted(ranked, reverse=True), (word, found)


def slug_of(address: str) -> str:
    return Path(urlsplit(address).path).stem


def missed(site: Built, address: str, context: BrowserContext) -> list[str]:
    """Titles typed into the search box that do not bring their paper among the first three."""
    listed = json.loads(site.files["api/papers.json"])["papers"]
    watched = Watched(context.new_page(), address)
    page = watched.open("search.html")
    answers = page.evaluate(ASK_EACH, [paper["title"] for paper in listed])
    assert watched.complaints == []
    return [
        f"{paper['title']} -> {[slug_of(link) for link in links[:FIRST]]}"
        for paper, links in zip(listed, answers, strict=True)
        if address + paper["url"] not in links[:FIRST]
    ]


def test_every_title_of_the_sample_finds_its_paper(
    sample: Built, address: str, context: BrowserContext
) -> None:
    assert missed(sample, address, context) == []


@UNDER
def test_every_title_of_the_real_captures_finds_its_paper(
    real: Built, path: str, context: BrowserContext
) -> None:
    assert len(json.loads(real.files["api/papers.json"])["papers"]) == 394
    with served(real.folder, path) as address:
        assert missed(real, address, context) == []
