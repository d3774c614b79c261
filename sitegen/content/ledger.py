"""The digest's memory: what ingest took in, and what it knows of each paper."""

import re
from collections.abc import Mapping

from msgspec import Struct

from sitegen.content.judgement import Judgements


class Listed(Struct, frozen=True):
    """An entry of a capture: the slug it became, its place in the list, its votes then.

    ``day`` is the entry's own listing day, "" where it is the capture's.
    """

    slug: str
    rank: int
    votes: str = ""
    day: str = ""


class CaptureEntry(Struct, frozen=True):
    """A capture that was ingested. ``year``: given, inferred, pinned or "". ``was``: the days on
    which it stood before a keeper moved it."""

    name: str
    digest: str
    kind: str
    source: str
    day: str
    year: str
    entries: tuple[Listed, ...] = ()
    was: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", self.name).lstrip(".-")[:60]
        return f"captures/{name}-{self.digest[:12]}.jsonl"


class Known(Struct, frozen=True):
    """What ingest remembers of a paper.

    ``keys``: every identity it was seen under. ``wrote``: field -> mark of the value last
    written, so that a person's edit is told from our own text. ``aliases``: slugs it had.
    ``told``: the precedence of a capture -> the fields that hold what it says, from ``--update``.
    """

    slug: str
    home: str
    keys: tuple[str, ...]
    wrote: Mapping[str, str] = {}
    aliases: tuple[str, ...] = ()
    deleted: bool = False
    told: Mapping[str, str] = {}


class Listing(Struct, frozen=True):
    """A reference that stands, or stood (``off``), on a day other than the paper's home."""

    slug: str
    day: str
    off: bool = False


class Ledger(Struct, frozen=True):
    """Captures by digest, papers by slug, listings by (day, slug), judgements by pair."""

    captures: Mapping[str, CaptureEntry] = {}
    papers: Mapping[str, Known] = {}
    listings: Mapping[tuple[str, str], Listing] = {}
    judgements: Judgements = {}
