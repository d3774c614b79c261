"""How well related papers agree with what a reader would want listed."""

from collections.abc import Sequence
from pathlib import Path

import gold
from figures import Section
from shipped import classifier, shipped_concepts

from sitegen import topics
from sitegen.related.lists import related
from sitegen.related.text import Text

HALF = 197  # results of the other half of the captures are not judged
FIRST, TRAPS_IN = 5, 3


def sections(shared: Path | None) -> list[Section]:
    return [_section(gold.captures(shared), gold.related(shared))] if shared else []


def _section(papers: Sequence[gold.Entry], labels: Sequence[gold.Related]) -> Section:
    hits, wanted, traps, all_traps = _counts(papers, labels)
    text = (
        f"{hits} of {wanted} labelled related papers are among the first {FIRST} "
        f"({hits / wanted:.3f}); {traps} of {all_traps} traps among the first {TRAPS_IN}."
    )
    figures = {f"share in the first {FIRST}": hits / wanted, "traps": float(traps)}
    return Section("related", text, figures)


def _counts(
    papers: Sequence[gold.Entry], labels: Sequence[gold.Related]
) -> tuple[int, int, int, int]:
    asked = [(p.title, p.abstract, (), ()) for p in papers]
    texts = [
        Text(p.title, p.title, p.abstract, strengths)
        for p, strengths in zip(papers, topics.strengths_of(classifier(), asked), strict=True)
    ]
    lists = related(texts, shipped_concepts(), k=60)
    place = {gold.fold(p.title): i for i, p in enumerate(papers)}
    hits = traps = 0
    for label in labels:
        near = [gold.fold(n.slug) for n in lists[place[gold.fold(label.title)]]]
        judged = [n for n in near if (place[n] >= HALF) == bool(label.half)]
        hits += sum(gold.fold(t) in judged[:FIRST] for t in label.related)
        traps += sum(gold.fold(t) in judged[:TRAPS_IN] for t in label.traps)
    return hits, sum(len(r.related) for r in labels), traps, sum(len(r.traps) for r in labels)
