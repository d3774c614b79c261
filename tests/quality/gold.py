"""The labelled papers, and the papers of the captures they were labelled on."""

import json
import re
from pathlib import Path
from typing import Any

from msgspec import Struct

_DAY = re.compile(r"[A-Z][a-z]{2} \d{1,2}")


class Entry(Struct, frozen=True, dict=True):
    key: str
    title: str
    abstract: str
    keywords: tuple[str, ...] = ()


class Labelled(Struct, frozen=True, dict=True):
    paper: Entry
    must: frozenset[str]
    may: frozenset[str]


class Related(Struct, frozen=True, dict=True):
    title: str
    half: int
    related: tuple[str, ...]
    traps: tuple[str, ...] = ()


def captures(shared: Path) -> list[Entry]:
    """Papers of the page captures in order of first appearance: titles and abstracts by turns."""
    found: dict[str, Entry] = {}
    for file in sorted((shared / "dumps").glob("*.txt")):
        blocks = _blocks(file.read_text(encoding="utf-8"))
        for title, abstract in zip(blocks[::2], blocks[1::2], strict=False):
            found.setdefault(fold(title), Entry(title, title, abstract))
    return list(found.values())


def _blocks(text: str) -> list[str]:
    """The blocks of a capture after its masthead."""
    blocks = [" ".join(block.split()) for block in text.split("\n\n") if block.strip()]
    credit = next(i for i, b in enumerate(blocks) if b.endswith("the research community"))
    return blocks[credit + (2 if _DAY.fullmatch(blocks[credit + 1]) else 1) :]


def api_months(shared: Path) -> list[Entry]:
    found: dict[str, Entry] = {}
    for file in sorted((shared / "dumps-other" / "hf-api").glob("*.json")):
        for row in json.loads(file.read_text(encoding="utf-8")):
            facts = row["paper"]
            words = tuple(facts.get("ai_keywords") or ())
            entry = Entry(facts["id"], facts["title"], facts["summary"], words)
            found.setdefault(facts["id"], entry)
    return list(found.values())


def labels(shared: Path, name: str, papers: list[Entry]) -> list[Labelled]:
    """The labels of one gold file, each with its paper; a label without its paper is an error."""
    known = {fold(p.key): p for p in papers}
    return [
        Labelled(known[fold(r.get("arxiv", r["title"]))], frozenset(r["must"]), frozenset(r["may"]))
        for r in rows(shared, name)
    ]


def labelled(paper: Entry, must: str, more: str) -> Labelled:
    """A label written as two lists of slugs: those that must, and those that may besides."""
    return Labelled(paper, frozenset(must.split()), frozenset((must + " " + more).split()))


def related(shared: Path) -> list[Related]:
    return [
        Related(r["title"], r["half"], tuple(r["related"]), tuple(r.get("trap", ())))
        for r in rows(shared, "related-dev")
    ]


def fold(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def rows(shared: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        (shared / "gold" / f"{name}.json").read_text(encoding="utf-8")
    )
    return rows
