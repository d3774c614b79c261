"""The digest's memory under ``content/ledger/``: JSON Lines, a small file per capture and day.

``captures/<name>-<digest>.jsonl``: a head with source, kind and day, then a line per entry.
``days/<day>.jsonl``: a line per paper at home on that day and per listing, sorted by slug.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any

from sitegen.errors import DigestError, Problem

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a capture: the slug it became, its place in the list, its votes then.

    ``day`` is the entry's own listing day, "" where it is the capture's.
    """

    slug: str
    rank: int
    votes: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class CaptureEntry:
    """A capture that was ingested. ``year``: given, inferred, pinned or ""."""

    name: str
    digest: str
    kind: str
    source: str
    day: str
    year: str
    entries: tuple[Listed, ...] = ()

    @property
    def path(self) -> str:
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", self.name).lstrip(".-")[:60]
        return f"captures/{name}-{self.digest[:12]}.jsonl"


@dataclass(frozen=True, slots=True)
class Known:
    """What ingest remembers of a paper.

    ``keys``: every identity it was seen under. ``wrote``: field -> mark of the value last
    written, so that a person's edit is told from our own text. ``aliases``: slugs it had.
    """

    slug: str
    home: str
    keys: tuple[str, ...]
    wrote: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A reference that stands, or stood (``off``), on a day other than the paper's home."""

    slug: str
    day: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """Captures by digest, papers by slug, listings by (day, slug)."""

    captures: Mapping[str, CaptureEntry] = field(default_factory=dict)
    papers: Mapping[str, Known] = field(default_factory=dict)
    listings: Mapping[tuple[str, str], Listing] = field(default_factory=dict)


def read_ledger(files: Mapping[str, str], where: str) -> Ledger:
    """The ledger from its files (path below ``content/ledger`` -> text).

    A paper that two merged branches recorded on two days is at home on the earlier one.

    Raises DigestError for lines that are not what ingest writes.
    """
    captures: dict[str, CaptureEntry] = {}
    papers: dict[str, Known] = {}
    listings: dict[tuple[str, str], Listing] = {}
    problems: list[Problem] = []
    for path, text in sorted(files.items()):
        try:
            rows = _rows(text)
            if path.startswith("captures/"):
                entry = _capture(rows)
                captures[entry.digest] = entry
                continue
            day = path.removeprefix("days/").removesuffix(".jsonl")
            for row in rows:
                if "keys" in row:
                    known = Known(home=day, **_tuples(row))
                    papers.setdefault(known.slug, known)
                else:
                    listing = Listing(day=day, **row)
                    listings[day, listing.slug] = listing
        except (ValueError, TypeError, KeyError, IndexError) as error:
            hint = "Take the file from git, or delete it and run `sitegen ingest` again"
            reason = f"not what ingest writes: {error}"
            problems.append(Problem(f"{where}/{path}", 0, reason, hint=hint, error=True))
    if problems:
        raise DigestError(problems)
    return Ledger(captures, papers, listings)


def ledger_files(ledger: Ledger) -> dict[str, str]:
    """Path below ``content/ledger`` -> text; the inverse of read_ledger."""
    files = {entry.path: _capture_text(entry) for entry in ledger.captures.values()}
    days: dict[str, list[dict[str, Any]]] = {}
    for known in ledger.papers.values():
        days.setdefault(known.home, []).append(_row(known, "home"))
    for listing in ledger.listings.values():
        days.setdefault(listing.day, []).append(_row(listing, "day"))
    for day, rows in days.items():
        files[f"days/{day}.jsonl"] = _text(sorted(rows, key=lambda row: row["slug"]))
    return files


def _rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _capture(rows: list[dict[str, Any]]) -> CaptureEntry:
    head = dict(rows[0])
    if head.pop("schema") != SCHEMA:
        raise ValueError(f"expected schema {SCHEMA}")
    return CaptureEntry(entries=tuple(Listed(**row) for row in rows[1:]), **head)


def _capture_text(entry: CaptureEntry) -> str:
    head = {"schema": SCHEMA, **_row(entry, "entries")}
    return _text([head, *(_row(listed) for listed in entry.entries)])


def _row(record: Any, *without: str) -> dict[str, Any]:
    """The record without what is left at its default."""
    values = asdict(record)
    kept = {f.name for f in fields(record) if f.default is MISSING and f.default_factory is MISSING}
    return {k: v for k, v in values.items() if k not in without and (v or k in kept)}


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}


def _text(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
