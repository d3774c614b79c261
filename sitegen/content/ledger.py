"""The digest's memory under ``content/ledger/``: JSON Lines, a small file per capture and day.

``captures/<name>-<digest>.jsonl``: a head with source, kind and day, then a line per entry.
``days/<day>.jsonl``: a line per paper at home on that day and per listing, sorted by slug.
``judgements/<slug>.jsonl``: a line per pair that a keeper judged, the one named first in the name.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from typing import Any, TypeVar

from sitegen.content.judgement import DIFFERENT, SAME, Judgement, Judgements
from sitegen.dates import listing_day
from sitegen.errors import DigestError, Problem
from sitegen.ids import SLUG

SCHEMA = 1
FOLDERS = ("captures", "days", "judgements")
_Kind = TypeVar("_Kind", "Listed", "CaptureEntry", "Known", "Listing", Judgement)
_FORMS = {
    "slug": SLUG,
    "one": SLUG,
    "other": SLUG,
    "digest": re.compile("[0-9a-f]{64}"),
    "verdict": re.compile(f"{SAME}|{DIFFERENT}"),
}


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


@dataclass(frozen=True, slots=True)
class Known:
    """What ingest remembers of a paper.

    ``keys``: every identity it was seen under. ``wrote``: field -> mark of the value last
    written, so that a person's edit is told from our own text. ``aliases``: slugs it had.
    ``told``: the precedence of a capture -> the fields that hold what it says, from ``--update``.
    """

    slug: str
    home: str
    keys: tuple[str, ...]
    wrote: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    deleted: bool = False
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """A reference that stands, or stood (``off``), on a day other than the paper's home."""

    slug: str
    day: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """Captures by digest, papers by slug, listings by (day, slug), judgements by pair."""

    captures: Mapping[str, CaptureEntry] = field(default_factory=dict)
    papers: Mapping[str, Known] = field(default_factory=dict)
    listings: Mapping[tuple[str, str], Listing] = field(default_factory=dict)
    judgements: Judgements = field(default_factory=dict)


def read_ledger(files: Mapping[str, str], where: str) -> Ledger:
    """The ledger from its files (path below ``content/ledger`` -> text).

    A paper that two merged branches recorded on two days is at home on the earlier one.

    Raises DigestError for lines that are not what ingest writes.
    """
    found = _Found({}, {}, {}, {}, {})
    problems: list[Problem] = []
    for path, text in sorted(files.items()):
        read = found.reader(path)
        for number, line in enumerate(text.split("\n"), start=1):
            try:
                if line.strip():
                    read(path, line)
            except (ValueError, RecursionError) as error:
                hint = "Take the file from git, or delete it and run `sitegen ingest` again"
                reason = f"not what ingest writes: {error}"
                problems.append(Problem(f"{where}/{path}", number, reason, "", hint, error=True))
    if problems:
        raise DigestError(problems)
    heads = found.heads.items()
    captures = {h.digest: replace(h, entries=tuple(found.entries[path])) for path, h in heads}
    return Ledger(captures, found.papers, found.listings, found.judgements)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the lines read so far say; captures by the path of their file, head and entries."""

    heads: dict[str, CaptureEntry]
    entries: dict[str, list[Listed]]
    papers: dict[str, Known]
    listings: dict[tuple[str, str], Listing]
    judgements: dict[tuple[str, str], Judgement]

    def reader(self, path: str) -> Callable[[str, str], None]:
        lines = {"days": self.day_line, "judgements": self.judgement_line}
        return lines.get(path.partition("/")[0], self.capture_line)

    def judgement_line(self, path: str, line: str) -> None:
        one = path.removeprefix("judgements/").removesuffix(".jsonl")
        judgement = _made(Judgement, {**_object(line), "one": one})
        self.judgements[judgement.pair] = judgement

    def day_line(self, path: str, line: str) -> None:
        day = listing_day(path.removeprefix("days/").removesuffix(".jsonl"))
        row = _object(line)
        if "keys" in row:
            known = _made(Known, {**row, "home": day})
            self.papers.setdefault(known.slug, known)
        else:
            listing = _made(Listing, {**row, "day": day})
            self.listings[day, listing.slug] = listing

    def capture_line(self, path: str, line: str) -> None:
        row = _object(line)
        if path in self.heads:
            self.entries[path].append(_made(Listed, row))
        elif row.pop("schema", None) != SCHEMA:
            raise ValueError(f"expected schema {SCHEMA} in the first line")
        else:
            self.heads[path], self.entries[path] = _made(CaptureEntry, row), []


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
    judged: dict[str, list[dict[str, Any]]] = {}
    for _, judgement in sorted(ledger.judgements.items()):
        judged.setdefault(judgement.one, []).append(_row(judgement, "one"))
    return files | {f"judgements/{one}.jsonl": _text(rows) for one, rows in judged.items()}


def _capture_text(entry: CaptureEntry) -> str:
    head = {"schema": SCHEMA, **_row(entry, "entries")}
    return _text([head, *(_row(listed) for listed in entry.entries)])


def _row(record: Any, *without: str) -> dict[str, Any]:
    """The record without what is left at its default."""
    declared = _FIELDS[type(record)]
    values = ((name, getattr(record, name)) for name in declared if name not in without)
    return {name: value for name, value in values if value or _is_required(declared[name])}


def _object(line: str) -> dict[str, Any]:
    row = _read(line)
    if not isinstance(row, dict):
        raise ValueError("expected an object")
    return {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}


def _made(kind: type[_Kind], row: Mapping[str, Any]) -> _Kind:
    """The record of a line. Raises ValueError where a field is missing, unknown or no such."""
    declared = _FIELDS[kind]
    for name, value in sorted(row.items()):
        if name not in declared:
            raise ValueError(f"unknown field {name!r}")
        if not _fits(name, declared[name].type, value):
            raise ValueError(f"{name} cannot be {value!r}")
    for name in sorted(declared.keys() - row.keys()):
        if _is_required(declared[name]):
            raise ValueError(f"the field {name!r} is missing")
    return kind(**row)


def _is_required(declared: "Field[Any]") -> bool:
    return declared.default is MISSING and declared.default_factory is MISSING


def _fits(name: str, declared: Any, value: Any) -> bool:
    if declared == tuple[str, ...]:
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    if declared == Mapping[str, str]:
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    form = _FORMS.get(name)
    return type(value) is declared and (form is None or bool(form.fullmatch(value)))


def _text(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(_written(row) + "\n" for row in rows)


_FIELDS: "dict[type, dict[str, Field[Any]]]" = {
    kind: {declared.name: declared for declared in fields(kind)}
    for kind in (Listed, CaptureEntry, Known, Listing, Judgement)
}
_read = json.JSONDecoder().decode
_written = json.JSONEncoder(ensure_ascii=False).encode
