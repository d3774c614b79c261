"""A record text cut into what stands in it; the same types as the Markdown parser's tokens."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from sitegen.tex.recognise import may_stop, next_stop, recognise
from sitegen.tex.span import Span
from sitegen.tex.unicode import unicode_formula


class Shown(Protocol):
    """A piece or a Markdown token."""

    @property
    def type(self) -> str: ...
    @property
    def content(self) -> str: ...


class Piece(NamedTuple):
    """``content`` is what the piece stands for, ``markup`` how the record writes it."""

    type: str
    content: str
    markup: str


def pieces(record_text: str) -> tuple[Piece, ...]:
    """Every piece in order; their ``markup`` joined is the record text again."""
    return tuple(_joined(_cut(record_text, 0, len(record_text), 0)))


def _cut(text: str, pos: int, end: int, depth: int) -> Iterator[Piece]:
    while pos < end:
        start = next_stop(text, pos, end)
        if start > pos:
            yield Piece("text", text[pos:start], text[pos:start])
        if start == end:
            return
        span = recognise(text, start, end, text[start - 1 : start], depth)
        pos = span.end if span else start + _literal(text, start, end)
        if span is None:
            yield Piece("text", text[start:pos], text[start:pos])
        else:
            yield from _pieces_of(text, start, span, depth)


def _literal(text: str, start: int, end: int) -> int:
    """A run of stars is one thing, anything else is asked about sign by sign."""
    at = start
    while at < end and text[at] == "*":
        at += 1
    return max(at - start, 1)


def _pieces_of(text: str, start: int, span: Span, depth: int) -> Iterator[Piece]:
    if span.inner is None:
        yield Piece(span.type, span.content, text[start : span.end])
        return
    opening = "" if span.type == "link" else span.content
    yield Piece(f"{span.type}_open", opening, text[start : span.inner[0]])
    yield from _cut(text, *span.inner, depth + 1)
    yield Piece(f"{span.type}_close", span.closing, text[span.inner[1] : span.end])


def _joined(parts: Iterable[Piece]) -> Iterator[Piece]:
    text = ""
    for part in parts:
        if part.type == "text":
            text += part.content
            continue
        if text:
            yield Piece("text", text, text)
            text = ""
        yield part
    if text:
        yield Piece("text", text, text)


def plain_pieces(parts: Iterable[Shown]) -> str:
    """The text a reader sees, without any markup."""
    return "".join(map(_plain, parts))


def _plain(part: Shown) -> str:
    if part.type == "math":
        return unicode_formula(part.content)
    return " " if part.type in ("softbreak", "hardbreak") else part.content


def plain(record_text: str) -> str:
    """The record text in plain Unicode: ``O$^2$-Recon`` -> ``O²-Recon``."""
    if not may_stop(record_text):
        return record_text
    return plain_pieces(pieces(record_text))
