"""The Daily Papers page as Markdown, with links or without.

Titles are headings. The link of the votes carries the arXiv id, pictures are dropped, a line end
within a link is a backslash or two.
"""

import re
from collections.abc import Sequence

from sitegen.dumps.capture import Reading
from sitegen.dumps.page_brackets import looks_like as is_in_brackets
from sitegen.dumps.page_parts import HEAD, Piece, has_masthead
from sitegen.dumps.page_reading import read_page
from sitegen.dumps.page_scan import BEHIND, Syntax, scan

KIND = "page-markdown"
_END = re.compile(r"\]\(<?([^\s()<>]*)>?(?:[ \t]+\"[^\"\n]*\")?\)" + BEHIND, re.M)
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^\s()]*(?:[ \t]+\"[^\"\n]*\")?\)")
_TITLE = re.compile(r"^#{3,4} +\S", re.M)
_BYLINE = re.compile(r"^#{1,3} +by ?\[[^\n]*\]\(https://huggingface\.co/", re.M)
_VOTE = re.compile(r"\]\((?:https://huggingface\.co)?/login\?next=%2Fpapers%2F\d{4}\.\d{4,5}\)")
_LINE_END = re.compile(r"\\{1,2}[ \t]*\n|\\ (?= )")
_ESCAPED = re.compile(r"\\([\\`*_\[\]#+\-.>~=!|])")


def looks_like(text: str) -> bool:
    """Whether a title is a heading below the masthead, or above votes that are links; a page
    without titles has its masthead in links."""
    head = text[:HEAD]
    titled = _TITLE.search(head) and (has_masthead(head) or _VOTE.search(head))
    return bool(titled or _BYLINE.search(head)) and not is_in_brackets(text)


def read(text: str, file: str) -> Reading:
    """The entries in the order of the page."""
    return read_page(text, file, _pieces)


def _pieces(text: str) -> Sequence[Piece]:
    syntax = Syntax(_END, lambda end: end[1], _plain)
    return list(scan(_PICTURE.sub("", text), syntax))


def _plain(text: str) -> str:
    """``\\`` before a line end is the tool's, before a sign of Markdown too; the rest is TeX."""
    return _ESCAPED.sub(r"\1", _LINE_END.sub(" ", text))
