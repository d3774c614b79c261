"""HTML of abstracts and notes for feeds: sup, sub and Unicode, no MathML."""

import re
from functools import lru_cache

from sitegen.content.inline import MEMO, parse
from sitegen.memo import memoised
from sitegen.prose import outputs

_NOTE_HEADING = 3


@lru_cache(MEMO)
@memoised
def paragraphs(markdown: str) -> str:
    blocks = re.split(r"\n\s*\n", markdown.strip())
    return "".join(f"<p>{outputs.feed_html(parse(block))}</p>" for block in blocks if block)


@lru_cache(MEMO)
def note(markdown: str) -> str:
    """A person's blocks, with their lists and links."""
    return outputs.block_html(markdown, heading_shift=_NOTE_HEADING, write=outputs.feed_html)
