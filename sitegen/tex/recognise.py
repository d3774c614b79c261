"""Whether something other than plain text stands at a place of a text."""

import re
from collections.abc import Callable

from sitegen.tex.formula import dollars
from sitegen.tex.macros import braced_macro, macro, referred
from sitegen.tex.span import Span
from sitegen.tex.tables import REFERENCES
from sitegen.tex.typography import backticks, dash, strong, tie
from sitegen.tex.weblinks import braced_url, url

DEEPEST = 8
"""How deep spans may stand in one another; what is deeper stays text."""

STOP = (
    rf"[\s~](?={REFERENCES.pattern}[\s\[{{])"
    r"|\\|\$|~|`+|-{2,}|\*{2,}|https?://|\{(?=\\|https?://)"
)
"""Regular expression of the places worth asking about."""

_Recogniser = Callable[[str, int, int, str], Span | None]


def recognise(text: str, pos: int, end: int, before: str, depth: int) -> Span | None:
    """The span at ``pos`` of ``text``, of which nothing behind ``end`` is seen.

    ``before`` is the character of the record that precedes, "" at its start.
    """
    for recogniser in _AT.get(text[pos], _AT_BLANK):
        span = recogniser(text, pos, end, before)
        if span is not None:
            return None if span.inner is not None and depth >= DEEPEST else span
    return None


def _referred(text: str, pos: int, end: int, before: str) -> Span | None:
    blank = text[pos].isspace() or text[pos] == "~"
    return referred(text, pos, end, before) if blank else None


_AT_BLANK: tuple[_Recogniser, ...] = (_referred,)
_AT: dict[str, tuple[_Recogniser, ...]] = {
    "\\": (macro,),
    "$": (dollars,),
    "~": (referred, tie),
    "`": (backticks,),
    "-": (dash,),
    "*": (strong,),
    "h": (url,),
    "{": (braced_macro, braced_url),
}

STOP_RE = re.compile(STOP)
# The same places, found seven times as fast: what begins them is one class of signs. A reference
# begins at the blank before it, which is looked at afterwards.
_SIGN = re.compile(
    r"[\\$~`*h{-](?:(?<![*h{-])|(?<=h)ttps?://|(?<=-)-|(?<=\*)\*|(?<=\{)(?=\\|https?://))"
)
_REFERENCE = re.compile(REFERENCES.pattern + r"[\s\[{]")
_SIGNS = ("\\", "$", "~", "`", "--", "**", "http")


def next_stop(text: str, pos: int, end: int) -> int:
    """Where ``STOP`` is found next; ``end`` where it is not."""
    found = _SIGN.search(text, pos, end)
    if found is None:
        return end
    return beginning(text, pos, found.start(), end)


def beginning(text: str, pos: int, at: int, end: int) -> int:
    """Of what a sign at ``at`` begins: a reference begins at the blank before it."""
    is_led = at > pos and text[at] == "\\" and text[at - 1].isspace()
    return at - 1 if is_led and _REFERENCE.match(text, at, end) else at


def may_stop(text: str) -> bool:
    """Whether there can be a place worth asking about; ten times as fast as to look for one."""
    return any(map(text.__contains__, _SIGNS))
