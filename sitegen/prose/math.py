"""One formula -> HTML: raised and lowered text where that says it all, else MathML."""

import html
import re
from functools import lru_cache

from sitegen.prose.mathml import mathml
from sitegen.tex.unicode import unicode_formula

_SCRIPT = r"[\^_](?:[A-Za-z0-9+*-]|\{[A-Za-z0-9+*=(),. -]+\})"
_TRIVIAL = re.compile(rf"(?=[^^_]*[\^_])(?:[A-Za-z0-9]|{_SCRIPT})+$")
_PART = re.compile(rf"({_SCRIPT})")
_TAGS = {"^": "sup", "_": "sub"}


@lru_cache(maxsize=4096)
def page_html(formula: str) -> str:
    """For pages. What cannot be set is shown as it was written."""
    return _scripts(formula) or mathml(formula) or html.escape(formula, quote=False)


@lru_cache(maxsize=4096)
def feed_html(formula: str) -> str:
    """For feed readers, many of which know no MathML."""
    return _scripts(formula) or html.escape(unicode_formula(formula), quote=False)


def _scripts(formula: str) -> str:
    """``x^2`` and its like; "" when there is more to it."""
    if not _TRIVIAL.match(formula):
        return ""
    return "".join(map(_part, _PART.split(formula)))


def _part(part: str) -> str:
    tag = _TAGS.get(part[:1])
    if not tag:
        return part
    return f"<{tag}>{part[1:].strip('{}').replace('-', '−')}</{tag}>"
