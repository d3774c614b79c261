"""A dump cut into blocks of text by its outer form alone; no reader is asked.

Titles and abstracts are looked for by the names that the form gives them (of JSON, XML, BibTeX,
RIS, a mail); of a page, every paragraph is a block.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from sitegen.proof.furniture import folded, is_furniture

LONG = 12
_SENTENCE = 5
_SIGN = re.compile(r"\S")
_FIELDS = frozenset({"title", "abstract", "summary", "ai_summary"})
_ABOUT = frozenset(
    "authors authors_parsed comments container-title journal-ref note report-no submitter".split()
)
_ENTRY = re.compile(r"<(item|entry)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(
    r"<(title|summary|description|abstract)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"=\s*(\"[^\"]*\"|'[^']*')")
_UNSHOWN = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<h3\b[^>]*>(.*?)</h3\s*>", re.DOTALL | re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|article|section|header|footer|td|tr|br)\b[^>]*>"
)
_TAG = re.compile(r"<[^<>]*>")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)]]>", re.DOTALL)
_FEED_TITLE = re.compile(r"\s*\(arXiv:[^()]*\)\s*$")
_FEED_TEXT = re.compile(r"^\s*arXiv:\S+\s+Announce Type:\s*\S+\s+Abstract:\s*")
_BIBTEX = re.compile(r"^[ \t]*@\w+[ \t]*[{(]", re.MULTILINE)
_BIBTEX_FIELD = re.compile(r"\b(?:title|abstract)\s*=\s*(?=[{\"])", re.IGNORECASE)
_RIS = re.compile(r"^TY  ?- ?", re.MULTILINE)
_RIS_FIELD = re.compile(r"^(?:TI|T1|AB|N2)  ?- ?(.*(?:\n(?![A-Z][A-Z0-9]  ?-).*)*)", re.MULTILINE)
_MAIL = re.compile(r"^\\\\\n(?:Paper: |arXiv:)", re.MULTILINE)
_MAIL_TITLE = re.compile(r"^Title: (.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_MAIL_TEXT = re.compile(r"^\\\\\n(?!Paper: |arXiv:)(.*?)^\\\\", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n(?:.*\n){1,50}?---\n")
# Pictures, the names of pictures, where links lead and where they begin.
_MARKUP = re.compile(
    r"!\[[^\[\]]*]\([^()\s]*\)|\[\[[^\[\]]*](?=\s)|]\([^()\s]*\)|]\[\d+]"
    r"|^[#*\s]*\[\d+](?=[^\s\[(])|^[#*\s]*\[|^#+ ",
    re.MULTILINE,
)


class Block(Struct, frozen=True):
    """A block of text of a dump; ``line`` counts from 1, 0 where the form has no lines."""

    file: str
    line: int
    text: str


def blocks(text: str, file: str) -> Iterator[Block]:
    """Every block that could be a title, an abstract or a summary."""
    for line, found in _form(text)(text):
        if found.strip():
            yield Block(file, line, found)


_Lines = Iterator[tuple[int, str]]


def _form(text: str) -> Callable[[str], _Lines]:
    head = text.lstrip("\ufeff \t\n")[:2_000]
    if head[:1] in ("[", "{") and _starts_json(head):
        return _json_texts
    if head.startswith("<"):
        return _html_texts if re.search(r"<!doctype html|<html", head, re.I) else _xml_texts
    if _RIS.search(text):
        return _ris_texts
    if _BIBTEX.search(text):
        return _bibtex_texts
    return _mail_texts if _MAIL.search(text) else _paragraphs


def _starts_json(head: str) -> bool:
    return re.match(r'[\[{]\s*(?:[\[{"\]}]|$)', head) is not None


def _line_numbers(text: str) -> Callable[[int], int]:
    """The line of a place, asked from the beginning to the end."""
    seen, line = 0, 1

    def line_at(place: int) -> int:
        nonlocal seen, line
        line, seen = line + text.count("\n", seen, place), place
        return line

    return line_at


def _json_texts(text: str) -> _Lines:
    """The values one after the other: one document, or one a line; what is broken is passed over
    to the next line. The line of a string is that of its value, 0 where that has several."""
    line_at, at = _line_numbers(text), 0
    while start := _SIGN.search(text, at):
        try:
            value, at = json.JSONDecoder().raw_decode(text, start.start())
        except (ValueError, RecursionError):
            at = text.find("\n", start.start()) + 1 or len(text)
            continue
        line = 0 if "\n" in text[start.start() : at] else line_at(start.start())
        yield from ((line, found) for found in _strings(value))


def _strings(value: Any) -> Iterator[str]:
    """What stands in a field of a paper's text, and every other string that is a sentence, but
    for what is said about the paper."""
    todo = [("", value)]
    while todo:
        name, item = todo.pop()
        if isinstance(item, str):
            if name in _FIELDS or (name not in _ABOUT and len(item.split()) >= LONG):
                yield item
        elif isinstance(item, dict):
            todo.extend(item.items())
        elif isinstance(item, list):
            todo.extend((name, inner) for inner in item)


def _xml_texts(text: str) -> _Lines:
    line_at = _line_numbers(text)
    for entry in _ENTRY.finditer(text):
        for element in _ELEMENT.finditer(entry[0]):
            line = line_at(entry.start() + element.start(2))
            shown = html.unescape(_CDATA.sub(lambda m: html.escape(m[1]), element[2]))
            yield (
                line,
                _FEED_TITLE.sub("", _FEED_TEXT.sub("", html.unescape(_TAG.sub(" | ", shown)))),
            )


def _html_texts(text: str) -> _Lines:
    """What a page shows, and the JSON in its attributes."""
    for attribute in _ATTRIBUTE.finditer(text):
        value = html.unescape(attribute[1][1:-1])
        if value.startswith(("{", "[")):
            yield from ((0, found) for _, found in _json_texts(value))
    seen = _UNSHOWN.sub(" ", text)
    for title in _HEADING.finditer(seen):
        yield 0, html.unescape(_TAG.sub(" ", title[1]))
    for piece in _BLOCK_TAG.split(seen):
        shown = html.unescape(_TAG.sub(" | ", piece))
        if len(folded(shown)) >= LONG:
            yield 0, shown


def _bibtex_texts(text: str) -> _Lines:
    line_at = _line_numbers(text)
    for field in _BIBTEX_FIELD.finditer(text):
        value = _closed(text, field.end())
        yield line_at(field.end()), re.sub(r"[{}]", "", value)


def _closed(text: str, start: int, longest: int = 100_000) -> str:
    """What stands between the sign at ``start``, a brace or a quotation mark, and its like."""
    quoted, depth = text[start] == '"', 0
    for at in range(start + 1, min(len(text), start + longest)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth < 0 or (quoted and depth == 0 and text[at] == '"'):
            return text[start + 1 : at]
    return text[start + 1 : start + longest]


def _ris_texts(text: str) -> _Lines:
    line_at = _line_numbers(text)
    for field in _RIS_FIELD.finditer(text):
        yield line_at(field.start()), field[1]


def _mail_texts(text: str) -> _Lines:
    for pattern in (_MAIL_TITLE, _MAIL_TEXT):
        line_at = _line_numbers(text)
        for found in pattern.finditer(text):
            yield line_at(found.start(1)), found[1]


def _paragraphs(text: str) -> _Lines:
    """What stands between blank lines, below the front matter that a tool wrote: sentences, and
    the titles above them."""
    found = list(_between_blank_lines(text))
    for (line, words), (_, below) in zip(found, [*found[1:], (0, "")], strict=True):
        bare = "\n".join("|" if is_furniture(x) else x for x in _MARKUP.sub(" ", words).split("\n"))
        count = len(folded(bare))
        above = count > 1 and len(below.split()) >= LONG
        if words.startswith("#") or above or count >= _SENTENCE:
            yield line, bare


def _between_blank_lines(text: str) -> _Lines:
    start, lines = 0, list[str]()
    body = _FRONT_MATTER.sub(lambda head: "\n" * head[0].count("\n"), text, count=1)
    for number, line in enumerate([*body.split("\n"), ""], start=1):
        if line.strip():
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield start, "\n".join(lines)
            lines = []
