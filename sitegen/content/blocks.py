"""The headings and fences of a page: those of the form that ingest writes are found without the
Markdown parser, fifteen times as fast; a law says that both find the same."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from sitegen.content.inline import block_parser

# A line that is a paragraph, whatever stands in it: a blank line or the end follows, and no other
# block begins with such a sign.
_TEXT = r"""(?!\d{1,9}[.)](?:[ \t]|$))(?:[^\W_]|["'($\\])[^\n]*+(?=\n\n|\n?\Z)"""
_TEXTS = rf"(?:\n*+{_TEXT})*+\n*+"
_FENCE = r"\n```yaml\n((?:[a-z][^\n]*+\n)+)```(?:\n|\Z)"
_INTRO = re.compile(_TEXTS, re.MULTILINE)
_PART = re.compile(rf"(##|###) (\S[^\n]*+)(?:\n|\Z)(?:{_FENCE})?{_TEXTS}", re.MULTILINE)


class Block(NamedTuple):
    """A heading (``tag``: h1 to h6) or a fence (""). ``lines`` are counted from 0, the end not
    included. ``info`` and ``markup`` are a fence's, ``leads`` says that nothing stands between it
    and the heading before."""

    tag: str
    start: int
    end: int
    content: str
    info: str = ""
    markup: str = ""
    leads: bool = False


def blocks(body: str) -> list[Block]:
    """Those that stand in no other block."""
    found = flat_blocks(body)
    return list(parsed_blocks(body)) if found is None else found


def flat_blocks(body: str) -> list[Block] | None:
    """None where a line has another form than ingest gives it."""
    found: list[Block] = []
    at, line = 0, 0
    part = _INTRO.match(body)
    while part:
        line += body.count("\n", at, part.end())
        at = part.end()
        if part := _PART.match(body, at):
            heading = part[2].strip()
            if heading.endswith("#"):
                return None
            found.append(Block(f"h{len(part[1])}", line, line + 1, heading))
            if fenced := part[3]:
                end = line + 4 + fenced.count("\n")
                found.append(Block("", line + 2, end, fenced, "yaml", "```", True))
    return found if at == len(body) else None


def parsed_blocks(body: str) -> Iterator[Block]:
    tokens = _tokens(body)
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.level or token.map is None:
            continue
        start, end = token.map
        if token.type == "heading_open" and after:
            yield Block(token.tag, start, end, after.content)
        elif token.type == "fence":
            leads = before is not None and before.type == "heading_close"
            yield Block("", start, end, token.content, token.info.strip(), token.markup, leads)


def _tokens(body: str) -> list[Token]:
    """Block structure only: inline text is parsed where it is shown."""
    parser = block_parser()
    tokens: list[Token] = []
    parser.block.parse(body, parser, {}, tokens)
    return tokens
