"""A dump of a few entries -> one of some megabytes, by resampling its entries.

Every arXiv id gets a number of its own, so that no reader can save itself work.
"""

import html
import json
import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from sitegen.dumps.capture import Reading

_ARXIV = re.compile(r"\b\d{4}\.\d{4,5}(?=v\d|\b)")
_PROPS = re.compile(r'(data-target="DailyPapers"[^>]*?data-props=")([^"]*)', re.DOTALL)
SEED = 1

Enlarge = Callable[[str, Reading, int], tuple[str, int]]


def by_lines(text: str, reading: Reading, size: int) -> tuple[str, int]:
    """The enlarged text and the number of its entries; an entry goes from the line on which the
    reader saw it to the line of the next. The last stays what it is."""
    lines = text.splitlines(keepends=True)
    starts = [record.line - 1 for record in reading.records]
    if len(starts) < 2 or any(one >= other for one, other in pairwise(starts)):
        raise ValueError("at least two entries are needed, each on lines of its own")
    begins = [record.title[:8] for record in reading.records]
    units = [
        ("".join(lines[one:other]), begin)
        for (one, other), begin in zip(pairwise(starts), begins, strict=False)
    ]
    middle = _resampled([unit for unit in units if unit[1] in unit[0]], size)
    head, tail = "".join(lines[: starts[0]]), "".join(lines[starts[-1] :])
    return "".join([head, *middle, tail]), len(middle) + 1


def by_rows(text: str, reading: Reading, size: int) -> tuple[str, int]:
    """The longest list of objects in a JSON document, its own ones first, enlarged."""
    value = json.loads(text)
    rows = max(_lists(value), key=len)
    if len(rows) != len(reading.records):
        raise ValueError("not every object of the list is an entry")
    units = [(json.dumps(row, ensure_ascii=False), "") for row in rows]
    rows += map(json.loads, _resampled(units, size))
    return json.dumps(value, ensure_ascii=False), len(rows)


def by_attribute(text: str, reading: Reading, size: int) -> tuple[str, int]:
    """The JSON in the attribute of a saved page, enlarged."""
    found = _PROPS.search(text)
    if found is None:
        raise ValueError("no attribute data-props of DailyPapers")
    rows, count = by_rows(html.unescape(found[2]), reading, size)
    return text[: found.start(2)] + html.escape(rows) + text[found.end(2) :], count


def _resampled(units: list[tuple[str, str]], size: int) -> list[str]:
    """Units by chance up to a size in characters; with each the beginning of its title, behind
    which a number makes it another paper's."""
    if not units:
        raise ValueError("no entry that can be told from another")
    chance, found, length = random.Random(SEED), list[str](), 0
    while length < size:
        number = len(found)
        unit, begin = chance.choice(units)
        arxiv = f"{1000 + number // 99_999:04}.{number % 99_999:05}"
        found.append(
            _ARXIV.sub(arxiv, unit.replace(begin, f"{begin}{number}", 1) if begin else unit)
        )
        length += len(found[-1])
    return found


def _lists(value: object) -> Iterator[list[object]]:
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            yield value
        for item in value:
            yield from _lists(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _lists(item)
