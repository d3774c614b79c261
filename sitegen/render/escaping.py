"""What compiled templates call most: escaping, and marking a text as HTML.

The same results as MarkupSafe's own, which ask more questions of each value: a page has some
hundred of them.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import markupsafe

_HTML = markupsafe.Markup
# What MarkupSafe asks of a plain text; where it has no such function, its whole.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)

Markup: Callable[[str], str] = partial(str.__new__, _HTML)


def escape(value: Any) -> str:
    """HTML as it is; of everything else its text, escaped."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    if kind is _HTML:
        return value  # type: ignore[no-any-return]
    return markupsafe.escape(value)
