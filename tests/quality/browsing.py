"""What the real search page of a real site answers in a real browser."""

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1]))

from sites import Built, served

# Types each text into the search box, presses Enter, and tells where the first results lead.
ASK_EACH = """async (texts) => {
  const form = document.getElementById("_search");
  const found = [];
  for (const text of texts) {
    form.elements.q.value = text;
    form.requestSubmit();
    while (form.dataset.state !== "done") await new Promise((done) => setTimeout(done, 4));
    const links = document.querySelectorAll("#_results h2 a");
    found.push(Array.from(links, (link) => link.href));
  }
  return found;
}"""


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


def answers(site: Built, texts: Sequence[str]) -> list[list[str]]:
    """For each text the slugs that are listed first, best first."""
    with browser() as started, served(site.folder) as address:
        page = started.new_page()
        page.goto(f"{address}search.html")
        listed: list[list[str]] = page.evaluate(ASK_EACH, list(texts))
    return [[Path(urlsplit(link).path).stem for link in links] for links in listed]


def papers(site: Built) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(site.files["api/papers.json"])["papers"]
    return found
