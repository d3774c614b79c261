"""A law: after any edits the search answers as that of a clean build, in a browser, though it is
made of shards that were kept, with papers in them that changed since."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from sites import served
from test_searchpage import QUERIES, section, write

from sitegen.cli import main
from sitegen.commands import searchindex
from sitegen.searchshards import Sizes

SMALL = Sizes(archive=3, running=3, first=4)
ASKED = (
    *({"q": query} for query, *_ in QUERIES[::3]),
    {"when": "2025-03"},
    {"topic": "vision"},
    {"topic": "vision", "sort": "newest"},
    {"q": "owls", "sort": "newest"},
    {"q": "pictures", "topic": "vision", "when": "2025"},
    {"q": "snow on the sensors"},
    {"q": "-diffusion"},
)
# Asks each in the form of the page, and tells what the page says and where the results lead.
ASK_EACH = """async (asked) => {
  const form = document.getElementById("_search");
  const found = [];
  for (const said of asked) {
    for (const name of ["q", "topic", "when", "sort"]) form.elements[name].value = said[name] ?? "";
    form.requestSubmit();
    while (form.dataset.state !== "done") await new Promise((done) => setTimeout(done, 4));
    const links = document.querySelectorAll("#_results h2 a");
    const status = document.getElementById("_status").textContent;
    found.push([status, ...Array.from(links, (link) => `${link.pathname} ${link.textContent}`)]);
  }
  return found;
}"""


def page(folder: Path, day: str) -> Path:
    return folder / "content" / "days" / f"{day}.md"


def replace(day: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = page(folder, day).read_text("utf-8")
        assert old in text
        page(folder, day).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def delete(day: str) -> Callable[[Path], None]:
    return lambda folder: page(folder, day).unlink()


def add(day: str, slug: str, **said: Any) -> Callable[[Path], None]:
    front = f"---\nschema: 1\nday: {day}\n---\n\n"
    text = front + section(slug, said)
    return lambda folder: page(folder, day).write_text(text, "utf-8") and None


OLD = "A watermark in a picture is read from paper."
EDITED = "Snow on the sensors is read from paper."
SNOW = {"title": "Snow on the Sensors of Owls", "abstract": "It is cold.", "topics": ["vision"]}
# How many papers of the archives count no more after the edits, and the edits.
ROUNDS: list[tuple[int, list[Callable[[Path], None]]]] = [
    (
        2,
        [
            replace("2024-12-30", OLD, EDITED),
            delete("2025-02-12"),
            add("2025-03-05", "snow", **SNOW),
        ],
    ),
    (
        1,
        [
            replace("2024-12-30", 'id="agents"', 'id="guild"'),  # the archives are made anew
            replace("2025-03-05", "It is cold.", "It is warm."),
            replace("2024-12-30", EDITED, OLD),
        ],
    ),
]


def build(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.chdir(folder)
    assert main(["build", "--jobs", "2"]) in (0, 1)


def answers(chromium: Browser, folder: Path) -> list[list[str]]:
    with served(folder / "site") as address:
        tab = chromium.new_page()
        tab.goto(f"{address}search.html")
        found: list[list[str]] = tab.evaluate(ASK_EACH, list(ASKED))
        tab.close()
    return found


def changed_since(folder: Path) -> int:
    """Papers in the archives that do not count any more."""
    told = json.loads((folder / "site" / "pagefind" / "shards.json").read_bytes())["shards"]
    return sum(len(shard["gone"]) for shard in told)


def test_an_index_that_was_kept_answers_as_a_new_one(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searchindex, "SIZES", SMALL)
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path / "cache"))
    live = tmp_path / "live"
    write(live)
    build(live, monkeypatch)
    for number, (gone, edits) in enumerate(ROUNDS):
        for edit in edits:
            edit(live)
            build(live, monkeypatch)
        clean = tmp_path / f"clean-{number}"
        shutil.copytree(live / "content", clean / "content")
        build(clean, monkeypatch)
        assert (changed_since(live), changed_since(clean)) == (gone, 0)
        found = zip(ASKED, answers(chromium, live), answers(chromium, clean), strict=True)
        assert [each for each in found if each[1] != each[2]] == []
