"""Facts that have a form of their own, however a person writes them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sitegen.categories import first_name
from sitegen.ids import arxiv_id, doi
from sitegen.webaddress import web_address

TRUE = frozenset({"true", "yes", "on", "1"})
FALSE = frozenset({"false", "no", "off", "0", ""})
_VERSION = re.compile(r"v?([1-9]\d{0,3})", re.ASCII)


def _arxiv(text: str) -> str | None:
    return arxiv_id(text) or None


def _doi(text: str) -> str | None:
    return doi(text) or None


def _version(text: str) -> str | None:
    """The first version is no news: it is told like none."""
    found = _VERSION.fullmatch(text)
    if not found:
        return None
    return "" if found[1] == "1" else found[1]


def _withdrawn(text: str) -> str | None:
    word = text.lower()
    if word in FALSE:
        return ""
    return "yes" if word in TRUE else _day(text)


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _address(text: str) -> str | None:
    return text if web_address(text) else None


def _addresses(texts: tuple[str, ...]) -> tuple[str, ...] | None:
    return texts if all(map(web_address, texts)) else None


def _categories(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(first_name, names)))


_WEB = "web addresses like https://example.org/a"

FORMS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "arxiv": (_arxiv, "an arXiv id like 2210.17323"),
    "doi": (_doi, "a DOI"),
    "version": (_version, "the number of a version"),
    "withdrawn": (_withdrawn, "a day like 2025-03-11, yes or no"),
    "categories": (_categories, "arXiv's categories"),
    "links": (_addresses, _WEB),
    "thumbnail": (_address, _WEB),
    "media": (_addresses, _WEB),
}
"""Fact -> what makes its one form of a value (None where it is none), and what it expects."""
