"""The lists of related papers, from texts to neighbours."""

from collections.abc import Mapping, Sequence
from marshal import dumps, loads
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.concepts import Concepts
from sitegen.memo import Carried
from sitegen.related.text import Near, Said, at_hand
from sitegen.spread import Spread, in_turn

if TYPE_CHECKING:
    from sitegen.related.known import Known

# What an earlier run knew, its lists apart.
_KNOWN: "Carried[tuple[bytes, Known]]" = Carried("related")
_FEW = 0.1  # share of the lists that are made again and again, until what is known is kept anew


def related(
    papers: Sequence[Said],
    concepts: Concepts,
    k: int = 5,
    settled: int | None = None,
    spread: Spread = in_turn,
) -> tuple[tuple[Near, ...], ...]:
    """For each paper its ``k`` most related others, nearest first, ties by slug.

    Features are weighed by the first ``settled`` papers (see ``settled.settled``), all if None.
    """
    from sitegen.related.known import neighbours  # numpy takes longer to load than most commands

    before = _before()
    sources = frozenset(before.compared.sources if before else ())
    # Read in the order given: those of a day lie together.
    said = [paper if paper.source in sources else at_hand(paper) for paper in papers]
    known = neighbours(said, concepts, k, settled, spread, before)
    if known.anew > _FEW * len(papers):
        _KNOWN.hand_on((_packed(known.lists), known.without_lists()))
    return tuple(known.lists[paper.slug] for paper in papers)


def _before() -> "Known | None":
    kept = _KNOWN.before
    return kept and replace(kept[1], lists=loads(kept[0]))


def _packed(lists: Mapping[str, tuple[Near, ...]]) -> bytes:
    """As plain tuples, which are read ten times as fast as records."""
    return dumps({slug: tuple(map(tuple, near)) for slug, near in lists.items()})
