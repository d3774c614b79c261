"""Papers made ready for being compared; what did not change is taken from an earlier time."""

from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from marshal import dumps
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from sitegen.columns import Ints
from sitegen.concepts import Concepts
from sitegen.related.features import features
from sitegen.related.postings import listed, lots, relisted
from sitegen.related.table import Counted, Table, renamed, table, taken, united
from sitegen.related.text import Said
from sitegen.related.vectors import WIDTH, Vectors, kinds, rarity, seen, vectors
from sitegen.spread import Spread

PORTION = 1024  # papers that are counted in one go
_NO_MARKS = 2  # the form of marshal that says the same of equal values


class Compared(Struct, frozen=True):
    """Rows are papers in order of their slugs, told by ``sources`` and ``digests`` of their texts;
    ``listed`` tells of each feature of a row whether the row is in the list of that feature.
    ``concepts``: a digest of those that were looked for; ``names``: those of features; ``seen``:
    how many settled papers have each."""

    concepts: bytes
    slugs: tuple[str, ...]
    sources: tuple[str, ...]
    digests: tuple[bytes, ...]
    settled: NDArray[np.bool_]
    names: tuple[str, ...]
    counted: Counted
    seen: NDArray[np.int64]
    rare: NDArray[np.float64]
    vectors: Vectors
    listed: NDArray[np.bool_]


class Change(Struct, frozen=True):
    """What became of the papers: ``kept`` is the row that each had before, or -1, ``numbers`` the
    number that each feature of before has now."""

    now: Compared
    kept: NDArray[np.int64]
    numbers: Ints

    def order(self, before: Compared) -> NDArray[np.int64]:
        """Where each row stands among those of before and after them the new ones."""
        new = self.kept < 0
        return np.where(new, len(before.slugs) + np.cumsum(new) - 1, self.kept)


def nothing() -> Compared:
    none = np.empty((0, WIDTH), np.int32)
    flags = none.astype(np.bool_)
    counted, zero = Counted(table(())), np.zeros(1, np.int64)
    vectors = Vectors(none, none)
    return Compared(
        b"", (), (), (), flags[:, 0], counted.old.names, counted, zero, np.zeros(1), vectors, flags
    )


def compared(
    papers: Sequence[Said],
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
    now = replace(
        before, concepts=rules, slugs=slugs, sources=sources, digests=digests, settled=settled
    )
    new = [papers[row] for row in np.flatnonzero(kept < 0).tolist()]
    if not new and slugs == before.slugs and np.array_equal(settled, before.settled):
        return Change(now, kept, np.arange(len(before.names), dtype=np.int32))
    if new:  # once, not in every process
        concepts.make_ready()
    portions = [new[at : at + PORTION] for at in range(0, len(new), PORTION)]
    counted = table(spread(partial(features, concepts), portions, each=PORTION))
    names, numbers = united(before.names, counted.names)
    counted, _ = renamed(counted, names)
    change = Change(replace(now, names=names), kept, numbers)
    rows = np.flatnonzero(kept >= 0)
    again = np.array_equal(settled[rows], before.settled[kept[rows]]) and len(rows) > 0
    return (_changed if again else _anew)(change, before, counted, spread)


def _anew(change: Change, before: Compared, counted: Table, spread: Spread) -> Change:
    """With all papers weighed and listed again."""
    now, kind = change.now, kinds(change.now.names)
    every = Counted(before.counted.whole(), counted, change.order(before)).whole()
    many = seen(every, kind, now.settled)
    rare = rarity(many, kind, int(now.settled.sum()))
    weighed = vectors(every, rare, spread)
    inside = listed(weighed, lots(now.slugs), now.settled, kind)
    told = replace(
        now, counted=Counted(every), seen=many, rare=rare, vectors=weighed, listed=inside
    )
    return replace(change, now=told)


def _changed(change: Change, before: Compared, counted: Table, spread: Spread) -> Change:
    """With only those weighed and listed again that came, while features are as rare as before."""
    now, kind, numbers = change.now, kinds(change.now.names), change.numbers
    order, come = change.order(before), np.flatnonzero(change.kept < 0)
    gone = np.setdiff1d(np.arange(len(before.slugs)), change.kept)
    left = taken(before.counted.whole(), gone)
    many = seen(counted, kind, now.settled[come])
    many[numbers] += before.seen - seen(left, kinds(before.names), before.settled[gone])
    rare = rarity(many, kind, int(now.settled.sum()))
    if not np.array_equal(before.rare, rare[numbers]):
        return _anew(change, before, counted, spread)
    weighed = _joined(before.vectors, numbers, vectors(counted, rare, spread), order)
    flags = np.concatenate([before.listed, np.zeros((len(come), WIDTH), np.bool_)])[order]
    other = np.zeros(len(kind), np.bool_)
    other[weighed.features[come]] = other[numbers[before.vectors.features[gone]]] = True
    inside = relisted(flags, other, weighed, lots(now.slugs), now.settled, kind)
    every = Counted(before.counted.whole(), counted, order)
    told = replace(now, counted=every, seen=many, rare=rare, vectors=weighed, listed=inside)
    return replace(change, now=told)


def _rules(concepts: Concepts) -> bytes:
    said = [(sense.topic, sense.phrase) for sense in concepts.lexicon.senses]
    return _digest((concepts.names, said))


def _kept(papers: Sequence[Said], before: Compared) -> tuple[NDArray[np.int64], tuple[bytes, ...]]:
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
