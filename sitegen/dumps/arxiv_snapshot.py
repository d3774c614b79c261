"""The arXiv metadata snapshot: JSON Lines, one paper a line."""

import json
import re
from collections.abc import Iterator
from typing import Any

from sitegen.dumps import arxiv_parts as parts
from sitegen.dumps.arxiv_entry import Entry, Haul, problem
from sitegen.dumps.capture import Reading
from sitegen.dumps.limits import LONGEST_LINE, MOST_AUTHORS
from sitegen.errors import Problem

Row = dict[str, Any]

KIND = "arxiv-snapshot"
_HEAD = 100_000
_TELLING = re.compile(r'"(submitter|authors_parsed|update_date|report-no|journal-ref)"\s*:')
_VERSION = re.compile(r"v(\d{1,4})", re.ASCII)
_PARSED_NAME = 3
_TEXT = frozenset({str})
DAMAGED = "The file may be cut or damaged"


def looks_like(text: str) -> bool:
    """Whether the first line begins an object with the snapshot's keys, or the second where the
    first is the end of one: somebody took the last part of the file."""
    first, _, rest = text[:_HEAD].lstrip("\ufeff \t\n").partition("\n")
    line = rest.partition("\n")[0] if first[:1] != "{" and first.endswith("}") else first
    return line.startswith("{") and len(set(_TELLING.findall(line))) > 1


def read(text: str, file: str) -> Reading:
    """The papers in the order of the lines; they have no listing day."""
    haul = Haul(file)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        row = row_of(line, number, file)
        if isinstance(row, Problem):
            haul.refused.append(row)
        else:
            haul.take(whole(named(row, number), row))
    return haul.reading()


def row_of(line: str, number: int, file: str) -> Row | Problem:
    """The object of a line."""
    if len(line) > LONGEST_LINE:
        return problem(file, number, "the line is longer than any paper's", line, DAMAGED)
    try:
        row = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return problem(file, number, "the line is no JSON", line, DAMAGED)
    if not isinstance(row, dict):
        return problem(file, number, "the line is no JSON object", line, DAMAGED)
    return row


def named(row: Row, number: int) -> Entry:
    """What says who an entry is, and whether it is one."""
    return Entry(
        line=number,
        ident=_text(row, "id"),
        title=_text(row, "title"),
        abstract=_text(row, "abstract"),
        doi=_text(row, "doi"),
    )


def whole(entry: Entry, row: Row) -> Entry:
    """With all that the row says besides."""
    days = _version_days(row.get("versions"))
    return Entry(
        entry.line,
        entry.ident,
        entry.title,
        entry.abstract,
        doi=entry.doi,
        authors=_authors(row),
        categories=tuple(_categories(row.get("categories"))),
        comment=_text(row, "comments"),
        published=days[0] if days else "",
        updated=days[-1] if days else _update_day(row),
        revised=len(days) > 1,
        version=_newest(row.get("versions")),
    )


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def first_day(row: Row) -> str:
    """The day of the first version; where no version is told, a day before which there was one."""
    versions = row.get("versions")
    days = _version_days(versions[:1]) if isinstance(versions, list) else []
    return (days and days[0]) or _update_day(row)


def categories(row: Row) -> tuple[str, ...]:
    """As the record has them, each under its first name."""
    return parts.categories(_categories(row.get("categories")))


def _update_day(row: Row) -> str:
    return parts.utc_day(_text(row, "update_date"))


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


def _authors(row: Row) -> tuple[str, ...]:
    """``[last, first, suffix, affiliation, ...]`` each; the line of names where that is missing."""
    parsed = row.get("authors_parsed")
    if not isinstance(parsed, list) or not all(map(_is_name, parsed)):
        return parts.people(_text(row, "authors"))
    names = (_in_order(one) for one in parsed[:MOST_AUTHORS])
    return tuple(filter(None, map(parts.name, names)))


def _is_name(parsed: Any) -> bool:
    return isinstance(parsed, list) and _TEXT.issuperset(map(type, parsed))


def _in_order(parsed: list[str]) -> str:
    last, first, suffix = (*parsed[:_PARSED_NAME], "", "", "")[:_PARSED_NAME]
    return f"{first.replace('. -', '.-')} {last} {suffix}"
