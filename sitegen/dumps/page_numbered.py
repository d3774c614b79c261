"""The page as a text browser dumps it: ``[n]`` before the text of a link, the addresses numbered
in a list at the end. Paragraphs are wrapped; a link ends where another or the paragraph does.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from sitegen.dumps.page_parts import Piece
from sitegen.text import normalise

_BYLINE = re.compile(
    r"^[ \t]{0,80}by ?\[\d{1,6}\][^\n\[\]]{1,60}\band the research community", re.MULTILINE
)
_BY = re.compile(r"^(by) ?\[\d{1,6}\](?=[^\[\]]*community)")
_MOST_UNSEEN = 200
_LINK = re.compile(r"\[(\d{1,6})\](?!\[)", re.ASCII)
_NEW_ROW = re.compile(r"[ \t]*(?:[*+o#](?=[ \t])|·|\[\d{1,6}\])")
_MARK = re.compile(r"^[ \t]*[*+o#][ \t]+")


def is_numbered(head: str) -> bool:
    return bool(_BYLINE.search(head))


def numbered_pieces(text: str, addresses: Mapping[str, str]) -> Iterator[Piece]:
    """Links, and what stands before the first one of a row. Numbers ascend: one that does not is
    of the text."""
    last = 0
    for line, row in _rows(text):
        plain = _BY.sub(r"\1 ", _MARK.sub("", row, count=1).lstrip())
        start, url = 0, None
        for found in _LINK.finditer(plain):
            if not last < int(found[1]) <= last + _MOST_UNSEEN:
                continue
            yield from _piece(line, plain[start : found.start()], url)
            last, start, url = int(found[1]), found.end(), addresses.get(found[1], "")
        yield from _piece(line, plain[start:], url)


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, cut where a mark of a list or a link begins a line."""
    numbered = enumerate(text.split("\n"), start=1)
    for said, lines in groupby(numbered, key=lambda line: bool(line[1].strip())):
        rows = list[tuple[int, list[str]]]()
        for number, line in lines if said else ():
            if rows and not _NEW_ROW.match(line):
                rows[-1][1].append(line)
            else:
                rows.append((number, [line]))
        yield from ((number, " ".join(parts)) for number, parts in rows)


def _piece(line: int, raw: str, url: str | None) -> Iterator[Piece]:
    if text := normalise(raw):
        yield Piece(line, text, url)
