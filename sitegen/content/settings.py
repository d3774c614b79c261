"""``content/site.yml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from sitegen.content import frontmatter
from sitegen.errors import DigestError, Problem
from sitegen.text import slugify

OPTIONAL = ("weeks", "months", "years")
LOCAL_URL = "http://localhost:8000/"
SAMPLE_ID = "paper-digest-sample"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_ID = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a keeper says of the site.

    ``url``: the production address with a trailing slash, "" when not known. ``id``: the part of
    every feed id that makes it ours. ``language``: of the interface; ``content_language``: of
    titles and abstracts. ``repo``: where people can propose changes, an address or "".
    ``omit``: kinds of pages that are left out, of OPTIONAL.
    """

    title: str = "Paper digest"
    tagline: str = "Papers of the day, by topic, with feeds"
    url: str = ""
    id: str = ""
    language: str = "en"
    content_language: str = "en"
    repo: str = ""
    omit: tuple[str, ...] = ()

    @property
    def site_id(self) -> str:
        return self.id or slugify(self.title) or "digest"


def read_settings(text: str, file: str) -> Settings:
    """Raises DigestError with every key that is unknown or has a value it cannot have."""
    values = frontmatter.load_mapping(text, file)
    problems = [*_unknown(values, file, text), *_wrong_values(values, file, text)]
    if problems:
        raise DigestError(problems)
    given = {key: value for key, value in values.items() if value}
    if url := given.get("url"):
        given["url"] = url.rstrip("/") + "/"
    if omit := given.get("omit"):
        given["omit"] = (omit,) if isinstance(omit, str) else tuple(omit)
    return Settings(**given)


def _unknown(values: Mapping[str, Any], file: str, text: str) -> list[Problem]:
    names = [f.name for f in fields(Settings)]
    problems = []
    for key in values:
        if key not in names:
            close = get_close_matches(key, names, 1)
            hint = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(names)}"
            line = frontmatter.key_line(text, key)
            problems.append(Problem(file, line, "unknown setting", key, hint, error=True))
    return problems


def _wrong_values(values: Mapping[str, Any], file: str, text: str) -> list[Problem]:
    checks = {
        "url": (is_web_address, "an address like https://example.org/digest/"),
        "repo": (is_web_address, "an address like https://example.org/me/digest"),
        "id": (lambda v: bool(_ID.match(v)), "letters, digits, dots and hyphens"),
        "language": (lambda v: bool(_LANGUAGE.match(v)), "a language tag like en"),
        "content_language": (lambda v: bool(_LANGUAGE.match(v)), "a language tag like en"),
        "omit": (_can_be_omitted, f"a list of some of {', '.join(OPTIONAL)}"),
    }
    problems = []
    for key, value in values.items():
        valid, expected = checks.get(key, (lambda v: True, "one text"))
        if key != "omit" and value is not None and not isinstance(value, str):
            valid, expected = (lambda v: False), "one text"
        if value and not valid(value):
            line, reason = frontmatter.key_line(text, key), f"{key}: expected {expected}"
            problems.append(Problem(file, line, reason, str(value), error=True))
    return problems


def _can_be_omitted(value: Any) -> bool:
    named = [value] if isinstance(value, str) else value
    return isinstance(named, list) and all(name in OPTIONAL for name in named)


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    whole = bool(parts.hostname) and not parts.query and not re.search(r"\s", text)
    return whole and parts.scheme in ("http", "https")
