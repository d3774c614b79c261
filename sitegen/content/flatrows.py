"""Rows of the ledger in the one form that most of them have, read without a JSON parser: what is
read so is what ingest writes, to the byte."""

import re

from sitegen.content.ledger import Known, Listed, Listing
from sitegen.ids import SLUG

_TEXT = r'"[^"\\\x00-\x1f]*"'
_SLUG = f'"slug": "({SLUG.pattern})"'
_KEYS = rf'"keys": \[((?:{_TEXT}(?:, {_TEXT})*+)?)\]'
_WROTE = rf'"wrote": \{{({_TEXT}: {_TEXT}(?:, {_TEXT}: {_TEXT})*+)\}}'
_OF_DAY = re.compile(rf'\{{{_SLUG}(?:, {_KEYS}(?:, {_WROTE})?|(, "off": true)?)\}}\n')
_SAID = r'"([^"\\\x00-\x1f]+)"'
_RANK = '"rank": (0|[1-9][0-9]{0,8})'
_OF_CAPTURE = re.compile(rf'\{{{_SLUG}, {_RANK}(?:, "votes": {_SAID})?(?:, "day": {_SAID})?\}}\n')


def rows_of_day(text: str, day: str) -> tuple[Known | Listing, ...] | None:
    """None where a line has another form."""
    rows: list[Known | Listing] = []
    at = 0
    while line := _OF_DAY.match(text, at):
        slug, keys, wrote, off = line.groups()
        if keys is None:
            rows.append(Listing(slug, day, bool(off)))
        else:
            names = wrote.split('"')[1::2] if wrote else []
            marks = dict(zip(names[::2], names[1::2], strict=True))
            if 2 * len(marks) < len(names):
                return None
            rows.append(Known(slug, day, tuple(keys.split('"')[1::2]), marks))
        at = line.end()
    return tuple(rows) if at == len(text) else None


def entries_of_capture(text: str, at: int) -> tuple[Listed, ...] | None:
    """Those from there on; None where a line has another form."""
    rows = []
    while line := _OF_CAPTURE.match(text, at):
        slug, rank, votes, day = line.groups("")
        rows.append(Listed(slug, int(rank), votes, day))
        at = line.end()
    return tuple(rows) if at == len(text) else None
