"""Front matter, and other mappings that stand in files of a digest."""

import re
from typing import Any

from msgspec import Struct

from sitegen.content.flatyaml import read_flat
from sitegen.errors import DigestError, Problem

_FENCE = "---"
_BOM = "\ufeff"


def load_mapping(text: str, file: str, first_line: int = 1) -> dict[str, Any]:
    """Of a text that must hold ``key: value`` lines (or nothing), every scalar a string.

    Raises DigestError naming ``file`` and the line, counted from ``first_line``.
    """
    if flat := read_flat(text):
        return flat
    from sitegen.content.yamltext import mapping  # few pages ask for a parser

    return mapping(text, file, first_line)


def key_line(text: str, key: str, first_line: int = 1) -> int:
    """The line on which a key of the outermost level stands, ``first_line`` where none does."""
    begins = key_pattern(key)
    lines = enumerate(text.split("\n"), start=first_line)
    return next((number for number, line in lines if begins.match(line)), first_line)


def key_pattern(key: str) -> "re.Pattern[str]":
    """The beginning of the line on which a key is given its value."""
    return re.compile(rf"""(["']?){re.escape(key)}\1\s*:(?:\s+|$)""")


class FrontMatter(Struct, frozen=True):
    """A page cut in two. ``body_line`` is the line number of the body's first line."""

    values: dict[str, Any]
    body: str
    body_line: int


def split(text: str, file: str) -> FrontMatter:
    """Front matter and body of a page; a page without front matter has no values."""
    lines = text.removeprefix(_BOM).split("\n")
    if lines[0].rstrip() != _FENCE:
        return FrontMatter({}, text, 1)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            values = load_mapping("\n".join(lines[1:number]), file, 2)
            return FrontMatter(values, "\n".join(lines[number + 1 :]), number + 2)
    reason = "the front matter begins with '---' but never ends"
    hint = "Close it with a line '---'"
    raise DigestError([Problem(file, 1, reason, hint=hint, error=True)])
