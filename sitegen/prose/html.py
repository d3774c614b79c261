"""HTML of titles, abstracts, notes and introductions for the pages."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import count, groupby

from markupsafe import Markup

from sitegen.content.escape import page_text
from sitegen.content.inline import MEMO, parse
from sitegen.memo import memoised_bulky
from sitegen.prose import outputs
from sitegen.prose.claims import claims
from sitegen.prose.sentences import Sentence, sentences


@lru_cache(MEMO)
def inline(markdown: str) -> Markup:
    """A title."""
    return Markup(outputs.html(parse(markdown)))


@lru_cache(MEMO)
def record(text: str) -> Markup:
    """A text as a record gives it: a summary."""
    return inline(page_text(text, block=False))


@lru_cache(MEMO)
def paragraphs(markdown: str) -> Markup:
    """An abstract: one paragraph as ingest writes it, or what a person made of it."""
    return Markup("").join(Markup("<p>{}</p>").format(inline(one)) for one in _blocks(markdown))


def _blocks(markdown: str) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", markdown.strip()) if block]


@memoised_bulky(1)
def abstract(markdown: str) -> Markup:
    """Paragraphs. Where some sentences are known to carry the contribution, they stand in ``mark``
    and all others in ``span``, both children of their paragraph."""
    blocks = [sentences(parse(block)) for block in _blocks(markdown)]
    plain = [outputs.plain(sentence) for block in blocks for sentence in block]
    chosen = frozenset(claims(plain))
    if not chosen or len(plain) == 1:
        return paragraphs(markdown)
    numbers = count()
    marked = [[(next(numbers) in chosen, sentence) for sentence in block] for block in blocks]
    return Markup("").join(map(_marked, marked))


def _marked(block: Iterable[tuple[bool, Sentence]]) -> Markup:
    parts = [
        (
            "mark" if claim else "span",
            "".join(outputs.html(sentence) for _, sentence in group),
        )
        for claim, group in groupby(block, key=lambda one: one[0])
    ]
    return Markup("<p>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts) + "</p>")


@lru_cache(MEMO)
def block(markdown: str, heading_shift: int) -> Markup:
    """A note or an introduction: Markdown with lists, links and headings."""
    return Markup(outputs.block_html(markdown, heading_shift=heading_shift))
