"""How well the search finds: as the page ranks, in a browser."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import browsing
import gold
import queries
from figures import Section
from queries import Query
from sites import Built, built, sample_project

LABELLED = "search: queries-dev"
Key = Callable[[Mapping[str, str]], str]


def sections(shared: Path | None) -> list[Section]:
    """The sample always, the captures where they are; nothing where there is no Chromium."""
    if not browsing.chromium():
        return []
    with tempfile.TemporaryDirectory() as folder:
        found = [_sample(Path(folder, "sample"))]
        if shared:
            found.append(_captures(shared, Path(folder, "captures")))
            found.append(_months(shared, Path(folder, "months")))
    return found


def _sample(folder: Path) -> Section:
    folder.mkdir()
    site = built(cwd=sample_project(folder))
    slugs = frozenset(str(paper["slug"]) for paper in browsing.papers(site))
    asked = list(queries.own("queries-sample.json", slugs))
    return _section("search: sample", site, asked, lambda paper: paper["slug"])


def _captures(shared: Path, folder: Path) -> Section:
    folder.mkdir()
    site = built(shared / "dumps", cwd=folder)
    asked = list(queries.labelled(shared))
    return _section(LABELLED, site, asked, lambda paper: gold.fold(paper["title"]))


def _months(shared: Path, folder: Path) -> Section:
    folder.mkdir()
    site = built(shared / "dumps-other" / "hf-api", cwd=folder)
    ids = frozenset(paper.key for paper in gold.api_months(shared))
    asked = list(queries.own("queries-own.json", ids))
    return _section("search: hf-api", site, asked, lambda paper: paper["arxiv"])


def _section(title: str, site: Built, asked: Sequence[Query], key: Key) -> Section:
    keys = {paper["slug"]: key(paper) for paper in browsing.papers(site)}
    listed = browsing.answers(site, [query.text for query in asked])
    shares: dict[str, list[tuple[str, float]]] = {kind: [] for kind in queries.KINDS}
    for query, slugs in zip(asked, listed, strict=True):
        share = query.share([keys[slug] for slug in slugs])
        shares[query.kind].append((query.text, share))
    return Section(title, _table(shares, title != LABELLED), _figures(shares))


def _figures(shares: Mapping[str, Sequence[tuple[str, float]]]) -> dict[str, float]:
    figures = {}
    for kind, found in shares.items():
        if kind == "topical":
            figures[kind] = sum(share for _, share in found) / len(found)
        else:
            figures[f"{kind} missed"] = float(sum(not share for _, share in found))
    return figures


def _table(shares: Mapping[str, Sequence[tuple[str, float]]], named: bool) -> str:
    """``named``: queries of our own are told, labels of others are only counted."""
    lines = ["| kind | queries | share | short of it |", "|---|---:|---:|---|"]
    for kind, found in shares.items():
        mean = sum(share for _, share in found) / len(found)
        short = "; ".join(f"{text} ({share:.2f})" for text, share in found if share < 1)
        short = short if named else str(sum(share < 1 for _, share in found))
        name = f"{kind}, first {queries.KINDS[kind]}"
        lines.append(f"| {name} | {len(found)} | {mean:.3f} | {short} |")
    return "\n".join(lines)
