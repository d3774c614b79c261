"""HTML of titles, abstracts, notes and introductions for the pages."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, groupby
from operator import itemgetter

from markupsafe import Markup

from sitegen.content.escape import page_text
from sitegen.content.inline import MEMO, parse
from sitegen.memo import memoised_bulky
from sitegen.prose import outputs
from sitegen.prose.claims import claims
from sitegen.prose.sentences import END, parted


@lru_cache(MEMO)
def inline(markdown: str) -> Markup:
    """A title."""
    return Markup(outputs.html(parse(markdown)))


@lru_cache(MEMO)
def record(text: str) -> Markup:
    """A text as a record gives it: a summary."""
    return inline(page_text(text, block=False))


def _blocks(markdown: str) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", markdown.strip()) if block]


@memoised_bulky(1)
def abstract(markdown: str) -> Markup:
    """Paragraphs. Where some sentences are known to carry the contribution, they stand in ``mark``
    and all others in ``span``, both children of their paragraph."""
    blocks = [parted(parse(block)) for block in _blocks(markdown.replace(END, ""))]
    plain = [sentence for block in blocks for sentence in outputs.plain(block).split(END)]
    chosen = frozenset(claims(plain))
    if not chosen or len(plain) == 1:
        return Markup("".join(f"<p>{outputs.html(one).replace(END, '')}</p>" for one in blocks))
    claimed = map(chosen.__contains__, count())
    return Markup("".join(_marked(outputs.html(block).split(END), claimed) for block in blocks))


def _marked(sentences: list[str], claimed: Iterator[bool]) -> str:
    parts = groupby(zip(sentences, claimed, strict=False), key=itemgetter(1))
    told = (("mark" if claim else "span", "".join(s for s, _ in group)) for claim, group in parts)
    return "<p>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in told) + "</p>"


@lru_cache(MEMO)
def block(markdown: str, heading_shift: int) -> Markup:
    """A note or an introduction: Markdown with lists, links and headings."""
    return Markup(outputs.block_html(markdown, heading_shift=heading_shift))
