"""What Pagefind reads in a paper: a text to show, the words in it, and what is said beside it."""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from unicodedata import category

from msgspec import Struct

from sitegen.documents import Document

_PIECE = re.compile(r"([^<]*)(?:<(/?)(\w+)[^>]*>)?")
# Between these stands an end of a sentence, or at least a blank.
_BLOCKS = frozenset("h1 h2 h3 h4 h5 h6 p td div ul li dl dd article section".split())
_WEIGHTS = {f"h{level}": str(8 - level) for level in range(1, 7)}
_IN_A_SENTENCE = frozenset("'\")$*\u200c\u200d")
# What Pagefind takes for its own marks in a text, and for nothing.
_MARKS = ("___PAGEFIND_", "___END_PAGEFIND_WEIGHT___")
_MARK = re.compile(r"___PAGEFIND_\S+\s?")
_NOTHING = "\u200b"
_LINES, _BLANKS = re.compile(r"(?:\n|\r\n)+"), re.compile(r"\s{2,}")


class Kinds(dict[str, int]):
    """Words as they are written: each gets the next number when it is first asked for."""

    def __missing__(self, kind: str) -> int:
        self[kind] = number = len(self)
        return number

    def numbers(self, kinds: Iterable[str]) -> "array[int]":
        return array("i", map(self.__getitem__, kinds))


class Page(Struct, frozen=True):
    """``words``: those of ``content``, in order; ``said``: by name, in the order of the names;
    ``beside``: the words of each of these."""

    url: str
    content: str
    words: "array[int]"
    said: Mapping[str, str]
    beside: tuple["array[int]", ...]


def read(document: Document, kinds: Kinds) -> Page:
    """A word of another weight than most is one with that and a blank before it."""
    said = dict(document.said)
    title = "".join(_title(document.title))
    if title:
        said["title"] = unescape(title)
    told = {name: _as_told(said[name]) for name in sorted(said)}
    content, numbers = list[str](), kinds.numbers(())
    for weight, text in _runs(document.text or f"<h1>{document.title}</h1>"):
        words = _words(unescape(text))
        content += words
        numbers += kinds.numbers((f"{weight} {word}" for word in words) if weight else words)
    beside = tuple(kinds.numbers(_words(value)) for value in told.values())
    return Page(f"/{document.url}", " ".join(content), numbers, told, beside)


def _words(text: str) -> list[str]:
    """Its words, with all that is written to them."""
    if _NOTHING in text:
        text = text.replace(_NOTHING, "")
    words = text.split()
    return [word for word in words if not word.startswith(_MARKS)] if "___" in text else words


def _runs(html: str) -> Iterator[tuple[str, str]]:
    """The weight of a heading or "", and a text, still escaped."""
    written, weight = [" "], ""
    for text, closes, tag in _PIECE.findall(html):
        written.append(text)
        if tag in _BLOCKS:
            written.append(_end(written) if closes else " ")
        elif tag == "br":
            written.append(" ")
        if tag in _WEIGHTS:
            yield weight, "".join(written)
            written, weight = [" "], "" if closes else _WEIGHTS[tag]
    yield weight, "".join(written)


def _end(written: list[str]) -> str:
    last = next(text for text in reversed(written) if text)[-1]
    kind = category(last)
    goes_on = kind[0] in "LM" or kind in ("Nd", "Nl", "Pc") or last in _IN_A_SENTENCE
    return ". " if goes_on else " "


def _title(html: str) -> Iterator[str]:
    for text, _, tag in _PIECE.findall(html):
        yield text
        if tag == "br":
            yield " "


def _as_told(text: str) -> str:
    if " ".join(text.split()) != text:
        text = _BLANKS.sub(" ", _LINES.sub(" ", text.strip()))
    return _MARK.sub("", text) if "___" in text else text
