"""Is every block of text of a dump on the site? Proved by another way than the readers'.

No reader is asked. A dump is cut into blocks of text by its outer form alone: the strings of a
JSON document, the texts of an XML document, the paragraphs of anything else. A block is on the
site when nearly all of its runs of words stand in the words of the published pages.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree import ElementTree

RUN = 4
ENOUGH = 0.9
LEAST_WORDS = 5
_WORD = re.compile(r"[^\W_]+")
_TEX = re.compile(r"\\[A-Za-z]+\s*|[{}$\\]|\[\d+\]|https?://\S+|]\([^)\s]*\)")
_FURNITURE = re.compile(
    r"trending papers|research community|inbox|subscribe|sign up|log ?in|privacy|terms of"
    r"|\bdocs\b|pricing|hugging face|models datasets spaces|daily papers",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text of a dump; ``line`` counts from 1, 0 where the form has no lines."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """The runs of words of a site, hashed, and its short texts whole."""

    runs: frozenset[int]
    short: frozenset[str]


def blocks(text: str, file: str) -> Iterator[Block]:
    """Every block that could be a title, an abstract or a summary."""
    strings = _strings(text)
    if strings is None:
        yield from _paragraphs(text, file)
    else:
        yield from (Block(file, 0, string) for string in strings)


def _strings(text: str) -> list[str] | None:
    """The strings of a JSON or XML document; None for any other text."""
    head = text.lstrip()[:1]
    return _json(text) if head in "[{" else _xml(text) if head == "<" else None


def words_of(pages: Iterable[str]) -> Words:
    """What the HTML pages of a site say."""
    runs: set[int] = set()
    short: set[str] = set()
    for page in pages:
        for piece in _visible(page):
            found = folded(piece)
            runs.update(_runs(found))
            if len(found) < RUN * 6:
                short.add(" ".join(found))
    return Words(frozenset(runs), frozenset(short))


def missing(found: Iterable[Block], words: Words, excused: Words) -> list[Block]:
    """The blocks that stand neither on the site nor among what was refused or taken off."""
    return [block for block in found if not _stands(block, words) and not _stands(block, excused)]


def folded(text: str) -> list[str]:
    """The words of a text, TeX and addresses left out, in one spelling."""
    bare = _TEX.sub(" ", text)
    decomposed = unicodedata.normalize("NFKD", bare).casefold()
    return _WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)))


def _stands(block: Block, words: Words) -> bool:
    found = folded(block.text)
    if sum(word.isalpha() for word in found) < LEAST_WORDS or _FURNITURE.search(block.text):
        return True
    if " ".join(found) in words.short:
        return True
    runs = _runs(found)
    return sum(run in words.runs for run in runs) >= ENOUGH * len(runs)


def _runs(words: list[str]) -> list[int]:
    return [hash(tuple(words[k : k + RUN])) for k in range(len(words) - RUN + 1)]


def _paragraphs(text: str, file: str) -> Iterator[Block]:
    start, lines = 0, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield Block(file, start, " ".join(lines))
            lines = []


def _json(text: str) -> list[str] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found: list[str] = []
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
    return found


def _xml(text: str) -> list[str] | None:
    if "<!ENTITY" in text:
        return None
    try:
        root = ElementTree.fromstring(text.encode())
    except ElementTree.ParseError:
        return None
    return [" ".join(_visible(part)) for part in root.itertext() if part.strip()]


def _visible(page: str) -> list[str]:
    reader = _Visible()
    reader.feed(page)
    reader.close()
    return ["".join(piece) for piece in reader.pieces if piece]


class _Visible(HTMLParser):
    """The texts of a page, one for each block-level element."""

    _BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li div article section title pre dd dt td".split())
    _SILENT = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[list[str]] = [[]]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.pieces.append([])

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self._SILENT
        if tag in self._BLOCKS:
            self.pieces.append([])

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces[-1].append(data)
