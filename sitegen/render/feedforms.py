"""Texts of one form: what stands between the values is asked of a library once.

Signs for private use mark the places of the values while the library writes; no text of ours has
any such pair.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

_MARK = re.compile("\ue000([^\ue001]*)\ue001")
_ENDS_ATTRIBUTE = '="'
_IN_TEXT = {"&": "&amp;", ">": "&gt;", "<": "&lt;", "\r": "&#13;"}  # in this order
_IN_ATTRIBUTE = {**_IN_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def mark(name: str) -> str:
    """What stands for the value of that name while the form is written."""
    return f"\ue000{name}\ue001"


class Form(Struct, frozen=True):
    """XML with gaps: before each the text that stands there, whether it is in an attribute, and
    the name of the value."""

    gaps: tuple[tuple[str, bool, str], ...]
    end: str

    def filled(self, values: Mapping[str, str]) -> str:
        parts = []
        for before, in_attribute, name in self.gaps:
            parts.append(before)
            parts.append(_escaped(values[name], _IN_ATTRIBUTE if in_attribute else _IN_TEXT))
        return "".join((*parts, self.end))


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    for sign, reference in signs.items():
        text = text.replace(sign, reference)
    return text


def form(written: str) -> Form:
    """``written``: XML with marks for its values."""
    *pieces, end = _MARK.split(written)
    befores, names = pieces[::2], pieces[1::2]
    inside = (before.endswith(_ENDS_ATTRIBUTE) for before in befores)
    return Form(tuple(zip(befores, inside, names, strict=True)), end)
