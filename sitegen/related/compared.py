"""Papers made ready for being compared; what did not change is taken from an earlier time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from marshal import dumps

import numpy as np
from numpy.typing import NDArray

from sitegen.columns import Ints
from sitegen.concepts import Concepts
from sitegen.related.features import features
from sitegen.related.postings import listed, lots
from sitegen.related.table import Table, renamed, stacked, table, taken
from sitegen.related.text import Text
from sitegen.related.vectors import WIDTH, Vectors, kinds, rarity, vectors
from sitegen.spread import Spread

PORTION = 1024  # papers that are counted in one go
_NO_MARKS = 2  # the form of marshal that says the same of equal values


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows are papers in order of their slugs; ``listed`` tells of each feature of a row whether
    the row is in the list of that feature."""

    slugs: tuple[str, ...]
    digests: tuple[bytes, ...]
    table: Table
    rare: NDArray[np.float64]
    vectors: Vectors
    listed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the papers: ``kept`` is the row that each had before, or -1, ``numbers`` the
    number that each feature of before has now."""

    now: Compared
    kept: NDArray[np.int64]
    numbers: Ints


def nothing() -> Compared:
    none = np.empty((0, WIDTH), np.int32)
    return Compared((), (), table(()), np.zeros(1), Vectors(none, none), none.astype(np.bool_))


def compared(
    papers: Sequence[Text],
    settled: NDArray[np.bool_],
    concepts: Concepts,
    spread: Spread,
    before: Compared,
) -> Change:
    """``papers`` are in order of their slugs; only those that ``before`` has not are counted."""
    slugs = tuple(paper.slug for paper in papers)
    digests = tuple(_digests(papers, concepts))
    kept = _kept(slugs, digests, before)
    new = [papers[row] for row in np.flatnonzero(kept < 0).tolist()]
    portions = [new[at : at + PORTION] for at in range(0, len(new), PORTION)]
    counted = table(spread(partial(features, concepts), portions, each=PORTION))
    order = np.where(kept < 0, len(before.slugs) + np.cumsum(kept < 0) - 1, kept)
    every, numbers = counted, np.zeros(1, np.int32)
    if before.slugs:
        old, numbers = renamed(before.table, counted.names)
        counted, _ = renamed(counted, old.names)
        every = taken(stacked(old, counted), order)
    rare = rarity(every, settled)
    weigh = partial(vectors, rare=rare, spread=spread)
    # Those of before stand while the features of before are as rare as they were.
    stand = bool(before.slugs) and np.array_equal(before.rare, rare[numbers])
    weighed = _joined(before.vectors, numbers, weigh(counted), order) if stand else weigh(every)
    inside = listed(weighed, lots(slugs), settled, kinds(every.names))
    return Change(Compared(slugs, digests, every, rare, weighed, inside), kept, numbers)


def _digests(papers: Sequence[Text], concepts: Concepts) -> list[bytes]:
    said = [(sense.topic, sense.phrase) for sense in concepts.lexicon.senses]
    rules = blake2b(dumps((concepts.names, said), _NO_MARKS), digest_size=16)
    found = []
    for p in papers:
        digest = rules.copy()
        digest.update(dumps((p.slug, p.title, p.abstract, p.topics, p.keywords), _NO_MARKS))
        found.append(digest.digest())
    return found


def _kept(slugs: Sequence[str], digests: Sequence[bytes], before: Compared) -> NDArray[np.int64]:
    known = {slug: row for row, slug in enumerate(before.slugs)}
    rows = (known.get(slug, -1) for slug in slugs)
    same = (
        row if row >= 0 and before.digests[row] == digest else -1
        for row, digest in zip(rows, digests, strict=True)
    )
    return np.fromiter(same, np.int64, len(slugs))


def _joined(old: Vectors, numbers: Ints, new: Vectors, order: NDArray[np.int64]) -> Vectors:
    return Vectors(
        np.concatenate([numbers[old.features], new.features])[order],
        np.concatenate([old.weights, new.weights])[order],
    )
