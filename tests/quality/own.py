"""Labels of our own reading: captured papers that the gold labels leave out, and later kinds."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import gold

from sitegen.content.yamltext import load_yaml

HERE = Path(__file__).resolve().parent


def key(title: str) -> str:
    """How ``labels-own.json`` names a paper: it holds no text of the captures."""
    return hashlib.sha256(gold.fold(title).encode()).hexdigest()[:12]


def read(
    papers: Iterable[gold.Entry], file: Path = HERE / "labels-own.json"
) -> list[gold.Labelled]:
    """Labels of captured papers; a label whose paper is not there is an error."""
    known = {key(paper.title): paper for paper in papers}
    rows: dict[str, str] = json.loads(file.read_text("utf-8"))
    return [gold.labelled(known[name], *_lists(topics)) for name, topics in rows.items()]


def later(file: Path = HERE / "later-labels.yml") -> list[gold.Labelled]:
    """Invented papers of the kinds that came after the captures."""
    rows = load_yaml("papers:\n" + file.read_text("utf-8"), file.name)["papers"]
    return [
        gold.labelled(gold.Entry(r["title"], r["title"], r["abstract"]), *_lists(r["topics"]))
        for r in rows
    ]


def _lists(topics: str) -> tuple[str, str]:
    must, _, more = topics.partition("|")
    return must, more
