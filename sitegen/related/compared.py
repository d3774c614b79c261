"""Papers made ready for being compared; what did not change is taken from an earlier time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from marshal import dumps
from typing import Any

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
    """Rows are papers in order of their slugs, told by ``sources`` and ``digests`` of their texts;
    ``listed`` tells of each feature of a row whether the row is in the list of that feature.
    ``concepts``: a digest of those that were looked for."""

    concepts: bytes
    slugs: tuple[str, ...]
    sources: tuple[str, ...]
    digests: tuple[bytes, ...]
    settled: NDArray[np.bool_]
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
    flags = none.astype(np.bool_)
    return Compared(
        b"", (), (), (), flags[:, 0], table(()), np.zeros(1), Vectors(none, none), flags
    )


def compared(
    papers: Sequence[Text],
    settled: NDArray[np.bool_],
    concepts: Concepts,
    spread: Spread,
    before: Compared,
) -> Change:
    """``papers`` are in order of their slugs; only those that ``before`` has not are counted."""
    rules = _rules(concepts)
    if before.concepts != rules:
        before = nothing()
    kept, digests = _kept(papers, before)
    slugs, sources = tuple(p.slug for p in papers), tuple(p.source for p in papers)
    told = rules, slugs, sources, digests, settled
    new = [papers[row] for row in np.flatnonzero(kept < 0).tolist()]
    if not new and slugs == before.slugs and np.array_equal(settled, before.settled):
        every, rare, weighed, inside = before.table, before.rare, before.vectors, before.listed
        return Change(Compared(*told, every, rare, weighed, inside), kept, _same_numbers(every))
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
    return Change(Compared(*told, every, rare, weighed, inside), kept, numbers)


def _same_numbers(one: Table) -> Ints:
    return np.arange(len(one.names), dtype=np.int32)


def _rules(concepts: Concepts) -> bytes:
    said = [(sense.topic, sense.phrase) for sense in concepts.lexicon.senses]
    return _digest((concepts.names, said))


def _kept(papers: Sequence[Text], before: Compared) -> tuple[NDArray[np.int64], tuple[bytes, ...]]:
    """The row that each paper had before and has still, or -1, and the digest of each."""
    known = {slug: row for row, slug in enumerate(before.slugs)}
    rows, digests = [], []
    for p in papers:
        row = known.get(p.slug, -1)
        if row >= 0 and p.source and p.source == before.sources[row]:
            digest = before.digests[row]
        else:
            digest = _digest((p.title, p.abstract, p.topics, p.keywords))
            row = row if row >= 0 and digest == before.digests[row] else -1
        rows.append(row)
        digests.append(digest)
    return np.array(rows, np.int64), tuple(digests)


def _digest(value: Any) -> bytes:
    return blake2b(dumps(value, _NO_MARKS), digest_size=16).digest()


def _joined(old: Vectors, numbers: Ints, new: Vectors, order: NDArray[np.int64]) -> Vectors:
    return Vectors(
        np.concatenate([numbers[old.features], new.features])[order],
        np.concatenate([old.weights, new.weights])[order],
    )
