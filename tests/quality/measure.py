"""How well topics and related papers agree with labels made by reading: prints a table.

Run ``python tests/quality/measure.py --shared DIR``; DIR holds the captures and the labels.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import gold  # noqa: E402

from sitegen import related, topics  # noqa: E402
from sitegen.content import rules  # noqa: E402
from sitegen.content.frontmatter import load_yaml  # noqa: E402
from sitegen.model import Topic  # noqa: E402

HALF = 197
FIRST, TRAPS_IN = 5, 3


def shipped_topics(folder: Path = ROOT / "content" / "topics") -> list[Topic]:
    """The topic pages that come with the program; a rule that cannot be read ends the run."""
    found = []
    for file in sorted(folder.glob("*.md")):
        _, front, intro = file.read_text(encoding="utf-8").split("---\n", 2)
        page = load_yaml(front, file.name)
        read, problems = rules.read(page["rules"], file.name)
        if problems:
            sys.exit("\n".join(map(str, problems)))
        found.append(Topic(file.stem, page["name"], page["description"], read, intro))
    return found


def agreement(
    given: Sequence[frozenset[str]], labels: Sequence[gold.Labelled], slugs: Iterable[str]
) -> tuple[float, float, float]:
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


def topics_of(
    classifier: topics.Classifier, paper: gold.Entry, abstract: bool = True
) -> tuple[str, ...]:
    text, keywords = (paper.abstract, paper.keywords) if abstract else ("", ())
    return topics.classify(classifier, paper.title, text, (), keywords)


def topic_table(classifier: topics.Classifier, name: str, labels: Sequence[gold.Labelled]) -> None:
    given = [frozenset(topics_of(classifier, label.paper)) for label in labels]
    print(f"\n{name}: {len(labels)} papers\n{'topic':28} {'must':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for slug in classifier.slugs:
        must = sum(slug in label.must for label in labels)
        print(f"{slug:28} {must:5} " + figures(agreement(given, labels, [slug])))
    must = sum(len(label.must) for label in labels)
    print(f"{'all':28} {must:5} " + figures(agreement(given, labels, classifier.slugs)))
    titles = [frozenset(topics_of(classifier, label.paper, abstract=False)) for label in labels]
    print(
        f"{'all, from titles only':28} {must:5} "
        + figures(agreement(titles, labels, classifier.slugs))
    )


def figures(values: Sequence[float]) -> str:
    return " ".join(f"{value:6.3f}" for value in values)


def related_share(
    classifier: topics.Classifier, papers: Sequence[gold.Entry], labels: Sequence[gold.Related]
) -> tuple[int, int, int, int]:
    """Labelled related papers in the first five, all of them; traps in the first three, all."""
    texts = [
        related.Text(
            p.title, p.title, p.abstract, topics.strengths(classifier, p.title, p.abstract)
        )
        for p in papers
    ]
    lists = related.related(texts, k=30)
    place = {gold.fold(p.title): i for i, p in enumerate(papers)}
    hits = traps = 0
    for label in labels:
        near = [gold.fold(n.slug) for n in lists[place[gold.fold(label.title)]]]
        judged = [n for n in near if (place[n] >= HALF) == bool(label.half)]
        hits += sum(gold.fold(t) in judged[:FIRST] for t in label.related)
        traps += sum(gold.fold(t) in judged[:TRAPS_IN] for t in label.traps)
    return hits, sum(len(r.related) for r in labels), traps, sum(len(r.traps) for r in labels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, required=True, help="captures and gold labels")
    shared: Path = parser.parse_args().shared
    if not (shared / "gold").is_dir():
        sys.exit(f"no gold labels in {shared}: nothing was measured")
    captures, months = gold.captures(shared), gold.api_months(shared)
    classifier = topics.compile(shipped_topics())
    for name, papers in (("topics-dev", captures), ("topics-hf-dev", months)):
        topic_table(classifier, name, gold.labels(shared, name, papers))
    everything = captures + months
    begin = time.perf_counter()
    bare = sum(not topics_of(classifier, paper) for paper in everything)
    spent = (time.perf_counter() - begin) / len(everything)
    print(f"\nwithout a topic: {bare} of {len(everything)}; {spent * 1e6:.0f} us a paper")
    hits, wanted, traps, all_traps = related_share(classifier, captures, gold.related(shared))
    print(
        f"related in the first {FIRST}: {hits} of {wanted} = {hits / wanted:.3f}; "
        f"traps in the first {TRAPS_IN}: {traps} of {all_traps}"
    )


if __name__ == "__main__":
    main()
