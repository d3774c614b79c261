"""The lines of an arXiv snapshot that speak of a digest's papers: the others are millions."""

import json
from collections.abc import Iterable, Set
from contextlib import suppress

from msgspec import Struct

from sitegen import ids
from sitegen.dumps.limits import LONGEST_LINE
from sitegen.dumps.lines import lines
from sitegen.dumps.packed import Damaged, unpacked


class Excerpt(Struct, frozen=True):
    """``text`` has an empty line for each that was left out, so that every line has its number;
    ``others``: how many were."""

    text: str
    others: int


def excerpt(chunks: Iterable[bytes], arxiv: Set[str]) -> Excerpt:
    """The lines whose id is among ``arxiv``. Ingest has told where a file is damaged."""
    kept, at, others = list[str](), 0, 0
    with suppress(Damaged):
        for number, line in lines(unpacked(chunks), LONGEST_LINE):
            if _id(line) in arxiv:
                kept.append("\n" * (number - at - 1) + line.decode("utf-8", "replace") + "\n")
                at = number
            else:
                others += 1
    return Excerpt("".join(kept), others)


def _id(line: bytes) -> str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    stated = row.get("id") if isinstance(row, dict) else ""
    return ids.arxiv_id(stated) if isinstance(stated, str) else ""
