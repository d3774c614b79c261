"""Bare addresses, and the braces that lost their macro on the way into a dump."""

import re
from urllib.parse import urlsplit

from sitegen.tex.places import count_before
from sitegen.tex.span import Span

_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\u2018-\u201d\u3000-\u303f\uff00-\uffef]+")
_SCHEME = re.compile(r"https?://")
_TRAILING = ".,;:!?'*_~"
_BRACKET = re.compile(r"[()\[\]]")
_GROUP = re.compile(r"\{([^{}\\]*)\}")


def url(text: str, pos: int, end: int, before: str) -> Span | None:
    """The address at ``pos``, with the doubled address or stray brace that follows it."""
    address = _address(text, pos, end)
    if not address:
        return None
    stop = pos + len(address)
    return Span("url", _behind_braces(text, pos, stop, end, address), address)


def braced_url(text: str, pos: int, end: int, before: str) -> Span | None:
    """``{https://...}``: the braces belonged to a macro that is gone."""
    address = _address(text, pos + 1, end)
    stop = pos + 1 + len(address)
    alone = bool(address) and text.startswith("}", stop, end)
    return Span("url", stop + 1, address) if alone and not before.isalpha() else None


def _address(text: str, pos: int, end: int) -> str:
    found = _URL.match(text, pos, end)
    address = _balanced(found[0]).rstrip(_TRAILING) if found else ""
    return address if address and leads_somewhere(address) else ""


def leads_somewhere(address: str) -> bool:
    """Whether it has a host: ``http://[::1`` and ``https://...`` have none."""
    try:
        parts = urlsplit(address)
        return any(map(str.isalnum, parts.hostname or "")) and parts.port != 0
    except ValueError:
        return False


def _balanced(address: str) -> str:
    """Cut before the first bracket that closes what was opened outside."""
    opened = list[str]()
    for bracket in _BRACKET.finditer(address):
        if bracket[0] in "([":
            opened.append(bracket[0])
        elif opened and opened[-1] + bracket[0] in ("()", "[]"):
            opened.pop()
        else:
            return address[: bracket.start()]
    return address


def _behind_braces(text: str, pos: int, stop: int, end: int, address: str) -> int:
    group = _GROUP.match(text, stop, end)
    if group and (not _SCHEME.match(group[1]) or _same(group[1], address)):
        return group.end()
    if not text.startswith("}", stop, end):
        return stop
    return stop + (count_before(text, "{", pos) <= count_before(text, "}", pos))


def _same(one: str, other: str) -> bool:
    return _SCHEME.sub("", one).rstrip("/.") == _SCHEME.sub("", other).rstrip("/.")
