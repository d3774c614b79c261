"""Atom and RSS 2.0, written by feedgen: once for all entries and feeds of a shape, into which each
one's values are put. An entry is text that is joined into every feed that has it; the bytes are
those of a feed that feedgen writes whole.
"""

from collections.abc import Iterable
from functools import cache

from sitegen.memo import memoised
from sitegen.pages.setting import ATOM, RSS
from sitegen.render.feedforms import Form
from sitegen.render.feedparts import END_OF_ATOM, END_OF_RSS, Entry, Head, said

_TEXTS_OF_HEAD = "id", "title", "description", "author", "language", "page"
_TEXTS_OF_ENTRY = "id", "link", "title", "body", "summary"


def atom(head: Head, address: str, entries: Iterable[str]) -> str:
    """``address``: that of the feed; ``entries``: as ``atom_entry`` writes them."""
    return _joined(_head_form(ATOM).filled(_of_head(head, address)), entries, END_OF_ATOM)


def rss(head: Head, address: str, items: Iterable[str]) -> str:
    """``address``: that of the feed; ``items``: as ``rss_item`` writes them."""
    return _joined(_head_form(RSS).filled(_of_head(head, address)), items, END_OF_RSS)


def atom_entry(entry: Entry) -> str:
    return _entry_form(ATOM, *_shape(entry)).filled(_of_entry(entry))


def rss_item(entry: Entry) -> str:
    """The body is the description, or stands beside it where there is a summary."""
    return _entry_form(RSS, *_shape(entry)).filled(_of_entry(entry))


def _joined(empty: str, entries: Iterable[str], end: str) -> str:
    return "".join((empty.removesuffix(end), *entries, end))


def _of_head(head: Head, address: str) -> dict[str, str]:
    told = {name: getattr(head, name) for name in _TEXTS_OF_HEAD}
    return {**told, **said("updated", head.updated), "address": address}


def _of_entry(entry: Entry) -> dict[str, str]:
    return {
        **{name: getattr(entry, name) for name in _TEXTS_OF_ENTRY},
        **said("updated", entry.updated),
        **said("published", entry.published),
        **{f"topic {at}": slug for at, (slug, _) in enumerate(entry.topics)},
        **{f"name {at}": name for at, (_, name) in enumerate(entry.topics)},
        **{f"author {at}": name for at, name in enumerate(entry.authors)},
    }


def _shape(entry: Entry) -> tuple[int, int, int, int]:
    return bool(entry.body) * 1, bool(entry.summary) * 1, len(entry.topics), len(entry.authors)


@cache
def _head_form(kind: str) -> Form:
    return _form_of(kind, "")


@cache
def _entry_form(kind: str, *shape: int) -> Form:
    return _form_of(kind, " ".join(map(str, shape)))


@memoised
def _form_of(kind: str, shape: str) -> Form:
    """That of an entry of a shape, or of a feed without one, as an earlier run had it; the library
    takes longer to load than a feed to make."""
    from sitegen.render.feedwriting import entry_form, head_form

    return entry_form(kind, *map(int, shape.split())) if shape else head_form(kind)
