"""The Daily Papers page as lynx and its like save it.

A link is ``[text][n]``, its address stands in a list at the end; lines are wrapped, and what the
page shows as a box stands between ``[`` and ``][n]`` on lines of their own.
"""

import re
from collections.abc import Sequence

from sitegen.dumps.capture import Reading
from sitegen.dumps.page_numbered import is_numbered, numbered_pieces
from sitegen.dumps.page_parts import HEAD, Piece, has_masthead
from sitegen.dumps.page_reading import read_page
from sitegen.dumps.page_scan import BEHIND, Syntax, scan

KIND = "page-brackets"
_END = re.compile(r"\][ \t]?\[(\d{1,6})\]" + BEHIND, re.M | re.A)
_TITLE = re.compile(r"^#{2,4} \[[^\n]*$", re.M)
_BYLINE = re.compile(r"^#{1,3} +by ?\[[^\n]*\]\[\d{1,6}\]", re.M)
_REFERENCE = re.compile(
    r"^[ \t]{0,8}(?:\[(\d{1,6})\]:?|(\d{1,6})\.)[ \t]+<?(https?://[^\s<>]+)>?[ \t]*$", re.M | re.A
)
_REFERENCES = re.compile(r"^[ \t]{0,8}#{0,3} ?(?:References|Links):?[ \t]*$", re.M)


def looks_like(text: str) -> bool:
    """Whether below the masthead links end in their number, or the masthead's own begin with it;
    a page without titles has its masthead so."""
    head = text[:HEAD]
    titled = _END.search(head) and _TITLE.search(head) and has_masthead(head)
    return bool(titled or _BYLINE.search(head) or is_numbered(head))


def read(text: str, file: str) -> Reading:
    """The entries in the order of the page, with ids where the list of addresses is there."""
    return read_page(text, file, _pieces)


def _pieces(text: str) -> Sequence[Piece]:
    addresses = {found[1] or found[2]: found[3] for found in _REFERENCE.finditer(text)}
    without = _REFERENCES.sub("", _REFERENCE.sub("", text)) if addresses else text
    if is_numbered(text[:HEAD]):
        return list(numbered_pieces(without, addresses))
    syntax = Syntax(_END, lambda end: addresses.get(end[1], ""), str)
    return list(scan(without, syntax))
