"""What the real dumps say, found out by other means than the readers': json, patterns, paragraphs.

A paper is known by its arXiv id, else by the letters and digits of its title.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

_NEW_ITEM = re.compile(
    r"<title>(?P<title>[^<]*)\. \(arXiv:(?P<id>[^v<]+)v\d+ \[[^\]]*\](?P<again> UPDATED)?\)</title>"
)
_FEED_ID = re.compile(r"arXiv:(\d{4}\.\d{5})v\d+ Announce Type: (\w+)")
_MAIL_ID = re.compile(r"^arXiv:(\d{4}\.\d{5})$", re.MULTILINE)
_VOTED = re.compile(r"^\[([\d-]+)\]\(https://huggingface\.co/login\S*%2F(\d{4}\.\d{5})\)$", re.M)
_BRACKETED = re.compile(r"^### \[(.+?)\]\[\d+\]$", re.MULTILINE)


class Said(Struct, frozen=True, dict=True):
    """One entry of one dump: a paper on a day, what else is compared left out where unknown."""

    day: str
    title: str
    arxiv: str = ""
    abstract: str = ""


def letters(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\\[a-z]+\b", "", title).lower())


def page_text(path: Path, day: str) -> Iterator[Said]:
    """Titles and abstracts by turns, below the masthead."""
    blocks = [" ".join(block.split()) for block in path.read_text("utf-8").split("\n\n")]
    start = next(n for n, block in enumerate(blocks) if block.endswith("the research community"))
    body = [block for block in blocks[start + 1 :] if not re.fullmatch(r"[A-Z][a-z]{2} \d+", block)]
    for title, abstract in zip(body[::2], body[1::2], strict=True):
        yield Said(day, title, abstract=abstract)


def api_rows(path: Path) -> list[dict[str, Any]]:
    """Each paper with what stands beside it; its own date is the one that counts."""
    return [{**row, **row["paper"]} for row in json.loads(path.read_text("utf-8"))]


def api(path: Path) -> Iterator[Said]:
    for paper in api_rows(path):
        title, summary = (" ".join(str(paper[key]).split()) for key in ("title", "summary"))
        yield Said(str(paper["submittedOnDailyAt"])[:10], title, str(paper["id"]), summary)


def rdf(path: Path, day: str) -> Iterator[Said]:
    """New papers; those marked UPDATED are replacements."""
    for item in _NEW_ITEM.finditer(path.read_text("utf-8")):
        if not item["again"]:
            yield Said(day, item["title"], item["id"])


def rss(path: Path, day: str) -> Iterator[Said]:
    for ident, kind in _FEED_ID.findall(path.read_text("utf-8")):
        if kind != "replace":
            yield Said(day, "", ident)


def listing(path: Path, day: str) -> Iterator[Said]:
    """What stands above the mark of the replacements."""
    new, _, _ = path.read_text("utf-8").partition("%%--%%--%%")
    for ident in _MAIL_ID.findall(new):
        yield Said(day, "", ident)


def markdown_page(path: Path, day: str) -> Iterator[Said]:
    for _, ident in _VOTED.findall(path.read_text("utf-8")):
        yield Said(day, "", ident)


def bracket_page(path: Path, day: str) -> Iterator[Said]:
    for title in _BRACKETED.findall(path.read_text("utf-8")):
        yield Said(day, title)


def everything(shared: Path) -> list[Said]:
    """Every entry that stands on a listing day, or on none."""
    texts, other = shared / "dumps", shared / "dumps-other"
    days = ("2025-03-11", "2025-03-12", "2025-03-11", "2025-07-29", "undated")
    found: list[Said] = []
    for path, day in zip(sorted(texts.glob("*.txt")), days, strict=True):
        found += page_text(path, day)
    for path in sorted((other / "hf-api").glob("*.json")):
        found += api(path)
    found += rdf(other / "feeds" / "arxiv-rss1-2018-08-31.rdf", "2018-08-31")
    found += rss(other / "feeds" / "arxiv_rss.xml", "2026-09-24")
    found += listing(other / "arxiv-listing" / "q-fin-new.txt", "2023-03-17")
    pages = other / "page-captures"
    found += markdown_page(pages / "firecrawl_2026-10-02.md", "2026-10-02")
    found += bracket_page(pages / "bracket_refs_2026-06-29.txt", "2026-06-29")
    return found


def ids_of_titles(shared: Path) -> dict[str, set[str]]:
    """The letters of a title -> the arXiv ids that any dump gives it, wherever it is listed."""
    found: dict[str, set[str]] = {}
    for said in everything(shared):
        if said.arxiv and said.title:
            found.setdefault(letters(said.title), set()).add(said.arxiv)
    lines = next((shared / "dumps-other" / "arxiv-snapshot").glob("*.json")).read_text("utf-8")
    for row in map(json.loads, lines.splitlines()):
        found.setdefault(letters(" ".join(row["title"].split())), set()).add(row["id"])
    return found
