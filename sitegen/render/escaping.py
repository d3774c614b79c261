"""What compiled templates call most: escaping, and marking a text as HTML.

The same results as MarkupSafe's own, which ask more questions of each value: a page has some
hundred of them.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import markupsafe

_HTML = markupsafe.Markup
_signs = re.compile("[&<>\"']").search
_RUNTIME = "from jinja2.runtime import "
_OURS = "; from sitegen.render.escaping import Markup, escape"

Markup: Callable[[str], str] = partial(str.__new__, _HTML)


def escape(value: Any) -> str:
    """HTML as it is; of everything else its text, escaped."""
    kind = type(value)
    if kind is _HTML:
        return value  # type: ignore[no-any-return]
    if kind is str and not _signs(value):
        return value  # type: ignore[no-any-return]
    return markupsafe.escape(value)


def with_ours(code: str) -> str:
    """The Python that Jinja made of a template, calling these."""
    before, runtime, rest = code.partition(_RUNTIME)
    names, end, body = rest.partition("\n")
    return f"{before}{runtime}{names}{_OURS}{end}{body}"
