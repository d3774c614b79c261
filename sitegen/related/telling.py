"""What is told of related papers: who is near, how near, and what both speak of."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from msgspec import Struct

from sitegen.columns import Bools, Numbers
from sitegen.related.compared import Compared
from sitegen.related.nearest import Nearest, nearest
from sitegen.related.postings import Postings, postings
from sitegen.related.reasons import shared, spelt
from sitegen.related.text import Near, Neighbour, Said
from sitegen.spread import Spread

PORTION = 512  # papers whose lists are made in one go

Told = tuple[tuple[Near, ...], int, int]


class Stood(Struct, frozen=True):
    """``same``: which rows are compared as they were before; ``lists``: of such rows the lists that
    stood. Where two rows are the same, so is what both speak of."""

    same: Bools
    lists: Mapping[int, tuple[Near, ...]]


def telling(
    papers: Sequence[Said], now: Compared, k: int, rows: Numbers, stood: Stood, spread: Spread
) -> list[Told]:
    """The list of each row, with ``least`` and ``ranks`` of ``Nearest``."""
    asked = np.zeros(len(now.names), np.bool_)
    asked[now.vectors.features[rows]] = True
    index = postings(now.vectors, now.listed & asked[now.vectors.features], len(now.names))
    tell = partial(_of_some, papers, now, index, k, stood)
    portions = [rows[at : at + PORTION] for at in range(0, len(rows), PORTION)]
    return [one for part in spread(tell, portions, each=PORTION) for one in part]


def _of_some(
    papers: Sequence[Said], now: Compared, index: Postings, k: int, stood: Stood, rows: Numbers
) -> list[Told]:
    near = nearest(rows, now.vectors, index, k)
    ends, least, ranks = np.cumsum(near.sizes).tolist(), near.least.tolist(), near.ranks.tolist()
    spans = dict(zip(rows.tolist(), zip([0, *ends], ends, strict=False), strict=True))
    found = dict(_standing(near, now.slugs, stood, spans))
    rest = {row: span for row, span in spans.items() if row not in found}
    found |= _told(papers, now, near, rest)
    return [(found[row], *both) for row, *both in zip(spans, least, ranks, strict=True)]


def _standing(
    near: Nearest, slugs: Sequence[str], stood: Stood, spans: Mapping[int, tuple[int, int]]
) -> Iterator[tuple[int, tuple[Near, ...]]]:
    """The lists that are the same as before: of each row the same others, as near."""
    same, others, scores = stood.same[near.rows], near.rows.tolist(), near.scores.tolist()
    for row, was in stood.lists.items():
        if row in spans and same[slice(*spans[row])].all():
            begin, end = spans[row]
            now = zip(others[begin:end], scores[begin:end], strict=True)
            if [(slugs[other], score) for other, score in now] == [one[:2] for one in was]:
                yield row, was


def _told(
    papers: Sequence[Said], now: Compared, near: Nearest, spans: Mapping[int, tuple[int, int]]
) -> Iterator[tuple[int, tuple[Near, ...]]]:
    """The lists made anew."""
    names, slugs = now.names, now.slugs
    flat = [at for span in spans.values() for at in range(*span)]
    features = iter(near.features(now.vectors, flat).tolist())
    others, scores = near.rows.tolist(), near.scores.tolist()
    for row, (begin, end) in spans.items():
        reasons = [shared(map(names.__getitem__, next(features))) for _ in range(begin, end)]
        words = spelt(papers[row], {feature for reason in reasons for feature in reason})
        yield (
            row,
            tuple(
                Neighbour(slugs[others[at]], scores[at], tuple(map(words.__getitem__, reason)))
                for at, reason in zip(range(begin, end), reasons, strict=True)
            ),
        )
