"""A mutant ingested into what its seed left: entries add up, once is enough, nothing is lost."""

import re
from collections.abc import Iterator
from functools import cache

from worlds import NOTHING, World, after, dated_dump, imbalance, losses

_HEADING = re.compile(r"^## (?=[^\[])", re.MULTILINE)
_WORDS = "A person's words, with *stars* and  two blanks."


@cache
def standing(seed: bytes) -> World:
    """The digest of the seed, with a person's words on every page."""
    world = after(NOTHING.decided([dated_dump(seed, "seed")], add=True))
    for day in world.pages:
        world = world.edited(day, by_hand)
    return world


def by_hand(text: str) -> str:
    """An introduction, other words in the first title, a note under the last paper."""
    head, _, body = text.partition("\n---\n")
    retitled = _HEADING.sub("## Second edition: ", body, count=1)
    return f"{head}\n---\n{_WORDS}\n{retitled.rstrip()}\n\n### Note\n\n{_WORDS}\n"


def ledger_faults(seed: bytes, data: bytes, *, add: bool) -> Iterator[str]:
    """What is wrong after the mutant was ingested, and after it was ingested once more."""
    before, dumps = standing(seed), [dated_dump(data, "dump")]
    first = before.decided(dumps, add=add)
    now = after(first)
    if unbalanced := imbalance(first, dumps):
        yield f"entries do not add up: {unbalanced}"
    yield from (f"something standing is lost: {loss}" for loss in losses(before, now))
    again = now.decided(dumps, add=add)
    if unbalanced := imbalance(again, dumps):
        yield f"entries do not add up the second time: {unbalanced}"
    if again.tally.new or again.tally.merged:
        yield f"the second ingest is news: {again.tally}"
    yield from _changes(now, after(again))


def _changes(now: World, then: World) -> Iterator[str]:
    """The pages and the files of the ledger that a second ingest wrote anew."""
    before, behind = {**now.pages, **now.ledger}, {**then.pages, **then.ledger}
    for name in sorted(before.keys() | behind.keys()):
        if before.get(name) != behind.get(name):
            yield f"the second ingest writes: {name}"
