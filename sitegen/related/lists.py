"""The lists of related papers, from texts to neighbours."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from sitegen.concepts import Concepts
from sitegen.related.features import features
from sitegen.related.nearest import Postings, nearest, postings
from sitegen.related.reasons import shared, spelt
from sitegen.related.text import Neighbour, Text
from sitegen.related.vectors import Numbers, Vector, rarity, vector

Item = TypeVar("Item")
Result = TypeVar("Result")


class Spread(Protocol):
    """``map`` as a list; a caller may do it in several processes."""

    def __call__(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> list[Any]: ...


def in_turn(function: Callable[[Any], Any], items: Iterable[Any], /) -> list[Any]:
    return list(map(function, items))


def related(
    papers: Sequence[Text],
    concepts: Concepts,
    k: int = 5,
    settled: int | None = None,
    spread: Spread = in_turn,
) -> tuple[tuple[Neighbour, ...], ...]:
    """For each paper its ``k`` most related others, nearest first, ties in order of the papers.

    Features are weighed by the first ``settled`` papers (see ``settled.settled``), all if None.
    """
    counted = spread(partial(features, concepts), papers)
    rare = rarity(counted[:settled])
    numbers = Numbers()
    vectors = [vector(one, rare, numbers) for one in counted]
    del counted
    index = postings(vectors)
    near = partial(_near, papers, vectors, index, tuple(numbers), k)
    found: list[tuple[Neighbour, ...]] = spread(near, range(len(papers)))
    return tuple(found)


def _near(
    papers: Sequence[Text],
    vectors: Sequence[Vector],
    index: Postings,
    names: Sequence[str],
    k: int,
    paper: int,
) -> tuple[Neighbour, ...]:
    found = nearest(paper, vectors, index, k)
    reasons = [shared(vectors[paper], vectors[other], names) for _, other in found]
    words = spelt(papers[paper], {feature for reason in reasons for feature in reason})
    return tuple(
        Neighbour(papers[other].slug, likeness, tuple(words[feature] for feature in reason))
        for (likeness, other), reason in zip(found, reasons, strict=True)
    )
