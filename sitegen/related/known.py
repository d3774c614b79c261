"""The lists of related papers with what they were made from, so that few need be made again.

A list changes where a paper comes, goes or changes that its own paper compares in full, and nowhere
else; so an update finds exactly the lists that a clean run finds.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from sitegen.concepts import Concepts
from sitegen.related.compared import Change, Compared, compared, nothing
from sitegen.related.nearest import nearest, touched
from sitegen.related.postings import Postings, postings
from sitegen.related.reasons import shared, spelt
from sitegen.related.table import Counted
from sitegen.related.text import Near, Neighbour, Text
from sitegen.spread import Spread, in_turn

PORTION = 256  # papers whose lists are made in one go
FEW = 0.25  # share of the papers up to which it is worth looking for the lists that change

_Told = tuple[tuple[Near, ...], int]


class Known(Struct, frozen=True):
    """By slug the papers related to it, nearest first; the rest is for the next time.

    ``least`` is what a paper must share with that of a row to be compared in full; ``anew``: how
    many lists were made, not found.
    """

    lists: Mapping[str, tuple[Near, ...]]
    k: int
    compared: Compared
    least: NDArray[np.int64]
    anew: int = 0

    def without_lists(self) -> "Known":
        """And with its table joined."""
        counted = Counted(self.compared.counted.whole())
        return replace(self, lists={}, compared=replace(self.compared, counted=counted))


def neighbours(
    papers: Sequence[Text],
    concepts: Concepts,
    k: int,
    settled: int | None = None,
    spread: Spread = in_turn,
    before: Known | None = None,
) -> Known:
    """For each paper its ``k`` most related others, nearest first, ties by slug.

    Features are weighed by the first ``settled`` papers (see ``settled.settled``), all if None.
    ``before`` only saves work: with any other the result has the same lists.
    """
    if before is None or before.k != k:
        before = Known({}, k, nothing(), np.empty(0, np.int64))
    weighing = {paper.slug for paper in papers[:settled]}
    ordered = sorted(papers, key=lambda paper: paper.slug)
    judging = np.fromiter((p.slug in weighing for p in ordered), np.bool_, len(ordered))
    change = compared(ordered, judging, concepts, spread, before.compared)
    now = change.now
    rows = _stale(change, before)
    told = _told(ordered, now, k, rows, spread) if len(rows) else []
    least = np.append(before.least, 0)[change.kept]
    least[rows] = [one[1] for one in told]
    made = {now.slugs[row]: one[0] for row, one in zip(rows, told, strict=True)}
    lists = {slug: made[slug] if slug in made else before.lists[slug] for slug in now.slugs}
    return Known(lists, k, now, least, len(rows))


def _stale(change: Change, before: Known) -> NDArray[np.int64]:
    """The rows whose lists may be others than before."""
    now, old = change.now, before.compared
    if now.listed is old.listed:
        return np.empty(0, np.int64)
    same = _same(change, old)
    if np.count_nonzero(~same) > FEW * len(same):
        return np.arange(len(same))
    rows = np.flatnonzero(same)
    was = change.kept[rows]
    gone = np.ones((len(old.slugs), 1), np.bool_)
    gone[was] = False
    left = postings(old.vectors, old.listed & gone, len(old.names))
    come = postings(now.vectors, now.listed & ~same[:, np.newaxis], len(now.names))
    lost = np.isin(was, touched(was, before.least, old.vectors, left))
    least = np.append(before.least, 0)[change.kept]
    gained = touched(rows, least, now.vectors, come)
    return np.unique(np.concatenate([np.flatnonzero(~same), rows[lost], gained]))


def _same(change: Change, old: Compared) -> NDArray[np.bool_]:
    """Which rows are compared as they were before."""
    now, same = change.now, change.kept >= 0
    was = change.kept[same]
    features = change.numbers[old.vectors.features[was]] == now.vectors.features[same]
    weights = old.vectors.weights[was] == now.vectors.weights[same]
    inside = old.listed[was] == now.listed[same]
    same[same] = (features & weights & inside).all(axis=1)
    return same


def _told(
    papers: Sequence[Text], now: Compared, k: int, rows: NDArray[np.int64], spread: Spread
) -> list[_Told]:
    """The list of each row, and what another must share to be compared with it in full."""
    asked = np.zeros(len(now.names), np.bool_)
    asked[now.vectors.features[rows]] = True
    index = postings(now.vectors, now.listed & asked[now.vectors.features], len(now.names))
    tell = partial(_told_of_some, papers, now, index, k)
    portions = [rows[at : at + PORTION] for at in range(0, len(rows), PORTION)]
    return [one for part in spread(tell, portions, each=PORTION) for one in part]


def _told_of_some(
    papers: Sequence[Text], now: Compared, index: Postings, k: int, rows: NDArray[np.int64]
) -> list[_Told]:
    near = nearest(rows, now.vectors, index, k)
    names, slugs = now.names, now.slugs
    ends = np.cumsum(near.sizes).tolist()
    others, scores, features = near.rows.tolist(), near.scores.tolist(), near.features.tolist()
    found: list[_Told] = []
    for row, first, end, least in zip(rows, [0, *ends], ends, near.least.tolist(), strict=False):
        reasons = [shared(map(names.__getitem__, some)) for some in features[first:end]]
        words = spelt(papers[row], {feature for reason in reasons for feature in reason})
        told = (
            Neighbour(slugs[other], score, tuple(map(words.__getitem__, reason)))
            for other, score, reason in zip(
                others[first:end], scores[first:end], reasons, strict=True
            )
        )
        found.append((tuple(told), least))
    return found
