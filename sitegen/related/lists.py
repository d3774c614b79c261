"""The lists of related papers, from texts to neighbours."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sitegen.concepts import Concepts
from sitegen.memo import Carried
from sitegen.related.text import Neighbour, Text
from sitegen.spread import Spread, in_turn

if TYPE_CHECKING:
    from sitegen.related.known import Known

_KNOWN: "Carried[Known]" = Carried("related")


def related(
    papers: Sequence[Text],
    concepts: Concepts,
    k: int = 5,
    settled: int | None = None,
    spread: Spread = in_turn,
) -> tuple[tuple[Neighbour, ...], ...]:
    """For each paper its ``k`` most related others, nearest first, ties by slug.

    Features are weighed by the first ``settled`` papers (see ``settled.settled``), all if None.
    """
    from sitegen.related.known import neighbours  # numpy takes longer to load than most commands

    known = neighbours(papers, concepts, k, settled, spread, _KNOWN.before)
    _KNOWN.hand_on(known)
    return tuple(known.lists[paper.slug] for paper in papers)
