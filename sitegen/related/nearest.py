"""Sparse vectors -> for each the nearest others, with growth that stays near-linear."""

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nlargest
from itertools import chain

from sitegen.related.vectors import Vector

ASKED = 24  # the heaviest features of a paper, by which its neighbours are looked up
LISTED = 48  # papers kept per feature, the ones it matters most to
VOTE = 100  # a feature that weighs this many times more has as many votes for a candidate
WEIGHED = 48  # about as many candidates are compared in full
_PLACE = 1 << 32

Postings = Mapping[int, list[int]]


def postings(vectors: Sequence[Vector]) -> Postings:
    """For each feature the papers it matters most to, ties by place."""
    found: dict[int, list[int]] = {}
    for paper, vector in enumerate(vectors):
        for feature, weight in vector.items():
            # weight and place in one number: millions of pairs would keep the collector busy
            found.setdefault(feature, []).append(paper - weight * _PLACE)
    return {f: [n % _PLACE for n in sorted(listed)[:LISTED]] for f, listed in found.items()}


def nearest(
    paper: int, vectors: Sequence[Vector], index: Postings, k: int
) -> list[tuple[int, int]]:
    """(likeness, paper), the nearest first, ties in order of the papers."""
    items = list(vectors[paper].items())
    found = []
    for other in candidates(paper, vectors[paper], index):
        theirs = vectors[other]
        found.append((sum([w * theirs[f] for f, w in items if f in theirs]), -other))
    return [(likeness, -other) for likeness, other in nlargest(k, found) if likeness]


def candidates(paper: int, vector: Vector, index: Postings) -> list[int]:
    """The papers that share most of the heaviest features, ties included."""
    asked = sorted(vector, key=vector.__getitem__, reverse=True)[:ASKED]
    votes = Counter(chain.from_iterable(index[f] * (vector[f] // VOTE or 1) for f in asked))
    del votes[paper]
    ranked = sorted(votes.values(), reverse=True)
    least = ranked[WEIGHED - 1] if len(ranked) >= WEIGHED else 1
    many = sum(count >= least for count in ranked) > 2 * WEIGHED
    return [other for other, count in votes.items() if count >= least + many]
