"""Parsed text -> HTML for pages, HTML for feeds, plain Unicode, and the links in it."""

import html as escaping
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sitegen.content.inline import block_parser
from sitegen.prose import math
from sitegen.tex import Shown, plain_pieces

_NO_BREAK = "\u00a0"
_LOWEST_HEADING = 6
_NORMAL_LINK = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/._~-]*)?")
_Writer = Callable[[Any], str]
_InlineWriter = Callable[[Iterable[Token]], str]


def html(tokens: Iterable[Shown]) -> str:
    """For pages."""
    return "".join([_PAGE[token.type](token) for token in tokens])


def feed_html(tokens: Iterable[Shown]) -> str:
    """For feeds: no MathML, which feed readers do not show."""
    return "".join([_FEED[token.type](token) for token in tokens])


def plain(tokens: Iterable[Shown]) -> str:
    """What a reader sees, in Unicode: for titles of windows and feeds, JSON and citations."""
    return plain_pieces(tokens)


def links(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The web addresses in the text, in order, each once."""
    return tuple(dict.fromkeys(url for url in map(_address, tokens) if url.startswith("http")))


def block_html(markdown: str, *, heading_shift: int, write: _InlineWriter = html) -> str:
    """A person's note or introduction; its headings fit below those of the page. ``write`` is
    for inline text: ``html`` or ``feed_html``."""
    parser = block_parser()
    tokens = parser.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + heading_shift, _LOWEST_HEADING)}"
        token.attrs.pop("style", None)
    return str(_block_renderer(write).render(tokens, parser.options, {}))


class _BlockRenderer(RendererHTML):
    """Blocks as CommonMark has them, inline text as everywhere else."""

    def __init__(self, write: _InlineWriter) -> None:
        super().__init__()
        self._write = write

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        return self._write(tokens)


@cache
def _block_renderer(write: _InlineWriter) -> _BlockRenderer:
    return _BlockRenderer(write)


def _address(token: Token) -> str:
    return token.content if token.type == "url" else str(token.attrs.get("href", ""))


def _escaped(token: Token) -> str:
    return escaping.escape(token.content, quote=False)


def _anchor(token: Token) -> str:
    return f'<a href="{_href(token.content)}">{_escaped(token)}</a>'


def _href(address: str) -> str:
    """An address as an attribute; most have nothing in them that would change."""
    if _NORMAL_LINK.fullmatch(address):
        return address
    return escaping.escape(normalizeLink(address))


def _link_open(token: Token) -> str:
    """Addresses of Markdown links are normalised by the parser, of macros not yet."""
    href = str(token.attrs["href"])
    href = _href(href) if token.markup.startswith("\\") else escaping.escape(href)
    title = (
        f' title="{escaping.escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
    )
    return f'<a href="{href}"{title}>'


def _page_formula(token: Token) -> str:
    return math.page_html(token.content)


def _feed_formula(token: Token) -> str:
    return math.feed_html(token.content)


def _always(markup: str) -> _Writer:
    return lambda token: markup


_COMMON: Mapping[str, _Writer] = {
    "text": _escaped,
    "text_special": _escaped,
    "glyph": _escaped,
    "tie": _always(_NO_BREAK),
    "url": _anchor,
    "dropped": _always(""),
    "softbreak": _always("\n"),
    "hardbreak": _always("<br>\n"),
    "code_inline": lambda token: f"<code>{_escaped(token)}</code>",
    "strong_open": _always("<strong>"),
    "strong_close": _always("</strong>"),
    "em_open": _always("<em>"),
    "em_close": _always("</em>"),
    "code_open": _always("<code>"),
    "code_close": _always("</code>"),
    "quote_open": _escaped,
    "quote_close": _escaped,
    "group_open": _always(""),
    "group_close": _always(""),
    "link_open": _link_open,
    "link_close": _always("</a>"),
}
_PAGE: Mapping[str, _Writer] = {**_COMMON, "math": _page_formula}
_FEED: Mapping[str, _Writer] = {**_COMMON, "math": _feed_formula}
