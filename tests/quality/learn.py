"""Learns the weights of the phrases from labelled papers and writes them into the topic pages.

Run ``python tests/quality/learn.py --shared DIR``, with ``--write`` to change the pages. What is
learned of each weight is a factor near 1 on the weight
that a person gave it (``priors.json``): logistic regression with a ridge, so that a phrase which
few labelled papers hold stays where it was. A phrase that is not in ``priors.json`` begins at the
weight that stands in its page, and ``--write`` adds it there.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import gold  # noqa: E402
import own  # noqa: E402
from shipped import FOLDER, shipped_topics  # noqa: E402
from topic_figures import agreement  # noqa: E402
from topic_text import with_rules  # noqa: E402

from sitegen import topics  # noqa: E402
from sitegen.content.rules import BY_WEIGHT  # noqa: E402
from sitegen.model import Topic  # noqa: E402
from sitegen.scores import with_implied  # noqa: E402

HERE = Path(__file__).resolve().parent
RIDGE = 4.0  # how strongly a factor is held at 1
SOFTNESS = 3.0  # by how much strength the odds of a topic grow e-fold
ACCEPTABLE = 0.5  # what an acceptable topic says, against one that a subscriber would miss
LEAST, MOST, STEP = 0.25, 9.0, 0.25
FOLDS = 5


def priors(found: Sequence[Topic]) -> list[Topic]:
    """The topics with the weights that people gave."""
    given = json.loads((HERE / "priors.json").read_text("utf-8"))
    return [_with_weights(topic, given.get(topic.slug, {})) for topic in found]


def _with_weights(topic: Topic, weights: dict[str, dict[str, float]]) -> Topic:
    rules = topic.rules
    for section in BY_WEIGHT:
        known = weights.get(section, {})
        pairs = tuple((p, float(known.get(p, w))) for p, w in getattr(rules, section))
        rules = replace(rules, **{section: pairs})
    return replace(topic, rules=rules)


def priors_text(found: Sequence[Topic]) -> str:
    """``priors.json`` for these topics, a line per section."""
    parts = []
    for topic in found:
        lists = {name: dict(getattr(topic.rules, name)) for name in BY_WEIGHT}
        lines = [f'  "{n}": {json.dumps(d, ensure_ascii=False)}' for n, d in lists.items() if d]
        parts.append(f' "{topic.slug}": {{\n' + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


class Material:
    """What each phrase adds to each labelled paper before anything is learned."""

    def __init__(self, found: Sequence[Topic], papers: Sequence[gold.Labelled]) -> None:
        self.papers = papers
        self.classifier = topics.compile(found)
        senses = self.classifier.lexicon.senses
        self.topic = np.array([sense.topic for sense in senses])
        self.adds = np.zeros((len(papers), len(senses)))
        scores = self.classifier.scorer.scores(
            [(one.paper.title, one.paper.abstract, (), one.paper.keywords) for one in papers]
        )
        self.adds[scores.mentions.papers, scores.mentions.senses] = scores.added
        self.strength = with_implied(scores.own, self.classifier.implies, self.classifier.scale)

    def learned(self, rows: np.ndarray) -> np.ndarray:
        """The factor on the weight of each phrase, from these papers alone."""
        factors = np.ones(self.adds.shape[1])
        best = np.maximum(self.strength.max(1), 1.0)
        scale = self.classifier.scale
        for number, slug in enumerate(self.classifier.slugs):
            adds = self.adds[np.ix_(rows, self.topic == number)] / SOFTNESS
            strength = self.strength[rows, number]
            offset = (strength * (1 + scale.lead / best[rows]) - scale.threshold) / SOFTNESS
            labels = [self.papers[row] for row in rows]
            wanted = np.array([float(slug in label.may) for label in labels])
            says = np.array(
                [ACCEPTABLE if slug in label.may - label.must else 1.0 for label in labels]
            )
            factors[self.topic == number] += ridge(adds, offset, wanted, says)
        return factors


def ridge(adds: np.ndarray, offset: np.ndarray, wanted: np.ndarray, says: np.ndarray) -> np.ndarray:
    """Logistic regression with a fixed offset, by Newton steps in the space of papers."""
    kernel = adds @ adds.T / RIDGE
    dual, odds = np.zeros(len(offset)), offset
    for _ in range(20):
        chance = 1 / (1 + np.exp(-odds))
        curve = np.maximum(says * chance * (1 - chance), 1e-3)
        target = odds - offset + says * (wanted - chance) / curve
        dual = np.linalg.solve(kernel + np.diag(1 / curve), target)
        before, odds = odds, offset + kernel @ dual
        if np.abs(odds - before).max() < 1e-3:
            break
    return np.asarray(adds.T @ dual / RIDGE)


def reweighed(found: Sequence[Topic], factors: np.ndarray) -> list[Topic]:
    """The topics with learned weights, in steps that a person can read."""
    learned, number = [], iter(factors)
    for topic in found:
        rules = topic.rules
        for section in ("phrases", "title", "abstract", "keywords", "against"):
            pairs = tuple((p, _rounded(w, next(number))) for p, w in getattr(rules, section))
            rules = replace(rules, **{section: pairs})
        learned.append(replace(topic, rules=rules))
    return learned


def _rounded(weight: float, factor: float) -> float:
    if abs(factor - 1) * weight < STEP / 2:
        return weight
    return float(min(max(round(weight * factor / STEP) * STEP, LEAST), max(MOST, weight)))


def given(found: Sequence[Topic], papers: Sequence[gold.Labelled]) -> list[frozenset[str]]:
    classifier = topics.compile(found)
    asked = [(one.paper.title, one.paper.abstract, (), one.paper.keywords) for one in papers]
    return [
        frozenset(topics.chosen(classifier, strengths))
        for strengths in topics.strengths_of(classifier, asked)
    ]


def crossed(found: Sequence[Topic], material: Material) -> list[frozenset[str]]:
    """The topics of each paper by weights learned without its fifth of the papers."""
    fold = np.arange(len(material.papers)) % FOLDS
    result: list[frozenset[str]] = [frozenset()] * len(material.papers)
    for part in range(FOLDS):
        learned = reweighed(found, material.learned(np.flatnonzero(fold != part)))
        rows = np.flatnonzero(fold == part)
        unseen = given(learned, [material.papers[row] for row in rows])
        for row, slugs in zip(rows, unseen, strict=True):
            result[row] = slugs
    return result


def labelled(shared: Path) -> dict[str, list[gold.Labelled]]:
    captures, months = gold.captures(shared), gold.api_months(shared)
    return {
        "topics-dev": gold.labels(shared, "topics-dev", captures),
        "topics-hf-dev": gold.labels(shared, "topics-hf-dev", months),
        "our reading": own.read(captures),
        "later kinds": own.later(),
    }


def table(
    sets: dict[str, list[gold.Labelled]], results: Sequence[Sequence[frozenset[str]]]
) -> list[dict[str, float | str]]:
    """A row per set of labels: F1 by each of the ways in ``results``."""
    slugs = [topic.slug for topic in shipped_topics()]
    rows: list[dict[str, float | str]] = []
    begin = 0
    for name, papers in sets.items():
        part = slice(begin, begin := begin + len(papers))
        figures = [agreement(way[part], papers, slugs)[2] for way in results]
        keys = ("by hand", "five-fold", "learned")
        rows.append({"set": name, **{k: round(f, 3) for k, f in zip(keys, figures, strict=True)}})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, required=True, help="captures and gold labels")
    parser.add_argument("--write", action="store_true", help="write the topic pages")
    options = parser.parse_args()
    sets = labelled(options.shared)
    papers = [paper for part in sets.values() for paper in part]
    begun = priors(shipped_topics())
    material = Material(begun, papers)
    learned = reweighed(begun, material.learned(np.arange(len(papers))))
    ways = [given(begun, papers), crossed(begun, material), given(learned, papers)]
    rows = table(sets, ways)
    print("\n".join(map(str, rows)))
    if options.write:
        for topic in learned:
            page = FOLDER / f"{topic.slug}.md"
            page.write_text(with_rules(page.read_text("utf-8"), topic.rules), "utf-8")
        (HERE / "priors.json").write_text(priors_text(begun), "utf-8")
        text = json.dumps(rows, indent=1) + "\n"
        (HERE / "learned.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
