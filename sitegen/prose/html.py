"""HTML of titles, abstracts, notes and introductions for the pages."""

import re
from functools import lru_cache

from markupsafe import Markup

from sitegen.content.inline import parse
from sitegen.prose import outputs

_MEMO = 4096


@lru_cache(_MEMO)
def inline(markdown: str) -> Markup:
    """A title."""
    return Markup(outputs.html(parse(markdown)))


@lru_cache(_MEMO)
def paragraphs(markdown: str) -> Markup:
    """An abstract: one paragraph as ingest writes it, or what a person made of it."""
    blocks = re.split(r"\n\s*\n", markdown.strip())
    return Markup("").join(Markup("<p>{}</p>").format(inline(block)) for block in blocks if block)


@lru_cache(_MEMO)
def block(markdown: str, heading_shift: int) -> Markup:
    """A note or an introduction: Markdown with lists, links and headings."""
    return Markup(outputs.block_html(markdown, heading_shift=heading_shift))
