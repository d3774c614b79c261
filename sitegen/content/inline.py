"""The one Markdown parser: CommonMark with TeX read ahead of escapes, backticks and emphasis.

Inline text is parsed by ``parse``, a person's blocks by ``block_parser``; both know the same marks.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sitegen.content.flattext import TAGS, flat_tokens, opened, stop_after
from sitegen.tex import STOP, Span, recognise

_SCHEME = re.compile(r"\s*([^\s/?#:]*):", re.ASCII)
_ALLOWED = frozenset(("http", "https", "mailto"))
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")
_STOP = re.compile(STOP + r"|[*_\[\]\n]|<(?=[A-Za-z])|&(?=[#A-Za-z])")
_SEARCHED = "searched for labels"
# What a record does not have where a page has it: escapes, entities, links and lines that end.
_NOT_IN_A_RECORD = "\\&[<\n"
MEMO = 1 << 17  # texts of a large digest: what is asked of each in turn is found the next time
LONGEST_LABEL = 1_000
_MOST_SEARCHED = 200_000


@lru_cache(maxsize=16)  # several ask for the same text, one right after another
def parse(markdown: str) -> tuple[Token, ...]:
    """The tokens of one inline text, as it stands on a page. Nobody may change them."""
    flat = flat_tokens(markdown)
    return parsed(markdown) if flat is None else flat


def parsed(markdown: str) -> tuple[Token, ...]:
    """The same, whatever the text holds, by the parser."""
    parser = block_parser()
    return tuple(parser.inline.parse(markdown, parser, {}, []))


def recorded(markdown: str) -> str:
    """The record text of one inline text."""
    has_marks = any(map(markdown.__contains__, _NOT_IN_A_RECORD))
    return _recorded(markdown) if has_marks else markdown


@lru_cache(MEMO)
def _recorded(markdown: str) -> str:
    return record_text(parse(markdown))


def record_text(tokens: Iterable[Token]) -> str:
    """The text as a record gives it: TeX as it came, Markdown escapes undone."""
    text = "".join(map(_source, tokens))
    return " ".join(text.split()) if "\n" in text else text


def literal(token: Token) -> bool:
    """Whether the token stands for nothing but its own characters."""
    return token.type in ("text", "text_special")


class _Helpers:
    """The parser's own, but brackets that open all through a text are not looked after for long."""

    parseLinkDestination = staticmethod(helpers.parseLinkDestination)
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:
        """The end of the label that opens at ``start``, -1 where there is none.

        A label that nothing closes nearby is none once ``_MOST_SEARCHED`` characters of the text
        were read for such.
        """
        spent = state.env.get(_SEARCHED, 0)
        if spent > _MOST_SEARCHED or state.src.find("]", start, start + LONGEST_LABEL) < 0:
            return -1
        end = helpers.parseLinkLabel(state, start, disableNested)
        read = (end if end >= 0 else state.posMax) - start
        if read > LONGEST_LABEL:
            state.env[_SEARCHED] = spent + read
        return end


@cache
def block_parser() -> MarkdownIt:
    """The parser with its block rules: for notes and introductions. Raw HTML is off."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 50})
    parser.enable("table").disable(["backticks", "image", "html_inline", "html_block"])
    parser.inline.ruler.at("text", _text)
    parser.inline.ruler.after("text", "tex", _tex)
    parser.inline.ruler.before("autolink", "web_autolink", _web_autolink)
    parser.inline.terminator_re = _STOP
    parser.helpers = _Helpers()  # type: ignore[assignment]
    parser.validateLink = _is_allowed  # type: ignore[method-assign]
    return parser


def _source(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if literal(token) else token.markup


def _is_allowed(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return not scheme or scheme[1].lower() in _ALLOWED


def _text(state: StateInline, silent: bool) -> bool:
    """Everything up to the next place where a rule may apply, never beyond a nested range."""
    stop = stop_after(state.src, state.pos, state.posMax)
    end = state.posMax if stop is None else stop
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _tex(state: StateInline, silent: bool) -> bool:
    span = recognise(state.src, state.pos, state.posMax, _before(state), state.level)
    if span is None:
        return False
    if not silent:
        _push(state, span)
    state.pos = span.end
    return True


def _before(state: StateInline) -> str:
    """The character that precedes in the record: escapes are undone, markup counts as written."""
    if state.pending:
        return state.pending[-1]
    if not state.tokens:
        return ""
    return _source(state.tokens[-1])[-1:] or state.src[state.pos - 1]


def _push(state: StateInline, span: Span) -> None:
    if span.type == "text":
        state.append_pending(span.content)
    elif span.inner is None:
        token = state.push(span.type, "", 0)
        token.content = span.content
        token.markup = state.src[state.pos : span.end]
    else:
        _push_nested(state, span, *span.inner)


def _push_nested(state: StateInline, span: Span, start: int, end: int) -> None:
    tag = TAGS.get(span.type, "")
    opening = state.push(f"{span.type}_open", tag, 1)
    opened(opening, span, state.src[state.pos : start])
    whole = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = whole
    closing = state.push(f"{span.type}_close", tag, -1)
    closing.content, closing.markup = span.closing, state.src[end : span.end]


def _web_autolink(state: StateInline, silent: bool) -> bool:
    """``<https://...>``: the address alone is the text, so a record's bare one reads back."""
    found = _AUTOLINK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("url", "", 0)
        token.content = token.markup = found[1]
    state.pos = found.end()
    return True
