"""One paper as a digest published it: its texts, its facts, what that digest wishes for it."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from sitegen.content.factforms import FORMS
from sitegen.dates import UNDATED
from sitegen.dumps.arxiv_parts import paper_id
from sitegen.dumps.limits import (
    LONGEST_ANCHOR,
    LONGEST_NAME,
    LONGEST_VALUE,
    MOST_ALIASES,
    MOST_AUTHORS,
)
from sitegen.dumps.reference import each
from sitegen.ids import SLUG
from sitegen.model import FACT_NAMES, LIST_FACTS, NO_WISH, Facts, Wish
from sitegen.text import normalise, visible
from sitegen.webaddress import web_address

_DIGEST = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_PIN = re.compile(r"[+-][a-z0-9]+(?:-[a-z0-9]+)*")
_LAST = 10**9


def told(paper: Mapping[str, Any], name: str) -> str:
    """As it was captured where that is known, else as it was shown."""
    captured = paper.get("tex")
    raw = text_of(captured.get(name)) if isinstance(captured, dict) else ""
    return normalise(raw or text_of(paper.get(name)))


def facts_of(paper: Mapping[str, Any], abstract: str, *, complete: bool) -> Facts:
    """The facts where they are told; else the ones shown. A ``complete`` document tells every
    link that is a fact; in another, addresses of the abstract are found there again."""
    said = paper.get("facts")
    if isinstance(said, dict):
        return _recorded(said)
    stated = [] if complete else _list(paper, "links")
    links = (link for link in stated if isinstance(link, dict))
    urls = (web_address(text_of(link.get("url"))) for link in links)
    return Facts(
        arxiv=paper_id(normalise(text_of(paper.get("arxiv"))))[0],
        authors=each(map(text_of, _list(paper, "authors"))),
        links=each(url for url in urls if url not in abstract),
    )


def wish_of(paper: Mapping[str, Any], digest: str, day: str, listed: Collection[str]) -> Wish:
    """``listed``: the days on which the paper stands, ``day``: the one that is read here."""
    slug, home = text_of(paper.get("slug")), text_of(paper.get("home"))
    if not (_is_slug(slug) and len(digest) <= LONGEST_NAME and _DIGEST.fullmatch(digest)):
        return NO_WISH
    own = paper.get("markdown")
    markdown = own if isinstance(own, dict) else {}
    return Wish(
        digest,
        slug,
        home if home != day and home in (*listed, UNDATED) else "",
        tuple(filter(_is_slug, map(text_of, _list(paper, "aliases")[:MOST_ALIASES]))),
        markdown_of(markdown.get("title")),
        markdown_of(markdown.get("abstract")),
        markdown_of(paper.get("note")),
        markdown_of(paper.get("day_note")),
        tuple(pin for pin in map(text_of, _list(paper, "pins")) if _PIN.fullmatch(pin)),
        tuple(name for name in map(text_of, _list(paper, "edited")) if name in _FIELDS),
        paper.get("by_hand") is True,
    )


_FIELDS = frozenset({"title", "abstract", *FACT_NAMES})


def place_of(paper: Any) -> int:
    """Where the paper stands on its day's page; those that do not say come last."""
    place = paper.get("place") if isinstance(paper, dict) else None
    return place if type(place) is int else _LAST


def markdown_of(value: Any) -> str:
    return visible(text_of(value)).strip()


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else ""


def shown(value: Any) -> str:
    """A scalar as it is, anything larger by its type: it may be deep or endless."""
    return str(value)[:200] if isinstance(value, str | int) else type(value).__name__


def _recorded(said: Mapping[str, Any]) -> Facts:
    """What has not the form that a day page asks of the fact is left out."""
    values: dict[str, Any] = {}
    for name in FACT_NAMES:
        if name in LIST_FACTS:
            found = each(_short(one) for one in _list(said, name)[:MOST_AUTHORS])
            values[name] = tuple(one for one in found if _formed(name, (one,)))
        else:
            values[name] = _formed(name, normalise(_short(said.get(name)))) or ""
    return Facts(**values)


def _formed(name: str, value: Any) -> Any:
    return FORMS[name][0](value) if value and name in FORMS else value


def _short(value: Any) -> str:
    return text_of(value)[:LONGEST_VALUE]


def _is_slug(text: str) -> bool:
    return len(text) <= LONGEST_ANCHOR and bool(SLUG.fullmatch(text))


def _list(paper: Mapping[str, Any], name: str) -> list[Any]:
    value = paper.get(name)
    return value if isinstance(value, list) else []
