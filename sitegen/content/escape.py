"""Record text -> the Markdown that stands for it on a page, with as few escapes as can be.

Three ways of writing are tried, the plainest first; each is parsed, and the first one that says
what the record says is taken. A text full of marks is no prose: it is written the surest way.
"""

import re
import string
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from sitegen.content.inline import literal, parse
from sitegen.tex import Piece, pieces

_Part = tuple[str, str, str]

_SUSPICIOUS = re.compile(r"[\\`*_<&\[\]$~{]|--|https?://")
# Without one of them there is no such place; to ask for each is much faster.
_SIGNS = (*"\\`*_<&[]$~{", "--", "http")
_BEGINS_BLOCK = re.compile(
    r"(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|([-_*])(?:\s*\1){2,}\s*$|`{3,}[^`]*$|~{3,}|\[.*?\]:)"
    r"|\d{1,9}(?=[.)](?:\s|$))"
)
_HTML = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?[A-Za-z0-9]+;)")
_MARKUP = re.compile(
    _HTML.pattern
    + r"|\\(?=[!-/:-@\[-`{-~])|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|`|\](?=[(\[:])"
)
_PUNCTUATION = re.compile("[" + re.escape("".join(set(string.punctuation) - set("{}.,()%"))) + "]")
_MOST_SUSPICIOUS = 2_000
_BACKSLASHED = frozenset("*<>+-.")


def page_text(record_text: str, *, block: bool) -> str:
    """The page text of a title, or with ``block`` of an abstract: one paragraph."""
    if not _is_suspicious(record_text):
        return _guarded(record_text) if block else record_text
    parts = pieces(record_text)
    if len(record_text) > _MOST_SUSPICIOUS and _is_full_of_marks(record_text):
        return "".join(map(_fortified, parts))
    meaning = list(_joined(parts))
    for write in (_plainly, _escaped):
        page = "".join(map(write, parts))
        page = _guarded(page) if block else page
        if list(_joined(map(_part, parse(page)))) == meaning:
            return page
    return "".join(map(_fortified, parts))


def _is_suspicious(text: str) -> bool:
    return any(map(text.__contains__, _SIGNS)) and _SUSPICIOUS.search(text) is not None


def _is_full_of_marks(text: str) -> bool:
    return sum(1 for _ in _SUSPICIOUS.finditer(text)) > _MOST_SUSPICIOUS


def _part(token: Token) -> _Part:
    if literal(token):
        return "text", token.content, token.content
    return token.type, token.content, token.markup


def _joined(parts: Iterable[_Part]) -> Iterator[_Part]:
    """The parts with neighbouring text in one."""
    text = ""
    for kind, content, markup in parts:
        if kind == "text":
            text += content
            continue
        if text:
            yield "text", text, text
            text = ""
        yield kind, content, markup
    if text:
        yield "text", text, text


def _guarded(page: str) -> str:
    """The sign by which the text would begin a list, a heading, a rule and the like, escaped."""
    found = _BEGINS_BLOCK.match(page)
    if not found:
        return page
    at = found.end()
    return page[:at] + _escape(page[at]) + page[at + 1 :]


def _plainly(part: Piece) -> str:
    """As it is, but for what a Git host would hide as HTML."""
    return _HTML.sub(_sign, part.markup) if part.type == "text" else part.markup


def _escaped(part: Piece) -> str:
    return _MARKUP.sub(_sign, part.markup) if part.type == "text" else part.markup


def _fortified(part: Piece) -> str:
    """No sign that could mean anything, and addresses with an end of their own."""
    if part.type == "text":
        return _PUNCTUATION.sub(lambda sign: _entity(sign[0]), part.markup)
    bare = part.type == "url" and part.content == part.markup
    return f"<{part.markup}>" if bare else part.markup


def _sign(found: re.Match[str]) -> str:
    return _escape(found[0])


def _escape(sign: str) -> str:
    """A backslash where no TeX macro begins so, else a character reference."""
    return "\\" + sign if sign in _BACKSLASHED else _entity(sign)


def _entity(sign: str) -> str:
    return "&amp;" if sign == "&" else f"&#{ord(sign)};"
