"""What rules say of many papers at once: how strongly for each topic, and why."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from sitegen.columns import Floats, Numbers
from sitegen.judged import Asked, Strengths
from sitegen.lexicon import Lexicon
from sitegen.mentions import Mentions, mentions
from sitegen.scale import ABSTRACT, BACKGROUND, CLAIM, KEYWORDS, TITLE, Scale

Implied = tuple[tuple[int, int, float], ...]


class Scores(Struct, frozen=True, eq=False):
    """What is mentioned, what each mention adds, and by paper and topic what its own rules say."""

    mentions: Mentions
    added: Floats
    own: Floats


class Scorer:
    """Rules in columns."""

    def __init__(
        self,
        topics: int,
        lexicon: Lexicon,
        categories: Mapping[str, Sequence[tuple[int, float]]],
        scale: Scale,
    ) -> None:
        self._count, self._lexicon, self._categories = topics, lexicon, categories
        self._topics = np.array([sense.topic for sense in lexicon.senses], np.int64)
        self._weights = np.array([sense.weight for sense in lexicon.senses], np.float64)
        self._scale = scale

    def scores(self, papers: Sequence[Asked]) -> Scores:
        found = mentions(self._lexicon, [(title, text, keys) for title, text, _, keys in papers])
        worth = np.array([self._scale.brevity(length) for length in found.lengths.tolist()])
        weights = worth[found.papers] * self._weights[found.senses]
        added = weights * factors(self._scale, found.counts)
        cells = found.papers * self._count + self._topics[found.senses]
        own = np.bincount(cells, added, len(papers) * self._count).astype(np.float64)
        own = own.reshape(len(papers), self._count)
        for row, (_, _, names, _) in enumerate(papers):
            for name in names:
                for topic, weight in self._categories.get(name, ()):
                    own[row, topic] += weight
        return Scores(found, added, own)


def factors(scale: Scale, counts: Numbers) -> Floats:
    """By how much each weight is multiplied, given its mentions by place."""
    best, every = np.zeros(len(counts)), np.zeros(len(counts))
    for place, worth in (CLAIM, scale.claim), (ABSTRACT, 1.0), (BACKGROUND, scale.background):
        times = counts[:, place]
        best = np.maximum(best, worth * (times > 0))
        every = every + worth * times
    body = np.minimum(scale.most, best + scale.again * (every - best))
    title, keywords = counts[:, TITLE] > 0, counts[:, KEYWORDS] > 0
    found: Floats = scale.title * title + body + scale.keywords * keywords
    return found


def with_implied(own: Floats, implies: Implied, scale: Scale) -> Floats:
    total = own.copy()
    for topic, other, share in implies:
        total[:, other] += share * scale.implying * (own[:, topic] >= scale.implying)
    return total


def ranked(scores: Floats, slugs: Sequence[str], order: Sequence[int]) -> list[Strengths]:
    """By paper all topics above 0, strongest first, ties in ``order``."""
    in_order = scores[:, order]
    papers, places = np.nonzero(in_order > 0)
    strengths = in_order[papers, places]
    falling = np.lexsort((-strengths, papers))
    names = map([slugs[topic] for topic in order].__getitem__, places[falling].tolist())
    told = list(zip(names, strengths[falling].tolist(), strict=True))
    ends = np.searchsorted(papers, np.arange(len(scores)), "right").tolist()
    return [tuple(told[begin:end]) for begin, end in zip([0, *ends], ends, strict=False)]
