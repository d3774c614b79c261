"""The ``searches`` of ``site.yml``: from the list to values, with what is wrong told."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from sitegen import grammar
from sitegen.content.frontmatter import key_line
from sitegen.content.settingforms import WrongForm
from sitegen.errors import Problem
from sitegen.model import SavedSearch
from sitegen.text import slugify

KEY = "searches"
_KEYS = SavedSearch.__struct_fields__
_CONDITIONS = ("include", "exclude", "topic", "author")


def read(value: Any) -> tuple[SavedSearch, ...]:
    """Raises WrongForm for the first search that cannot be understood."""
    if not isinstance(value, list):
        raise WrongForm("a list of searches, each with a name and what it looks for")
    found = tuple(_search(item) for item in value)
    names: dict[str, str] = {}
    for search in found:
        if search.slug in names:
            reason = f"a slug of its own for each search; {search.slug!r} stands twice"
            raise WrongForm(reason, search.name)
        names[search.slug] = search.name
    return found


def check(
    searches: Iterable[SavedSearch], topics: Collection[str], text: str, file: str
) -> Iterator[Problem]:
    """What only shows when all topics are known; ``text`` is that of ``site.yml``."""
    for search in searches:
        if search.topic and search.topic not in topics:
            close = get_close_matches(search.topic, sorted(topics), 1)
            hint = f"Did you mean {close[0]!r}?" if close else "Write the slug of a topic"
            reason = f"{KEY}: no such topic"
            line = line_of(text, search.topic)
            yield Problem(file, line, reason, search.topic, hint, error=True)


def line_of(text: str, found: str) -> int:
    """The line of the list on which something stands, that of the list where it stands nowhere."""
    first = key_line(text, KEY)
    whole = re.compile(rf"(?<![\w-]){re.escape(found)}(?![\w-])") if found else None
    lines = enumerate(text.split("\n")[first:], first + 1)
    return next((number for number, line in lines if whole and whole.search(line)), first)


def _search(item: Any) -> SavedSearch:
    if not isinstance(item, Mapping) or not item.get("name"):
        raise WrongForm("a name for each search, `- name: ...`", _first_text(item))
    _check_keys(item)
    slug = item.get("slug") or slugify(item["name"])
    if not slug or slug != slugify(slug):
        raise WrongForm("a slug of lower-case letters, digits and hyphens", slug or item["name"])
    search = SavedSearch(**{**item, "slug": slug})
    if not any(getattr(search, condition) for condition in _CONDITIONS):
        raise WrongForm(f"one of {', '.join(_CONDITIONS)} for a search", search.name)
    for words in (search.include, search.exclude):
        if words and not grammar.parse(words):
            raise WrongForm("words to look for", words)
    return search


def _check_keys(item: Mapping[str, Any]) -> None:
    for key, value in item.items():
        if key not in _KEYS:
            raise WrongForm(f"some of {', '.join(_KEYS)} for a search, not {key!r}", key)
        if not isinstance(value, str):
            raise WrongForm(f"one text for {key} of a search", key)


def _first_text(item: Any) -> str:
    values: Sequence[Any] = list(item.values()) if isinstance(item, Mapping) else [item]
    return next((value for value in values if isinstance(value, str)), "")
