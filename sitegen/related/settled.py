"""Which papers are settled: those whose counts weigh terms, until there are twice as many."""

from collections.abc import Sequence

YOUNG = 512


def settled(days: Sequence[str]) -> int:
    """How many papers are settled, given the first listing day of each, in order.

    Whole days, up to the last day on which the count reached ``YOUNG``, twice that, and so on. So
    weights stay the same from day to day and are taken anew each time a digest has doubled. A
    younger digest is settled as a whole: all its pages together are few.
    """
    reached, goal = 0, YOUNG
    for end in range(1, len(days) + 1):
        if end == len(days) or days[end] != days[end - 1]:
            while end >= goal:
                reached, goal = end, goal * 2
    return reached or len(days)
