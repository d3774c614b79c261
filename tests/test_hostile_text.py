"""Texts made to be slow: no text makes more than so much work for each of its characters.

What is counted are the lines of Python that run, not seconds, so that a busy machine fails no test.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from sitegen.content.escape import page_text
from sitegen.content.inline import parse, record_text
from sitegen.prose import outputs
from sitegen.tex import plain

UNCLOSED = (
    r"**a |[a](|[|[$|[*a |[a](b \"|\href{a}{|\textbf{|$a |\(|\[|`a |``a |`|{\em |\'{|\begin{|"
    r"\cite[|\frac{|http://a.b/{|http://a.b}|-- |\\"
).split("|")
CLOSED = (r"\'{|}", r"\textbf{|}", "[|]", "**a|b**", "{|}", "(|)", r"\frac{|}{a}", "$|a$")
SIZE, MOST = 4_000, 1_000


def lines_run(work: Callable[[], Any]) -> int:
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def said(text: str) -> None:
    """What is done with the text of a paper between a dump and a page."""
    tokens = parse(page_text(text, block=True))
    assert record_text(tokens) == " ".join(text.split())
    outputs.html(tokens)
    plain(text)


def repeated(fragment: str, size: int) -> str:
    return " ".join((fragment * size)[:size].split())


@pytest.mark.parametrize("fragment", UNCLOSED)
def test_what_opens_at_every_word_and_never_closes(fragment: str) -> None:
    text = repeated(fragment, SIZE)
    assert lines_run(lambda: said(text)) < MOST * SIZE


@pytest.mark.parametrize("fragment", CLOSED)
def test_what_stands_in_itself_a_thousand_times(fragment: str) -> None:
    opening, closing = fragment.split("|")
    text = opening * (SIZE // 4) + closing * (SIZE // 4)
    assert lines_run(lambda: said(text)) < MOST * len(text)


@pytest.mark.parametrize("sign", ["^", "_", r"\hat", r"\sqrt", r"\frac", "^_", r"\left("])
def test_a_formula_that_never_ends_is_shown_as_it_is_written(sign: str) -> None:
    said(f"${sign * 300}x$")
    said(f"${sign * 3_000}x$")


@pytest.mark.parametrize("fragment", ["[", "[a](", "**[", "*a_"])
def test_a_note_that_opens_at_every_sign(fragment: str) -> None:
    text = repeated(fragment, SIZE)
    assert lines_run(lambda: outputs.block_html(text, heading_shift=2)) < MOST * SIZE
