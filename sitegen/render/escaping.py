"""What compiled templates call most: escaping, and marking a text as HTML.

The same results as MarkupSafe's own, which ask more questions of each value: a page has some
hundred of them.
"""

from collections.abc import Callable
from functools import partial

import markupsafe

HTML = markupsafe.Markup
Markup: Callable[[str], str] = partial(str.__new__, HTML)
escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
"""Of a plain text and nothing else; where MarkupSafe has no such function, its whole."""
