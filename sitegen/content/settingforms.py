"""The forms of values in ``site.yml``: each reads a YAML value or says what it expects."""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

OPTIONAL = (
    "weeks months years trending authors organizations offline related citations api rules search"
    " pictures"
).split()
SECTIONS = ("latest", "archive", "topics", "trending", "search", "feeds", "about")
_TOKEN = re.compile(r"[a-z]+(?:-[a-z]+)*")
_VALUE = re.compile(r"[\w #%.,()\"'+/*-]+")  # nothing that ends a declaration or asks for a file
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Pairs = tuple[tuple[str, str], ...]


class WrongForm(ValueError):
    """Its text says what was expected; ``found`` where in a longer value that was missed."""

    def __init__(self, expected: str, found: str = "") -> None:
        super().__init__(expected)
        self.found = found


def one_text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongForm("one text")
    return value


def pattern(form: str, expected: str) -> Callable[[Any], str]:
    compiled = re.compile(form)

    def read(value: Any) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise WrongForm(expected)
        return value

    return read


language = pattern(_LANGUAGE.pattern, "a language tag like en")


def address(example: str) -> Callable[[Any], str]:
    """A web address, with a slash at its end."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not is_web_address(value):
            raise WrongForm(f"an address like {example}")
        return value.rstrip("/") + "/"

    return read


def names(value: Any) -> tuple[str, ...]:
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(name, str) and name for name in found):
        raise WrongForm("a list of names")
    return tuple(found)


def number(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch("[1-9][0-9]{0,5}", value):
        raise WrongForm("a number, from 1 on")
    return int(value)


def of_these(known: Sequence[str]) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        found = names(value)
        if not set(found) <= set(known):
            raise WrongForm(f"a list of some of {', '.join(known)}")
        return found

    return read


def by_name(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise WrongForm("lines of `name: [another way to write it]`")
    return tuple((name, names(others)) for name, others in value.items())


def texts(example: str) -> Callable[[Any], Pairs]:
    """Lines of names and what is said of each."""

    def read(value: Any) -> Pairs:
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise WrongForm(f"lines such as `{example}`")
        return tuple(value.items())

    return read


def sections(value: Any) -> Pairs:
    """Names of sections, and ``{name: ..., url: ...}`` for places elsewhere."""
    expected = f"a list of some of {', '.join(SECTIONS)}, or {{name: Blog, url: https://...}}"
    found = []
    for item in value if isinstance(value, list) else [None]:
        if isinstance(item, str) and item in SECTIONS:
            found.append((item, ""))
        elif isinstance(item, dict) and item.keys() == {"name", "url"}:
            found.append((one_text(item["name"]), _place(item["url"])))
        else:
            raise WrongForm(expected)
    return tuple(found)


def tokens(value: Any) -> Pairs:
    """Design tokens: custom properties of the style sheet without their two hyphens."""
    if not isinstance(value, dict):
        raise WrongForm("lines of `token: value`, such as `accent: '#14532d'`")
    for token, said in value.items():
        if not _TOKEN.fullmatch(token):
            raise WrongForm(f"the name of a token; {token!r} cannot be one")
        if not isinstance(said, str) or not _VALUE.fullmatch(said) or "url(" in said.lower():
            raise WrongForm(f"a colour, a length or fonts for {token!r}")
    return tuple(value.items())


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    whole = bool(parts.hostname) and not parts.query and not re.search(r"\s", text)
    return whole and parts.scheme in ("http", "https")


def _place(value: Any) -> str:
    if not isinstance(value, str) or not is_web_address(value.split("?")[0]):
        raise WrongForm("an address such as https://example.org/")
    return value
