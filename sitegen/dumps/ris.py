"""RIS files, as reference managers and publishers export them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sitegen.dumps.capture import Reading
from sitegen.dumps.partial_date import iso_date
from sitegen.dumps.reference import Reference, Shelf

KIND = "ris"
_HEAD = 10_000
_BEGIN = re.compile(r"^TY  -.*$", re.MULTILINE)
_END = re.compile(r"^ER  -.*$", re.MULTILINE)
_PLACES = ("JO", "JF", "JA", "J2", "T2", "VL", "IS", "SP", "C7", "M1", "N1", "AN")


def looks_like(text: str) -> bool:
    """Whether a line says of what type the first entry is; no markup and no JSON before it."""
    head = text[:_HEAD].lstrip("\ufeff \t\n")
    return head[:1] not in {"<", "{", "["} and bool(_BEGIN.search(head.replace("\ufeff", "")))


def read(text: str, file: str) -> Reading:
    """The entries in the order of the file, also those that lack their end mark."""
    from rispy import RisParser
    from rispy.config import TAG_KEY_MAPPING

    tags = {tag: tag for tag in TAG_KEY_MAPPING}
    parser = RisParser(mapping=tags, list_tags=list(tags), delimiter_tags_mapping={})
    shelf = Shelf(file)
    for line, entry in _entries(text.replace("\ufeff", ""), shelf):
        for fields in parser.parse(f"{entry}\nER  - \n"):
            shelf.take(_reference(line, fields))
    return shelf.reading()


def _entries(text: str, shelf: Shelf) -> Iterator[tuple[int, str]]:
    """Every entry with its line, cut where the next one begins.

    The library would put two entries together where the end mark between them is missing, and
    drop the last one.
    """
    line, pos = 1, 0
    starts = [found.start() for found in _BEGIN.finditer(text)]
    for start, stop in pairwise([*starts, len(text)]):
        line, pos = line + text.count("\n", pos, start), start
        end = _END.search(text, start, stop)
        if not end:
            shelf.warn(line, "the entry has no end mark", text[start : start + 200])
        elif after := text[end.end() : stop].strip():
            below = line + text.count("\n", start, end.end()) + 1
            shelf.warn(below, "text between entries is left out", after[:200])
        yield line, text[start : end.start() if end else stop]


def _reference(line: int, fields: dict[str, list[str]]) -> Reference:
    def first(*names: str) -> str:
        return next((fields[name][0] for name in names if fields.get(name)), "")

    dates = [iso_date(value) for name in ("DA", "PY", "Y1") for value in fields.get(name, ())]
    return Reference(
        line,
        title=" ".join(fields.get("TI") or fields.get("T1") or ()),
        abstract=" ".join(fields.get("AB") or fields.get("N2") or ()),
        authors=tuple(map(_first_last, fields.get("AU") or fields.get("A1") or ())),
        published=max(dates, key=len, default=""),
        doi=first("DO"),
        urls=tuple(fields.get("UR", ())),
        places=tuple(first(name) for name in _PLACES),
        keywords=tuple(word for words in fields.get("KW", ()) for word in words.split(";")),
    )


def _first_last(name: str) -> str:
    """``Doe, Jane, Jr.`` -> ``Jane Doe Jr.``; a name without a comma is as it is."""
    last, *rest = (part.strip() for part in name.split(",", 2))
    return " ".join([*rest[:1], last, *rest[1:]])
