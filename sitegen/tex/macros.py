"""What begins with a backslash."""

import re

from sitegen.tex.accents import accent
from sitegen.tex.formula import LONGEST_FORMULA, delimited
from sitegen.tex.span import Span, after_empty_group, argument, goes_on
from sitegen.tex.tables import (
    ABBREVIATIONS,
    ACCENTS,
    ESCAPED,
    FORMULAS,
    LETTERS,
    REFERENCES,
    STYLES,
    SWITCHES,
    WORDS,
    symbols,
)
from sitegen.tex.weblinks import leads_somewhere

_NAME = re.compile(r"\\([A-Za-z]+)")
_OPTION = re.compile(r"\s*(?:\[[^\[\]{}]*\]\s*)*")
_WEB = re.compile(r"https?://[^\s<>]+$")
_SIMPLE = re.compile(r"[A-Za-z0-9+-]+$")


def macro(text: str, pos: int, end: int, before: str) -> Span | None:
    """The macro at ``pos``; None when it is unknown, so that it stays as it stands."""
    following = text[pos + 1] if pos + 1 < end else ""
    if following in ESCAPED:
        return Span("glyph", pos + 2, following) if following else None
    if following in " ,":
        return Span("tie" if following == "," else "glyph", pos + 2, " ")
    if following in "([":
        return delimited(text, pos, end)
    if following in ACCENTS and (found := accent(text, pos, end, before)):
        return found
    name = _NAME.match(text, pos, end)
    return _named(text, pos, name.end(), end, name[1]) if name else None


def _named(text: str, pos: int, at: int, end: int, name: str) -> Span | None:
    if name in STYLES or name in FORMULAS or name in _OTHERS:
        return _with_arguments(text, pos, at, end, name)
    if REFERENCES.match(text, pos, end):
        return reference(text, pos, end)
    if name in ABBREVIATIONS:
        at = after_empty_group(text, at, end)
        return Span("glyph", at + _one_stop(text, at, end), ABBREVIATIONS[name])
    if name in LETTERS:
        return Span("glyph", _letter_end(text, at, end), LETTERS[name])
    sign = WORDS[name] if name in WORDS else symbols().get("\\" + name)
    return None if sign is None else Span("glyph", after_empty_group(text, at, end), sign)


def _with_arguments(text: str, pos: int, at: int, end: int, name: str) -> Span | None:
    inside = argument(text, at, end)
    if inside is None:
        return None
    if name in STYLES:
        return Span(STYLES[name], inside[1] + 1, inner=inside)
    if name in FORMULAS:
        last = inside if FORMULAS[name] == 1 else argument(text, inside[1] + 1, end)
        short = last is not None and last[1] - pos <= LONGEST_FORMULA
        return Span("math", last[1] + 1, text[pos : last[1] + 1]) if last and short else None
    return _OTHERS[name](text, inside, end)


def _url(text: str, inside: tuple[int, int], end: int) -> Span:
    address = text[slice(*inside)].strip()
    return Span("url" if _is_web(address) else "glyph", inside[1] + 1, address)


def _is_web(address: str) -> bool:
    return bool(_WEB.match(address)) and leads_somewhere(address)


def _href(text: str, inside: tuple[int, int], end: int) -> Span | None:
    shown = argument(text, inside[1] + 1, end)
    if shown is None:
        return None
    address = text[slice(*inside)].strip()
    kind = "link" if _is_web(address) else "group"
    return Span(kind, shown[1] + 1, address if kind == "link" else "", shown)


def _ensure_math(text: str, inside: tuple[int, int], end: int) -> Span:
    if inside[1] - inside[0] > LONGEST_FORMULA:
        return Span("group", inside[1] + 1, inner=inside)
    return Span("math", inside[1] + 1, text[slice(*inside)])


def _raised(text: str, inside: tuple[int, int], end: int) -> Span:
    words = text[slice(*inside)]
    if len(words) <= LONGEST_FORMULA and _SIMPLE.match(words):
        return Span("math", inside[1] + 1, f"^{{{words}}}")
    return Span("group", inside[1] + 1, inner=inside)


_OTHERS = {"url": _url, "href": _href, "ensuremath": _ensure_math, "textsuperscript": _raised}


def reference(text: str, pos: int, end: int) -> Span | None:
    """A citation, label or footnote, which leads nowhere outside the paper: not shown."""
    name = REFERENCES.match(text, pos, end)
    option = _OPTION.match(text, name.end(), end) if name else None
    inside = argument(text, option.end(), end) if option else None
    return Span("dropped", inside[1] + 1) if inside else None


def referred(text: str, pos: int, end: int, before: str) -> Span | None:
    """A reference together with the blank that parts it from the word before."""
    return reference(text, pos + 1, end)


def braced_macro(text: str, pos: int, end: int, before: str) -> Span | None:
    """``{\\ss}``, ``{\\'a}`` and ``{\\em words}``."""
    inside = argument(text, pos, end)
    if inside is None:
        return None
    start, close = inside
    name = _NAME.match(text, start, close)
    if name and name[1] in SWITCHES:
        blank = text.startswith(" ", name.end(), close)
        return Span(SWITCHES[name[1]], close + 1, inner=(name.end() + blank, close))
    found = macro(text, start, close, "{")
    return found._replace(end=close + 1) if found and _fills(found, close) else None


def _fills(span: Span, close: int) -> bool:
    return span.type == "glyph" and span.end == close


def _one_stop(text: str, at: int, end: int) -> bool:
    """The full stop that the abbreviation brings along itself; dots of an ellipsis stay."""
    return text.startswith(".", at, end) and not text.startswith("..", at, end)


def _letter_end(text: str, at: int, end: int) -> int:
    """A blank between a letter macro and the rest of its word only ends the name."""
    glued = text.startswith(" ", at, end) and goes_on(text, at + 1, end) and text[at + 1].islower()
    return at + 1 if glued else after_empty_group(text, at, end)
