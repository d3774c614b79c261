"""The arXiv metadata snapshot: JSON Lines, one paper a line."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sitegen.dumps import arxiv_parts as parts
from sitegen.dumps.arxiv_entry import Entry, Haul, judge, problem
from sitegen.dumps.capture import Reading
from sitegen.errors import Problem
from sitegen.model import Record

KIND = "arxiv-snapshot"
LONGEST_LINE = 2_000_000
_HEAD = 100_000
_TELLING = re.compile(r'"(submitter|authors_parsed|update_date|report-no|journal-ref)"\s*:')
_VERSION = re.compile(r"v(\d{1,4})", re.ASCII)
_PARSED_NAME = 3
_DAMAGED = "The file may be cut or damaged"


def looks_like(text: str) -> bool:
    """Whether the first line begins an object with the snapshot's keys."""
    first = text[:_HEAD].lstrip("\ufeff \t\n").partition("\n")[0]
    return first.startswith("{") and len(set(_TELLING.findall(first))) > 1


def read(text: str, file: str) -> Reading:
    """The papers in the order of the lines; they have no listing day."""
    haul = Haul(file)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        found = _entry(line, number, file)
        if isinstance(found, Problem):
            haul.refused.append(found)
        else:
            haul.take(found)
    return haul.reading()


def stream(
    lines: Iterable[bytes], file: str, since: str = "", categories: frozenset[str] = frozenset()
) -> Iterator[Record | Problem]:
    """A record or a refusal for every line that is not blank, holding one line at a time.

    ``since`` keeps papers with a version of that day (ISO) or later, ``categories`` those in any
    of them, under either name of a category; what they leave out yields nothing. A paper
    without a date is kept.
    """
    wanted = frozenset(parts.categories(categories)) if categories else None
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        found = _decoded(raw, number, file)
        if isinstance(found, Problem):
            yield found
        elif _is_wanted(found, since, wanted):
            yield judge(found, file)


def _is_wanted(entry: Entry, since: str, wanted: frozenset[str] | None) -> bool:
    newest = max(entry.updated, entry.published)
    if since and newest and newest < since:
        return False
    return wanted is None or not wanted.isdisjoint(parts.categories(entry.categories))


def _decoded(raw: bytes, number: int, file: str) -> Entry | Problem:
    try:
        line = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = f"wrong encoding: byte {error.start} of the line is not UTF-8"
        return problem(file, number, reason, raw[:200].decode("utf-8", "replace"), _DAMAGED)
    return _entry(line, number, file)


def _entry(line: str, number: int, file: str) -> Entry | Problem:
    if len(line) > LONGEST_LINE:
        return problem(file, number, "the line is longer than any paper's", line, _DAMAGED)
    try:
        row = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return problem(file, number, "the line is no JSON", line, _DAMAGED)
    if not isinstance(row, dict):
        return problem(file, number, "the line is no JSON object", line, _DAMAGED)
    return _from_row(row, number)


def _from_row(row: dict[str, Any], number: int) -> Entry:
    days, version = _version_days(row.get("versions")), _newest(row.get("versions"))
    return Entry(
        line=number,
        ident=_text(row, "id"),
        title=_text(row, "title"),
        abstract=_text(row, "abstract"),
        authors=_authors(row),
        categories=tuple(_categories(row.get("categories"))),
        doi=_text(row, "doi"),
        comment=_text(row, "comments"),
        published=days[0] if days else "",
        updated=days[-1] if days else parts.utc_day(_text(row, "update_date")),
        revised=len(days) > 1,
        version=version,
    )


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _version_days(versions: Any) -> list[str]:
    """The day of each version, the first one first."""
    found = versions if isinstance(versions, list) else []
    return [parts.utc_day(_text(one, "created")) for one in found if isinstance(one, dict)]


def _newest(versions: Any) -> int:
    """The number of the last version, 0 where none is told."""
    found = [one for one in versions if isinstance(one, dict)] if isinstance(versions, list) else []
    stated = _VERSION.fullmatch(_text(found[-1], "version")) if found else None
    return int(stated[1]) if stated else 0


def _categories(stated: Any) -> Iterator[str]:
    """One string, in older snapshots a list of such strings."""
    for one in stated if isinstance(stated, list) else [stated]:
        if isinstance(one, str):
            yield from one.split()


def _authors(row: dict[str, Any]) -> tuple[str, ...]:
    """``[last, first, suffix, affiliation, ...]`` each; the line of names where that is missing."""
    parsed = row.get("authors_parsed")
    if not isinstance(parsed, list) or not all(map(_is_name, parsed)):
        return parts.people(_text(row, "authors"))
    names = (_in_order(one) for one in parsed[: parts.MOST_AUTHORS])
    return tuple(filter(None, map(parts.name, names)))


def _is_name(parsed: Any) -> bool:
    return isinstance(parsed, list) and all(isinstance(part, str) for part in parsed)


def _in_order(parsed: list[str]) -> str:
    last, first, suffix = (*parsed[:_PARSED_NAME], "", "", "")[:_PARSED_NAME]
    return f"{first.replace('. -', '.-')} {last} {suffix}"
