"""A dump that has been read."""

import itertools
from collections.abc import Iterator

from msgspec import Struct

from sitegen.errors import Problem
from sitegen.model import Record


class PublishedDay(Struct, frozen=True):
    """What a digest published of a day page of its own: whether its year was inferred, and the
    introduction, Markdown."""

    inferred: bool
    intro: str


class Reading(Struct, frozen=True):
    """What a reader found: the day as printed (year, month, day) and the entries.

    ``refused`` are the entries and lines it could not take, ``warnings`` doubts about what it
    took; ``day_line`` is the line on which the day is printed, 0 where there is none. ``query``
    are the words of a search whose answer this is: a source of its own. ``earliest_year`` is the
    first year in which the dump can have been saved, as its entries prove; 0 where they do not.
    ``page``: the day page that a digest published so.

    Of a dump too large to be kept whole only the entries that matter are ``records``: ``ranks``
    are their places among all of its entries, ``barred`` those that may say more of a known paper
    but add none, ``passed`` and ``left_out`` count the others (see decide.merge.Tally),
    ``untold`` what was refused beyond what ``refused`` tells.
    """

    printed: tuple[int | None, int, int] | None
    records: tuple[Record, ...]
    refused: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    day_line: int = 0
    query: str = ""
    earliest_year: int = 0
    page: PublishedDay | None = None
    ranks: tuple[int, ...] = ()
    barred: frozenset[int] = frozenset()
    passed: int = 0
    left_out: int = 0
    untold: int = 0

    @property
    def entries(self) -> int:
        return len(self.records) + self.passed + self.left_out

    @property
    def ranked(self) -> Iterator[tuple[int, Record]]:
        """Every record with its place among the entries, from 1."""
        return zip(self.ranks or itertools.count(1), self.records, strict=False)


class Capture(Struct, frozen=True):
    """One dump: ``name`` is its file name, ``digest`` the SHA-256 of its bytes.

    ``file`` is the name as the keeper gave it, for messages only. ``lists``: its entries stand on
    a listing day; else they only say more of papers already known. ``announces``: so do those
    without a day of their own. ``weight``: whose title and abstract are taken where two captures
    of one run differ.
    """

    name: str
    file: str
    digest: str
    kind: str
    reading: Reading
    lists: bool = True
    announces: bool = False
    weight: int = 0

    def listed_on(self, record: Record, day: str) -> str:
        """The listing day of an entry, ``day`` being the capture's; "" where it lists nothing."""
        if not self.lists or (self.announces and not record.day):
            return ""
        return record.day or day
