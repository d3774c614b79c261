"""MathML, of which only known elements and attributes ever reach a page.

The converter passes text through unescaped and attributes as an author wrote them, so its
tree is taken, never its markup.
"""

import html
import re
from functools import cache
from types import ModuleType
from xml.etree.ElementTree import Element

from sitegen.memo import memoised

_ELEMENTS = frozenset(
    "math mrow mi mo mn mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover"
    " mtable mtr mtd mstyle mpadded mphantom".split()
)
_ATTRIBUTES = frozenset(
    "display stretchy mathvariant width height depth lspace rspace linethickness displaystyle"
    " scriptlevel fence separator form minsize maxsize accent accentunder columnalign movablelimits"
    " symmetric largeop".split()
)
_DROPPED = frozenset(("xmlns",))
_VALUE = re.compile(r"[A-Za-z0-9 .%+-]*$")
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_UNKNOWN = re.compile(r"[\\{}]")
_MOST_GROUPS = 60
_ERRORS = (LookupError, ValueError, TypeError, AttributeError, StopIteration, RecursionError)
_SIM = re.compile(r"\\sim(?![A-Za-z])")
_OPERATOR = re.compile(r"\\(argmax|argmin|arg|softmax)(?![A-Za-z])")


class _Unknown(Exception):
    """Something in the formula that the converter passes on without knowing it."""


@memoised
def mathml(formula: str) -> str:
    """ "" when not everything in the formula is understood."""
    if formula.count("{") > _MOST_GROUPS:
        return ""
    converter, refusals = _latex2mathml()
    try:
        return _markup(converter.convert_to_element(_known(formula)))
    except refusals:
        return ""


@cache
def _latex2mathml() -> tuple[ModuleType, tuple[type[Exception], ...]]:
    """The converter and what it raises on what it cannot read; slow to load, rarely needed."""
    from latex2mathml import converter, exceptions

    named = (value for value in vars(exceptions).values() if isinstance(value, type))
    errors = (error for error in named if issubclass(error, Exception))
    return converter, (_Unknown, *_ERRORS, *errors)


def _known(formula: str) -> str:
    """Names the converter lacks or takes for something else."""
    return _SIM.sub("∼", _OPERATOR.sub(r"\\operatorname{\1}", formula))


def _markup(element: Element) -> str:
    if element.tag not in _ELEMENTS:
        raise _Unknown
    inside = _text(element.text) + "".join(_markup(child) + _text(child.tail) for child in element)
    return f"<{element.tag}{''.join(_attributes(element))}>{inside}</{element.tag}>"


def _attributes(element: Element) -> list[str]:
    """The ones that change the look in browsers and nothing else."""
    given = {name: value for name, value in element.attrib.items() if name not in _DROPPED}
    if any(name not in _ATTRIBUTES or not _VALUE.match(given[name]) for name in given):
        raise _Unknown
    return [f' {name}="{value}"' for name, value in given.items() if value != "inline"]


def _text(text: str | None) -> str:
    shown = _REFERENCE.sub(lambda found: chr(int(found[1], 16)), text or "")
    if _UNKNOWN.search(text or ""):
        raise _Unknown
    return html.escape(shown, quote=False)
