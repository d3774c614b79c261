"""The lists of related papers with what they were made from, so that few need be made again.

A list changes where a paper comes, goes or changes that its own paper compares in full, and nowhere
else; so an update finds exactly the lists that a clean run finds.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from sitegen.concepts import Concepts
from sitegen.related.compared import Change, Compared, compared, nothing
from sitegen.related.nearest import WEIGHED, Meetings, meetings, scores
from sitegen.related.postings import postings
from sitegen.related.table import Counted
from sitegen.related.telling import Stood, telling
from sitegen.related.text import Near, Said
from sitegen.spread import Spread, in_turn

FEW = 0.25  # share of the papers up to which it is worth looking for the lists that change


class Known(Struct, frozen=True):
    """By slug the papers related to it, nearest first; the rest is for the next time.

    ``least`` is what a paper must share with that of a row to be compared in full, or less than
    that; ``ranks``: as of ``Nearest``, or more. ``anew``: how many lists were made, not found.
    """

    lists: Mapping[str, tuple[Near, ...]]
    k: int
    compared: Compared
    least: NDArray[np.int64]
    ranks: NDArray[np.int64]
    anew: int = 0

    def without_lists(self) -> "Known":
        """And with its table joined."""
        counted = Counted(self.compared.counted.whole())
        return replace(self, lists={}, compared=replace(self.compared, counted=counted))


def neighbours(
    papers: Sequence[Said],
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
        before = Known({}, k, nothing(), *np.empty((2, 0), np.int64))
    weighing = {paper.slug for paper in papers[:settled]}
    ordered = sorted(papers, key=lambda paper: paper.slug)
    judging = np.fromiter((p.slug in weighing for p in ordered), np.bool_, len(ordered))
    change = compared(ordered, judging, concepts, spread, before.compared)
    now = change.now
    rows, same, ranks = _stale(change, before)
    stood = {row: before.lists[now.slugs[row]] for row in rows[same[rows]].tolist()}
    told = telling(ordered, now, k, rows, Stood(same, stood), spread) if len(rows) else []
    least = np.append(before.least, 0)[change.kept]
    least[rows], ranks[rows] = [one[1] for one in told], [one[2] for one in told]
    made = {now.slugs[row]: one[0] for row, one in zip(rows, told, strict=True)}
    lists = {slug: made[slug] if slug in made else before.lists[slug] for slug in now.slugs}
    return Known(lists, k, now, least, ranks, len(rows))


def _stale(
    change: Change, before: Known
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """The rows whose lists may be others than before; which rows are compared as they were; and
    the ranks of those whose lists are not made anew."""
    now, old = change.now, before.compared
    ranks = np.append(before.ranks, 0)[change.kept]
    if now.listed is old.listed:
        return np.empty(0, np.int64), np.ones(len(now.slugs), np.bool_), ranks
    same = _same(change, old)
    if np.count_nonzero(~same) > FEW * len(same):
        return np.arange(len(same)), same, ranks
    rows = np.flatnonzero(same)
    was = change.kept[rows]
    gone = np.ones((len(old.slugs), 1), np.bool_)
    gone[was] = False
    left = postings(old.vectors, old.listed & gone, len(old.names))
    come = postings(now.vectors, now.listed & ~same[:, np.newaxis], len(now.names))
    lost = np.isin(was, meetings(was, before.least, old.vectors, left).rows)
    least = np.append(before.least, 0)[change.kept]
    met = meetings(rows, least, now.vectors, come)
    ranks += np.bincount(met.rows, minlength=len(ranks))
    gained = _gained(met, now, before, ranks)
    return np.unique(np.concatenate([np.flatnonzero(~same), rows[lost], gained])), same, ranks


def _gained(
    met: Meetings, now: Compared, before: Known, ranks: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The rows that one who came may be among the nearest of, or that so many met that others may
    not be compared any more."""
    near = scores(met, now.vectors, len(now.names))
    lists = (before.lists[now.slugs[row]] for row in met.rows.tolist())
    last = [one[-1][1] if len(one) == before.k else 0 for one in lists]
    return met.rows[(near >= np.array(last, np.int64)) | (ranks[met.rows] > WEIGHED)]


def _same(change: Change, old: Compared) -> NDArray[np.bool_]:
    """Which rows are compared as they were before."""
    now, same = change.now, change.kept >= 0
    was = change.kept[same]
    features = change.numbers[old.vectors.features[was]] == now.vectors.features[same]
    weights = old.vectors.weights[was] == now.vectors.weights[same]
    inside = old.listed[was] == now.listed[same]
    same[same] = (features & weights & inside).all(axis=1)
    return same
