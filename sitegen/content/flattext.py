"""Inline text that has no Markdown in it: words, TeX and addresses, cut without the parser.

Most texts of papers are such; the parser takes twice the time, and a law holds both together.
"""

import re

from markdown_it.token import Token

from sitegen.tex import Span, beginning, recognise

# The places of ``content.inline.STOP``, seven times as fast to find: what begins them is one class
# of signs. A reference begins at the blank before it, which is looked at afterwards.
_SIGN = re.compile(
    r"[\\$~`*_\[\]\n<&{h-](?:(?<![<&{h-])|(?<=h)ttps?://|(?<=-)-|(?<=<)(?=[A-Za-z])"
    r"|(?<=&)(?=[#A-Za-z])|(?<=\{)(?=\\|https?://))"
)
# Without one of them there is no such place; to ask for each is ten times as fast again.
_SIGNS = (*"\\$~`*_[]\n<&{", "--", "http")
_MARKDOWN = frozenset("\\*_[]\n<&")
TAGS = {"strong": "strong", "em": "em", "code": "code", "link": "a"}


def has_signs(text: str) -> bool:
    return any(map(text.__contains__, _SIGNS))


def stop_after(text: str, pos: int, end: int) -> int | None:
    """The next place where a rule may apply."""
    found = _SIGN.search(text, pos, end)
    return None if found is None else beginning(text, pos, found.start(), end)


def flat_tokens(text: str) -> tuple[Token, ...] | None:
    """What the parser finds in it; None where there may be something that only the parser knows."""
    if not has_signs(text):
        return (Token("text", "", 0, content=text),) if text else ()
    cut = _Cut(text)
    return tuple(cut.found) if cut.through(0, len(text), 0) else None


def opened(token: Token, span: Span, markup: str) -> None:
    """The token that opens a span in which others stand is told what it is."""
    token.markup = markup
    if span.type == "link":
        token.attrSet("href", span.content)
    else:
        token.content = span.content


class _Cut:
    """A text on its way to be tokens."""

    def __init__(self, text: str) -> None:
        self._text, self._has_links = text, "](" in text
        self.found = list[Token]()

    def through(self, pos: int, end: int, depth: int) -> bool:
        """Whether all was understood from ``pos`` to ``end``, which stand in ``depth`` spans."""
        while (stop := stop_after(self._text, pos, end)) is not None:
            self._say(self._text[pos:stop], depth)
            span = recognise(self._text, stop, end, self._before(stop), depth)
            span = self._sign(stop, end) if span is None else span
            if span is None or not self._take(span, stop, depth):
                return False
            pos = span.end
        self._say(self._text[pos:end], depth)
        return True

    def _sign(self, at: int, end: int) -> Span | None:
        """The sign at a place, where it stands for itself: without a link brackets do, and what
        begins and ends no emphasis inside a word."""
        sign = self._text[at]
        if sign == "_":
            itself = self._text[max(at - 1, 0) : at].isalnum() and at + 1 < end
            itself = itself and self._text[at + 1].isalnum()
        else:
            itself = sign not in _MARKDOWN or (sign in "[]" and not self._has_links)
        return Span("text", at + 1, sign) if itself else None

    def _take(self, span: Span, at: int, depth: int) -> bool:
        if span.inner is not None:
            return self._take_nested(span, at, depth, *span.inner)
        if span.type == "text":
            self._say(span.content, depth)
        else:
            markup = self._text[at : span.end]
            token = Token(span.type, "", 0, level=depth, content=span.content, markup=markup)
            self.found.append(token)
        return True

    def _take_nested(self, span: Span, at: int, depth: int, start: int, end: int) -> bool:
        tag, markup = TAGS.get(span.type, ""), self._text[end : span.end]
        opening = Token(f"{span.type}_open", tag, 1, level=depth)
        opened(opening, span, self._text[at:start])
        self.found.append(opening)
        if not self.through(start, end, depth + 1):
            return False
        closing = Token(f"{span.type}_close", tag, -1, level=depth)
        closing.content, closing.markup = span.closing, markup
        self.found.append(closing)
        return True

    def _say(self, words: str, depth: int) -> None:
        if self.found and self.found[-1].type == "text":
            self.found[-1].content += words
        elif words:
            self.found.append(Token("text", "", 0, level=depth, content=words))

    def _before(self, at: int) -> str:
        """The character that precedes in the record."""
        if not self.found:
            return ""
        last = self.found[-1]
        said = last.content if last.type == "text" else last.markup
        return said[-1:] or self._text[at - 1]
