"""What every arXiv source writes in its own way: ids, categories, names, days."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

from sitegen.categories import first_name
from sitegen.dates import MONTHS
from sitegen.dumps.limits import LONGEST_COMMENT, LONGEST_NAME, LONGEST_PEOPLE, MOST_AUTHORS
from sitegen.ids import arxiv_id, doi
from sitegen.tex import pieces, plain
from sitegen.text import normalise

_CATEGORY = re.compile(r"[a-z]{1,8}(?:-[a-z]{2,5})?(?:\.[A-Za-z-]{2,10})?")
_ARCHIVES = frozenset({"cs", "econ", "eess", "math", "nlin", "physics", "q-bio", "q-fin", "stat"})
_VERSION = re.compile(r"v(\d{1,4})(?:\.pdf)?$", re.ASCII)
_RFC = re.compile(
    r"(?:[A-Za-z]{3},? +)?(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4}|\d\d)"
    r"(?: (\d\d):(\d\d)(?::\d\d)?(?: ([+-]\d{4}))?)?(?![\d:])",
    re.ASCII,
)
_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
_FIRST_YEAR_OF_ARXIV = 91
_BRACKET = re.compile(r"([()])")
_BETWEEN_NAMES = re.compile(r"(?:[,;:]|(?<= )and(?= )) ?(?:and )?")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")
_TEX = re.compile(r"[\\{$~`']")
_OTHERS = re.compile(r"et\.? ?al\.?|others", re.IGNORECASE)


def paper_id(stated: str) -> tuple[str, int]:
    """``oai:arXiv.org:2210.17323v2`` -> (``2210.17323``, 2); ("", 0) when it is no arXiv id.

    The version is 0 where none is stated.
    """
    text = stated.strip().removeprefix("oai:arXiv.org:")
    version = _VERSION.search(text)
    found = arxiv_id(text)
    return found, int(version[1]) if found and version else 0


def later(version: int) -> str:
    """The number of a version where it is not the first."""
    return str(version) if version > 1 else ""


def categories(stated: Iterable[str]) -> tuple[str, ...]:
    """Each category once, under its first name; classes of other schemes are left out."""
    return tuple(dict.fromkeys(filter(None, map(_category, stated))))


@lru_cache(1024)
def _category(stated: str) -> str:
    """Its first name; "" when it is none of arXiv's, or an archive of many."""
    name = stated.strip()
    return first_name(name) if _CATEGORY.fullmatch(name) and name not in _ARCHIVES else ""


def name(stated: str) -> str:
    """One name in plain Unicode; "" when it is none."""
    text = normalise(stated)
    if len(text) > LONGEST_NAME or _OTHERS.fullmatch(text):
        return ""
    return normalise(plain(text)) if _TEX.search(text) else text


def people(stated: str) -> tuple[str, ...]:
    """Names out of a line: ``A. One (Oslo), B. Two, Jr. and C. Three``, affiliations left out."""
    if len(stated) > LONGEST_PEOPLE:
        return ()
    found = list[str]()
    line = _outside_brackets(normalise(stated))
    for text in map(name, _BETWEEN_NAMES.split(line, MOST_AUTHORS)):
        if found and _SUFFIX.fullmatch(text) and len(found[-1]) < LONGEST_NAME:
            found[-1] += f" {text}"
        elif text:
            found.append(text)
    return tuple(found)


def _outside_brackets(text: str) -> str:
    """The text without what stands in round brackets; as it is where they do not match."""
    depth, kept = 0, list[str]()
    for part in _BRACKET.split(text):
        depth += (part == "(") - (part == ")")
        if not depth and part != ")":
            kept.append(part)
        if depth < 0:
            return text
    return text if depth else " ".join("".join(kept).split())


def links(comment: str) -> tuple[str, ...]:
    """The addresses that authors name in their comment, but those that only repeat an id. Signs
    that cannot be seen are still in them."""
    if "://" not in comment or len(comment) > LONGEST_COMMENT:
        return ()
    found = (piece.content for piece in pieces(" ".join(comment.split())) if piece.type == "url")
    return tuple(dict.fromkeys(url for url in found if not (doi(url) or arxiv_id(url))))


def utc_day(stated: str) -> str:
    """The ISO day in UTC of an RFC 822 or ISO 8601 moment; "" when it is none.

    arXiv announces in the evening of New York and names the announcement after the next day,
    which by then it is in UTC.
    """
    text = normalise(stated[:100])
    try:
        if found := _RFC.match(text):
            return _day_of_mail(*found.groups())
        at = datetime.fromisoformat(text)
        return (at.astimezone(UTC) if at.tzinfo else at).date().isoformat()
    except (ValueError, OverflowError):
        return ""


def _day_of_mail(
    day: str, month: str, year: str, hour: str | None, minute: str | None, zone: str | None
) -> str:
    number = _MONTHS.get(month.title(), 0)
    full = int(year) if len(year) == 4 else int(year) + _century(int(year))
    if zone in (None, "+0000", "-0000"):
        return date(full, number, int(day)).isoformat()
    stamp = f"{full:04}-{number:02}-{int(day):02}T{hour}:{minute}{zone}"
    return datetime.fromisoformat(stamp).astimezone(UTC).date().isoformat()


def _century(year: int) -> int:
    return 1900 if year >= _FIRST_YEAR_OF_ARXIV else 2000
