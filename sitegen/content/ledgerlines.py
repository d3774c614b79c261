"""Lines of the ledger: a row and its JSON, in the form that ingest writes."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from msgspec.structs import FieldInfo, fields

from sitegen.content.judgement import DIFFERENT, SAME, Judgement
from sitegen.content.ledger import CaptureEntry, Known, Listed, Listing
from sitegen.dates import listing_day
from sitegen.ids import SLUG

SCHEMA = 1
_Kind = TypeVar("_Kind", "Listed", "CaptureEntry", "Known", "Listing", Judgement)
_FORMS = {
    "slug": SLUG,
    "one": SLUG,
    "other": SLUG,
    "digest": re.compile("[0-9a-f]{64}"),
    "verdict": re.compile(f"{SAME}|{DIFFERENT}"),
}
Row = CaptureEntry | Listed | Known | Listing | Judgement


def reader(path: str) -> Callable[[str, bool], Row]:
    """A line and whether it is the first -> its row."""
    folder, name = path.partition("/")[0], name_of(path)
    readers: dict[str, Callable[[str, bool], Row]] = {
        "days": partial(_day_row, name),
        "judgements": partial(_judgement_row, name),
    }
    return readers.get(folder, capture_row)


def name_of(path: str) -> str:
    return path.partition("/")[2].removesuffix(".jsonl")


def _day_row(name: str, line: str, first: bool) -> Known | Listing:
    day, row = listing_day(name), _object(line)
    return (
        _made(Known, {**row, "home": day}) if "keys" in row else _made(Listing, {**row, "day": day})
    )


def _judgement_row(name: str, line: str, first: bool) -> Judgement:
    return _made(Judgement, {**_object(line), "one": name})


def capture_row(line: str, first: bool) -> CaptureEntry | Listed:
    row = _object(line)
    if not first:
        return _made(Listed, row)
    if row.pop("schema", None) != SCHEMA:
        raise ValueError(f"expected schema {SCHEMA} in the first line")
    return _made(CaptureEntry, row)


def file_text(path: str, rows: Iterable[Row]) -> str:
    """What the name of the file tells is not in its lines."""
    told = {"days": ("home", "day"), "judgements": ("one",)}.get(path.partition("/")[0], ())
    return "".join(_written(_line(row, *told)) + "\n" for row in rows)


def _line(row: Row, *told: str) -> dict[str, Any]:
    if isinstance(row, CaptureEntry):
        return {"schema": SCHEMA, **_row(row, "entries")}
    return _row(row, *told)


def _row(record: Any, *without: str) -> dict[str, Any]:
    """The record without what is left at its default."""
    declared = _FIELDS[type(record)]
    values = ((name, getattr(record, name)) for name in declared if name not in without)
    return {name: value for name, value in values if value or declared[name].required}


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
        if declared[name].required:
            raise ValueError(f"the field {name!r} is missing")
    return kind(**row)


def _fits(name: str, declared: Any, value: Any) -> bool:
    if declared == tuple[str, ...]:
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    if declared == Mapping[str, str]:
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    form = _FORMS.get(name)
    return type(value) is declared and (form is None or bool(form.fullmatch(value)))


_FIELDS: dict[type, dict[str, FieldInfo]] = {
    kind: {declared.name: declared for declared in fields(kind)}
    for kind in (Listed, CaptureEntry, Known, Listing, Judgement)
}
_read = json.JSONDecoder().decode
_written = json.JSONEncoder(ensure_ascii=False).encode
