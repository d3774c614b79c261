"""Queries as readers type them, with the papers that a reader wants to see first."""

import json
from collections.abc import Iterator
from pathlib import Path

import gold
from msgspec import Struct

HERE = Path(__file__).parent
HALF = 197
KINDS = {"known-item": 3, "topical": 5, "variant": 5}


class Query(Struct, frozen=True, dict=True):
    """``wanted`` and ``judged`` are keys of papers; only judged ones take a place in the list."""

    text: str
    kind: str
    wanted: frozenset[str]
    judged: frozenset[str]

    @property
    def first(self) -> int:
        return KINDS[self.kind]

    def share(self, answers: list[str]) -> float:
        """Topical: the share of what could be relevant; else whether one of them is there."""
        seen = [key for key in answers if key in self.judged][: self.first]
        hits = len(self.wanted & set(seen))
        if self.kind == "topical":
            return hits / min(self.first, len(self.wanted))
        return float(hits > 0)


def labelled(shared: Path) -> Iterator[Query]:
    """The queries over the page captures; each is judged over one half of the papers."""
    keys = [gold.fold(paper.title) for paper in gold.captures(shared)]
    for row in gold.rows(shared, "queries-dev"):
        kind = row["kind"].replace("typo-or-variant", "variant")
        wanted = row["relevant" if kind == "topical" else "best"]
        half = keys[HALF:] if row["half"] else keys[:HALF]
        yield Query(row["q"], kind, frozenset(map(gold.fold, wanted)), frozenset(half))


def own(file: str, papers: frozenset[str]) -> Iterator[Query]:
    """Queries written here, over all ``papers``. One for a paper that is not there is an error."""
    for kind, queries in json.loads((HERE / file).read_text("utf-8")).items():
        for text, wanted in queries.items():
            if not papers.issuperset(wanted):
                raise ValueError(f"{file}: {text}: no such paper: {sorted({*wanted} - papers)}")
            yield Query(text, kind, frozenset(wanted), papers)
