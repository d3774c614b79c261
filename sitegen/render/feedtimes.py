"""When an entry appeared and when it changed, as the content knows it: no clock is asked.

published    the first listing day, in its first hour: the slug decides the second
updated      the same, until something happens:
             a newer version or a withdrawal of a later day   that day
             a note, a title or an abstract corrected here    an hour later, by its words

What the newest listing day has not reached yet is told when it has: no date lies ahead.
"""

import hashlib
from datetime import datetime, timedelta

from sitegen.dates import iso_day, moment
from sitegen.paper import Paper

_HOUR = 3600


def entry_time(paper: Paper) -> datetime:
    return moment(paper.first_day, _second(paper.slug))


def entry_order(slug: str, first_day: str) -> tuple[str, int]:
    """Sorts as ``entry_time`` does."""
    return first_day, _second(slug)


def update_day(first_day: str, updated: str, withdrawn: str, newest_day: str) -> str:
    """The day of a newer version or of a withdrawal; "" where there is none yet."""
    if not (updated or withdrawn):
        return ""
    told = (iso_day(updated), iso_day(withdrawn))
    return max((day for day in told if first_day < day <= newest_day), default="")


def entry_updated(paper: Paper, newest_day: str) -> datetime:
    """Another word in note, title or abstract is another moment. Whether it is later than the one
    before cannot be known without a clock; it is later than the entry's first."""
    first_day, facts = paper.first_day, paper.facts
    last = update_day(first_day, facts.updated, facts.withdrawn, newest_day) or first_day
    at = moment(last, _second(paper.slug))
    if not _corrected(paper):
        return at
    words = "\0".join((paper.title, paper.abstract, paper.note, paper.facts.withdrawn))
    return moment(at.date().isoformat(), _second(words)) + timedelta(hours=1)


def _corrected(paper: Paper) -> bool:
    """Whether a person changed what subscribers read. A paper written by hand is none's correction
    but for its note, and of a withdrawal without a day nothing else tells."""
    changed = not paper.by_hand and not {"title", "abstract"}.isdisjoint(paper.edited)
    return changed or bool(paper.note) or paper.facts.withdrawn == "yes"


def _second(text: str) -> int:
    """A second of an hour: entries of one day should not all bear the same."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % _HOUR
