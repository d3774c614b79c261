"""What a script adds for a reader, in a browser: every test begins with an empty memory."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import dump_text, paper
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from sites import Built, built, served

DAY, EARLIER = "days/2025-03-12.html", "days/2025-03-11.html"
ANTS = "On Ants & Ibis"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("reader")
    (folder / "content").mkdir()
    said = "theme: {accent: '#123456'}\ndark: {accent: '#abcdef'}\n"
    (folder / "content/site.yml").write_text(said, "utf-8")
    first = dump_text("Mar 11, 2025", paper("On Owls"), paper("On Elks"))
    second = dump_text("Mar 12, 2025", paper("On Bees"), paper(ANTS), paper("On Cats"))
    (folder / "a.txt").write_text(first, "utf-8")
    (folder / "b.txt").write_text(second, "utf-8")
    return built("a.txt", "b.txt", cwd=folder)


@pytest.fixture(scope="module")
def address(site: Built) -> Iterator[str]:
    with served(site.folder, "/repo/") as where:
        yield where


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context()
    made.set_default_timeout(10_000)
    yield made
    made.close()


def is_wrong(message: ConsoleMessage) -> bool:
    return message.type == "error" and "404 (Not Found)" not in message.text


@pytest.fixture
def page(reader: BrowserContext) -> Iterator[Page]:
    """A window in which nothing may go wrong."""
    opened = reader.new_page()
    wrong: list[str] = []
    # A page that is left at once may leave its transition unfinished; nothing else may be wrong.
    opened.on("pageerror", lambda e: None if "Transition was" in str(e) else wrong.append(str(e)))
    opened.on("console", lambda m: wrong.append(m.text) if is_wrong(m) else None)
    yield opened
    assert wrong == []


# --- the theme ---


def accent(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).getPropertyValue('--accent')"))


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_the_chosen_theme_stays_over_pages_and_can_be_given_back(
    page: Page, address: str, system: Any, other: str
) -> None:
    accents = {"light": "#123456", "dark": "#abcdef"}
    page.emulate_media(color_scheme=system)
    page.goto(address)
    own = background(page)
    page.locator("#_theme").select_option(other)
    chosen = background(page)
    assert chosen != own and accent(page) == accents[other]
    page.goto(address + "search.html")
    assert background(page) == chosen and accent(page) == accents[other]
    assert page.locator("#_theme").input_value() == other
    page.goto(address + "no/such/page.html")
    assert background(page) == chosen
    page.locator("#_theme").select_option("")
    page.goto(address)
    assert background(page) == own and accent(page) == accents[system]


def test_the_theme_stands_before_anything_is_painted(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#_theme").select_option("dark")
    page.add_init_script(
        """new MutationObserver(() => {
          if (document.body) window.early ??= document.documentElement.dataset.theme ?? "none";
        }).observe(document, {childList: true, subtree: true})"""
    )
    page.goto(address + "archive.html")
    assert page.evaluate("window.early") == "dark"


def test_without_script_no_control_is_shown_that_needs_it(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.locator(".scripted").first.is_visible()
    context.close()


def test_a_browser_that_keeps_nothing_still_switches(page: Page, address: str) -> None:
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {get() { throw new Error("denied"); }})"""
    )
    page.goto(address)
    own = background(page)
    page.locator("#_theme").select_option("dark")
    assert background(page) != own


# --- the keys ---


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def press(page: Page, keys: str) -> None:
    """One by one; each has done its work before the next."""
    for key in keys:
        page.keyboard.press(key)
        page.evaluate("import(new URL('static/keys.js', location.href.replace(/days.*/, '')))")


def test_j_and_k_go_through_the_papers_a_unfolds_and_o_opens(page: Page, address: str) -> None:
    page.goto(address + DAY)
    walked = []
    for key in "jjjkjjk":
        press(page, key)
        walked.append(focused(page))
    assert walked == ["On Bees", ANTS, "On Cats", ANTS, "On Cats", "On Cats", ANTS]
    for shown in ([ANTS], []):
        press(page, "a")
        assert page.locator("article:has(details[open]) h2").all_inner_texts() == shown
    page.keyboard.press("o")
    page.wait_for_url("**/papers/on-ants*")
    assert page.locator("h1").inner_text() == ANTS


def test_what_the_filter_hides_is_passed_over(page: Page, address: str) -> None:
    page.goto(f"{address}{DAY}?only=-bees")
    page.locator("article[hidden]").wait_for(state="attached")
    press(page, "jj")
    assert focused(page) == "On Cats"


def test_n_and_p_go_through_the_days(page: Page, address: str) -> None:
    page.goto(address + DAY)
    page.keyboard.press("p")
    page.wait_for_url(f"**/{EARLIER}")
    page.keyboard.press("n")
    page.wait_for_url(f"**/{DAY}")


def test_a_question_mark_tells_the_keys_and_they_rest_while_it_does(
    page: Page, address: str
) -> None:
    page.goto(address + DAY)
    page.keyboard.press("?")
    told = page.locator("#_keys")
    told.wait_for()
    assert told.locator("kbd").all_inner_texts() == ["j", "k", "o", "a", "s", "n", "p", "/", "?"]
    press(page, "jn")
    assert told.is_visible() and page.url.endswith(DAY)
    page.keyboard.press("Escape")
    assert not told.is_visible()


@pytest.mark.parametrize("key", ["j", "n", "p", "?"])
def test_a_key_is_a_letter_where_one_types_and_others_own_where_they_have_it(
    page: Page, address: str, key: str
) -> None:
    page.goto(address + DAY)
    page.locator("#_only").press(key)
    assert page.locator("#_only").input_value() == key
    page.locator("h1").click()
    for held in ("Control", "Alt", "Meta"):
        page.evaluate(
            """([key, held]) => document.body.dispatchEvent(
              new KeyboardEvent("keydown", {key, bubbles: true, [held]: true}))""",
            [key, {"Control": "ctrlKey", "Alt": "altKey", "Meta": "metaKey"}[held]],
        )
    page.wait_for_timeout(50)
    assert page.url.partition("?")[0].endswith(DAY)
    assert focused(page) != "On Bees" and not page.locator("#_keys").is_visible()


def test_the_keys_go_through_what_a_search_found(page: Page, address: str) -> None:
    page.goto(address + "search.html?q=on")
    page.locator("#_results li").first.wait_for()
    page.keyboard.press("j")
    page.locator("#_results h2 a:focus").wait_for()
    page.keyboard.press("/")
    page.locator("#_query:focus").wait_for()


# --- new since the last visit ---

LATER = """() => {
  const name = "/repo/visits", visits = JSON.parse(localStorage.getItem(name));
  localStorage.setItem(name, JSON.stringify({...visits, at: visits.at - 86_400_000}));
}"""

# By then an observer has been told what is in sight.
TWO_FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""


def marked(page: Page) -> dict[str, bool]:
    """The titles that are marked as new, and whether as seen."""
    found: dict[str, bool] = page.evaluate(
        """Object.fromEntries(Array.from(document.querySelectorAll("h2.new"), (each) =>
          [each.querySelector("a").textContent, each.classList.contains("seen")]))"""
    )
    return found


def test_on_a_first_visit_nothing_is_new(page: Page, address: str) -> None:
    for url in (EARLIER, DAY, ""):
        page.goto(address + url)
        assert marked(page) == {}


def test_what_came_since_the_last_visit_is_marked_and_then_as_seen(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 400, "height": 340})
    page.goto(address + EARLIER)
    page.evaluate(LATER)
    page.goto(address)
    assert marked(page) == {"On Bees": False, ANTS: False, "On Cats": False}
    assert page.locator("h2").first.text_content() == "New: On Bees"
    page.evaluate(TWO_FRAMES)
    page.goto(address + DAY)
    assert marked(page)["On Cats"] is False
    page.locator("article").last.scroll_into_view_if_needed()
    page.evaluate(TWO_FRAMES)
    page.goto(address + EARLIER)
    assert marked(page) == {}
    page.goto(address)
    assert marked(page)["On Cats"] is True
    page.evaluate(LATER)
    page.goto(address + DAY)
    assert marked(page) == {}


# --- the reading list ---

KEPT = [
    {
        "slug": "on-ants",
        "title": "On Ants & {Ibis}: 100% $x_1^2$ \\\\ [a] *b* ~",
        "url": "papers/on-ants.html",
        "authors": ["Ann Owl", "The Night and Day Team", "Jürgen {Weiß}"],
        "year": "2025",
        "arxiv": "2503.00001",
        "doi": "10.1234/a_b",
    },
    {
        "slug": "bare",
        "title": "Bare",
        "url": "papers/bare.html",
        "authors": [],
        "year": "",
        "arxiv": "",
        "doi": "",
    },
]
THERE_AND_BACK = """async ([kept, form]) => {
  const load = (name) => import(new URL(`static/reading/${name}.js`, location.href));
  const [{ forms }, { papers }] = await Promise.all([load("export"), load("import")]);
  return papers(forms[form].text(kept));
}"""
READ = """async (text) => {
  const { papers } = await import(new URL("static/reading/import.js", location.href));
  return papers(text);
}"""


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl", "markdown"])
def test_a_list_that_goes_out_comes_back_the_same(page: Page, address: str, form: str) -> None:
    page.goto(address + "reading.html")
    assert page.evaluate(THERE_AND_BACK, [KEPT, form]) == KEPT


def test_what_others_wrote_is_read_and_no_script_comes_in_as_an_address(
    page: Page, address: str
) -> None:
    page.goto(address + "reading.html")
    (owl,) = page.evaluate(
        READ, '@article{o, title = "An {Owl}", year = 2020,\n url={javascript:1}}'
    )
    assert (owl["title"], owl["year"], owl["url"]) == ("An Owl", "2020", "")
    (elk,) = page.evaluate(READ, '[{"title": "Elk", "author": [{"family": "Elk", "given": "A"}]}]')
    assert elk["authors"] == ["A Elk"]
    assert page.evaluate(READ, "nothing of the kind") is None


def titles(page: Page) -> list[str]:
    return page.locator("#_kept h2").all_inner_texts()


def test_a_paper_is_saved_by_hand_or_key_ordered_taken_along_and_taken_in(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(address + DAY)
    page.locator("article", has_text="On Bees").locator(".save").click()
    page.locator("article", has_text="On Bees").locator(".save[aria-pressed=true]").wait_for()
    page.goto(f"{address}papers/on-cats.html")
    page.keyboard.press("s")
    page.locator(".save[aria-pressed=true]").wait_for()
    page.goto(address + DAY)
    page.locator(".save[aria-pressed=true]").nth(1).wait_for()
    page.locator("footer").get_by_text("Reading list").click()
    page.locator("#_kept li").first.wait_for()
    assert titles(page) == ["On Cats", "On Bees"]
    assert page.locator("#_many").inner_text() == "2 papers"
    page.locator(".up").last.click()
    assert titles(page) == ["On Bees", "On Cats"]
    with page.expect_download() as begun:
        page.get_by_role("button", name="BibTeX").click()
    begun.value.save_as(tmp_path / "list.bib")
    page.get_by_role("button", name="Remove").first.click()
    assert titles(page) == ["On Cats"]
    page.locator("#_file").set_input_files(tmp_path / "list.bib")
    page.get_by_text("1 taken in, 1 known already.").wait_for()
    assert titles(page) == ["On Cats", "On Bees"]
    page.locator("#_kept a").last.click()
    page.wait_for_url("**/papers/on-bees.html")


def test_a_link_is_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + DAY)
    page.locator(".copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}papers/on-bees.html"


# --- links to a paper on its day, and days without news ---


def test_a_link_to_a_paper_on_its_day_leads_there_and_marks_it(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1200, "height": 500})
    page.goto(f"{address}papers/on-bees.html")
    page.locator(".facts a", has_text="12 March 2025").click()
    page.wait_for_url("**/days/2025-03-12.html#on-bees")
    colours = page.locator("article h2 a").evaluate_all(
        "links => links.map((link) => getComputedStyle(link).backgroundColor)"
    )
    assert colours[0] != colours[1] == colours[2]


@pytest.mark.parametrize("url", ["", "about.html"])
@pytest.mark.parametrize(
    ("now", "told"), [("2025-03-16T12:00Z", False), ("2025-03-18T12:00Z", True)]
)
def test_five_days_without_papers_are_told(
    page: Page, address: str, url: str, now: str, told: bool
) -> None:
    page.clock.set_fixed_time(now)
    page.goto(address + url)
    notice = page.get_by_text("The newest papers here are of 12 March 2025.")
    assert notice.count() == 1 and notice.is_visible() == told


# --- reading offline ---


def test_who_asks_for_it_reads_offline_what_was_there_last(
    page: Page, site: Built, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site.folder, folder)
    with served(folder, "/repo/") as address:
        page.goto(address + DAY)
        page.locator(".save").first.click()
        page.locator(".save[aria-pressed=true]").wait_for()
        assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
        page.goto(address + "reading.html")
        page.locator("#_offline").click()
        page.locator("#_offline[aria-pressed=true]").wait_for()
        page.wait_for_function(
            "async () => (await caches.match('papers/on-bees.html')) !== undefined"
        )
        for year, change in enumerate(("Once", "Twice")):
            (folder / "about.html").write_text(f"<title>{change}</title>", "utf-8")
            os.utime(folder / "about.html", (10**9 + year, 10**9 + year))
            page.goto(address + "about.html")
            assert page.title() == change, "online, nothing kept is shown"
    for url in (EARLIER, "papers/on-bees.html", "reading.html", ""):
        page.goto(address + url)
        assert page.locator("h1").is_visible() and background(page) != "rgba(0, 0, 0, 0)", url
    page.goto(address + "about.html")
    assert page.title() == "Twice"
    page.goto(address + "reading.html")
    page.locator("#_offline[aria-pressed=true]").click()
    page.locator("#_offline[aria-pressed=false]").wait_for()
    assert page.evaluate("caches.keys()") == []


@pytest.mark.parametrize(("said", "options"), [("omit: [offline]\n", ()), ("", ("--preview", "x"))])
def test_without_the_keepers_wish_and_in_a_preview_there_is_no_worker(
    tmp_path: Path, said: str, options: tuple[str, ...]
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text(said, "utf-8")
    (tmp_path / "a.txt").write_text(dump_text("Mar 11, 2025", paper("On Owls")), "utf-8")
    made = built("a.txt", *options, cwd=tmp_path)
    assert "sw.js" not in made.files
    assert "_offline" not in made.pages["reading.html"].ids


# --- what a script brings ---

PLACES = (
    "() => [...document.querySelectorAll('.standing')].map((e) => [e.offsetTop, e.offsetHeight])"
)


def test_nothing_moves_when_the_tools_of_the_papers_come(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 411, "height": 2000})
    page.route("**/site.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address + DAY)
    before = page.evaluate(PLACES)
    page.unroute("**/site.js")
    page.goto(address + DAY)
    page.locator("article .tools").nth(2).wait_for()
    assert page.evaluate(PLACES) == before
