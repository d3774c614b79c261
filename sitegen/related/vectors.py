"""Counted features -> sparse vectors of whole numbers, so that no sum depends on its order."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitegen.related.features import Features

ONE = 1000  # the length of the part of a vector that its stems make
CONCEPTS = TOPICS = 600  # of the parts that concepts and topics make
KEPT = 40  # features of a kind that are compared, the heaviest
STRONG = 0.5  # share of its strongest topic from which a paper counts as one of a topic
STEPS = 2  # rarity is told in so many steps for each doubling

Vector = dict[int, int]


class Numbers(dict[str, int]):
    """A number for each feature, in the order in which they come up."""

    def __missing__(self, feature: str) -> int:
        self[feature] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling each feature is; a stem that is not in here is as telling as ``unseen``."""

    known: Mapping[str, float]
    unseen: float


def rarity(settled: Sequence[Features]) -> Rarity:
    """Judged by the settled papers: the rarer, the more telling."""
    seen = Counter(name for one in settled for name in (*one.stems, *one.concepts, *_strong(one)))
    papers = len(settled) + 1
    return Rarity({name: _steps(papers / n) for name, n in seen.items()}, _steps(papers))


def vector(one: Features, rare: Rarity, numbers: Numbers) -> Vector:
    """What a paper is compared by: its heaviest stems, its concepts and topics."""
    known, unseen = rare.known, rare.unseen
    stems = [(math.sqrt(n) * known.get(s, unseen), s) for s, n in one.stems.items()]
    concepts = [(math.sqrt(n) * known.get(s, 0.0), s) for s, n in one.concepts.items()]
    topics = [(n * known.get(s, 0.0), s) for s, n in one.topics.items()]
    parts = (*_part(stems, ONE), *_part(concepts, CONCEPTS), *_part(topics, TOPICS))
    return {numbers[name]: weight for name, weight in parts if weight}


def _part(weights: list[tuple[float, str]], length: float) -> list[tuple[str, int]]:
    """The heaviest features of one kind in whole numbers; all of that kind have that length."""
    now = math.sqrt(math.fsum([w * w for w, _ in weights]))
    scale = length / now if now else 0.0
    weights.sort(reverse=True)
    return [(name, round(weight * scale)) for weight, name in weights[:KEPT]]


def _steps(times: float) -> float:
    """In steps, so that a few papers more or less change nothing."""
    return math.sqrt(round(STEPS * math.log2(times)) / STEPS)


def _strong(one: Features) -> list[str]:
    most = max(one.topics.values(), default=0.0)
    return [topic for topic, strength in one.topics.items() if strength >= STRONG * most]
