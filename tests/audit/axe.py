"""axe-core in Chromium, light and dark, over pages and what readers make of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

_SCRIPT = "node_modules/axe-core/axe.min.js"
_RUN = "() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"
THEMES = ("light", "dark")


def faults(
    browser: Browser, tools: Path, address: str, shown: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """``shown``: pages and what a reader did there, see ``do``."""
    axe = (tools / _SCRIPT).read_text("utf-8")
    states = list(shown)
    for theme in THEMES:
        context = browser.new_context(color_scheme=theme, bypass_csp=True)
        page = context.new_page()
        for url, action in states:
            page.goto(address + url)
            do(page, action)
            page.evaluate(axe)
            for found in page.evaluate(_RUN):
                first = found["nodes"][0]
                said = f"{found['id']}: {found['help']}, {len(found['nodes'])} times"
                yield f"{url} {action} {theme}: {said}, first {first['html'][:160]}"
        context.close()


def do(page: Page, action: str) -> None:
    """ "": nothing; "search": a word; "keys": the help; "save": two papers; "filter": a topic;
    "open": every abstract."""
    if action == "search":
        page.fill("#_query", "models")
        page.press("#_query", "Enter")
        page.wait_for_selector("#_results h2")
    elif action == "keys":
        page.keyboard.press("?")
        page.wait_for_selector("#_keys[open]")
    elif action == "save":
        page.wait_for_selector("button.save")
        for button in page.locator("button.save").all()[:2]:
            button.click()
        page.wait_for_selector("button.save[aria-pressed=true]")
    elif action == "filter":
        page.select_option("#_about", index=1)
        page.wait_for_url("**topic=*")
    elif action == "open":
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
