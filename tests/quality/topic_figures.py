"""How well the shipped topics agree with labels made by reading."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import gold
import own
import sample
from figures import Section
from shipped import classifier, topics_of

HERE = Path(__file__).resolve().parent
ENOUGH = 5  # must labels from which a topic's own F1 says something
Figures = tuple[float, float, float]


def sections(shared: Path | None) -> list[Section]:
    """The sample always, the labelled captures where they are."""
    found = [
        _section("topics: sample", sample.labels()),
        _section("topics: later kinds", own.later()),
        _learned(),
    ]
    if shared:
        captures, months = gold.captures(shared), gold.api_months(shared)
        for name, papers in (("topics-dev", captures), ("topics-hf-dev", months)):
            found.append(_section(f"topics: {name}", gold.labels(shared, name, papers)))
        found.append(_section("topics: our reading", own.read(captures)))
        found.append(_coverage(captures + months))
    return found


def agreement(
    given: Sequence[frozenset[str]], labels: Sequence[gold.Labelled], slugs: Iterable[str]
) -> Figures:
    """Precision against ``may``, recall against ``must`` and F1 over the topics ``slugs``."""
    only = frozenset(slugs)
    pairs = [
        (g & only, label.must & only, label.may & only)
        for g, label in zip(given, labels, strict=True)
    ]
    right = sum(len(g & may) for g, _, may in pairs)
    found = sum(len(g & must) for g, must, _ in pairs)
    precision = right / max(1, sum(len(g) for g, _, _ in pairs))
    recall = found / max(1, sum(len(must) for _, must, _ in pairs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _section(title: str, labels: Sequence[gold.Labelled]) -> Section:
    papers = [label.paper for label in labels]
    given, titles = topics_of(papers), topics_of(papers, abstract=False)
    slugs = classifier().slugs
    counts = {slug: sum(slug in label.must for label in labels) for slug in slugs}
    each = {slug: agreement(given, labels, [slug]) for slug in slugs if counts[slug]}
    total, from_titles = agreement(given, labels, slugs), agreement(titles, labels, slugs)
    worst = min((f for s, (_, _, f) in each.items() if counts[s] >= ENOUGH), default=1.0)
    rows = [_row(slug, counts[slug], found) for slug, found in each.items()]
    rows.append(_row("**all**", sum(counts.values()), total))
    rows.append(_row("from titles alone", sum(counts.values()), from_titles))
    return Section(
        title,
        _table(len(labels), rows),
        {"F1": total[2], f"F1 of the worst topic with {ENOUGH} must": worst},
    )


def _learned(file: Path = HERE / "learned.json") -> Section:
    """What ``learn.py`` wrote when it last learned the weights, which takes minutes."""
    rows = json.loads(file.read_text("utf-8"))
    head = "| labels | by hand | five-fold | learned |\n|---|---:|---:|---:|\n"
    body = "\n".join("| " + " | ".join(map(str, row.values())) + " |" for row in rows)
    text = (
        "F1 with the weights that people gave, with weights learned without the fifth of the\n"
        "papers that is measured, and with weights learned from all of them, as they stand in the\n"
        f"topic pages. The middle column is what other papers can expect.\n\n{head}{body}"
    )
    return Section(
        "topics: learned weights", text, {f"five-fold {r['set']}": r["five-fold"] for r in rows}
    )


def _coverage(papers: Sequence[gold.Entry]) -> Section:
    bare = topics_of(papers).count(frozenset())
    text = f"{bare} of the {len(papers)} papers of the captures have no topic."
    return Section("topics: coverage", text, {"without a topic": bare / len(papers)})


def _table(papers: int, rows: Iterable[str]) -> str:
    head = "| topic | must | precision | recall | F1 |\n|---|---:|---:|---:|---:|\n"
    return f"{papers} papers.\n\n{head}" + "\n".join(rows)


def _row(name: str, must: int, found: Figures) -> str:
    return f"| {name} | {must} | " + " | ".join(f"{value:.3f}" for value in found) + " |"
