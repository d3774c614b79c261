"""Why a page, a feed, a JSON document was made anew."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from sitegen.later import Later
from sitegen.paper import Paper
from sitegen.rendered import Key, OfPapers, shared_part

_MOST = 5


def reason(was: Key | None, key: Key, told: Any, before: OfPapers, now: OfPapers) -> str:
    """In words, of what is made anew under ``key`` and was there under another, or under the same.
    ``told``: what it is made from; ``before`` and ``now``: papers."""
    if was is None:
        return "it is new, or nothing is known of the last build"
    if was == key:
        return "its file is not as the last build left it"
    if shared_part(was) != shared_part(key):
        return "the templates, words, settings or the frame round all pages changed"
    return _of_papers(told, before, now) or "a list, a count or a text of its own changed"


def _of_papers(told: Any, before: OfPapers, now: OfPapers) -> str:
    shown = dict.fromkeys(paper.slug for paper in _papers(told))
    new = [slug for slug in shown if not before.paper(slug)]
    other = [s for s in shown if s not in new and before.paper(s) != now.paper(s)]
    said = (("changed", other), ("new", new))
    return "; ".join(f"{word}: {_some(slugs)}" for word, slugs in said if slugs)


def _some(slugs: list[str]) -> str:
    more = f" and {len(slugs) - _MOST} more" if len(slugs) > _MOST else ""
    return ", ".join(slugs[:_MOST]) + more


def _papers(told: Any) -> Iterator[Paper]:
    """All that stand anywhere in a record."""
    if isinstance(told, Paper):
        yield told
    elif isinstance(told, Later):
        yield from _papers(told.told)
    elif isinstance(told, tuple):
        for one in told:
            yield from _papers(one)
    elif isinstance(told, Struct):
        for value in astuple(told):
            yield from _papers(value)
