"""Which topics rose and which faded in the last four weeks."""

import math
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from sitegen.paper import Paper
from sitegen.trends.papers import days_between

SPAN = 28  # days that are compared with as many before them
LEAST_PAPERS = 40  # in each of the two spans
SURELY = 2.0  # standard errors between the two shares; less can be chance


class Move(Struct, frozen=True):
    """A topic in two spans. ``sureness``: standard errors; below zero it fades."""

    topic: str
    now: int
    before: int
    sureness: float


class Moves(Struct, frozen=True):
    """``papers`` in the last span and ``earlier`` in the one before; no topics when too few."""

    papers: int
    earlier: int
    rising: tuple[Move, ...] = ()
    fading: tuple[Move, ...] = ()

    @property
    def enough(self) -> bool:
        return min(self.papers, self.earlier) >= LEAST_PAPERS


def moves(papers: Iterable[Paper], newest: str) -> Moves:
    """Topics whose share of the papers differs by more than chance, the surest first."""
    spans: tuple[list[Paper], list[Paper]] = ([], [])
    for paper in papers:
        if paper.days and (age := days_between(paper.first_day, newest)) < 2 * SPAN:
            spans[age >= SPAN].append(paper)
    counted = Moves(len(spans[0]), len(spans[1]))
    if not counted.enough:
        return counted
    now, before = (Counter(topic for p in span for topic in p.topics) for span in spans)
    found = [
        Move(topic, now[topic], before[topic], _sureness(now[topic], before[topic], counted))
        for topic in sorted(now.keys() | before.keys())
    ]
    return Moves(
        counted.papers,
        counted.earlier,
        tuple(sorted((m for m in found if m.sureness >= SURELY), key=lambda m: -m.sureness)),
        tuple(sorted((m for m in found if m.sureness <= -SURELY), key=lambda m: m.sureness)),
    )


def _sureness(now: int, before: int, of: Moves) -> float:
    """The difference of two shares in standard errors, as if the topic had not moved."""
    both = (now + before) / (of.papers + of.earlier)
    error = math.sqrt(both * (1 - both) * (1 / of.papers + 1 / of.earlier))
    difference = now / of.papers - before / of.earlier
    return round(difference / error, 3) if error else 0.0
