"""Content that an ingest without dumps leaves as it is, remembered so that the next run need not
look through it: what it looks at is told by outlines and by the files of the ledger."""

from msgspec import Struct

from sitegen.content.ledgerpapers import Papers
from sitegen.content.pages import outlines
from sitegen.content.whole import Content
from sitegen.memo import Carried
from sitegen.recordkey import record_key


class Settled(Struct, frozen=True):
    """``observed``: the fingerprint of the content, ``papers``: how many it has."""

    observed: str
    papers: int


_LAST: "Carried[Settled]" = Carried("settled")


def settled(content: Content) -> Settled | None:
    """Where an ingest without dumps is known to change nothing, and to have nothing to tell."""
    last = _LAST.before
    if last is None or last.observed != _observed(content):
        return None
    _LAST.hand_on(last)
    return last


def settle(content: Content) -> None:
    """An ingest without dumps would leave ``content`` as it is, without a word."""
    if observed := _observed(content):
        known = content.ledger.papers.values()
        _LAST.hand_on(Settled(observed, sum(not paper.deleted for paper in known)))


def _observed(content: Content) -> str:
    papers = content.ledger.papers
    if not isinstance(papers, Papers):
        return ""
    return record_key(papers.ledger, tuple(one.observed for one in outlines(content.days).values()))
