"""``content/site.yml``."""

from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from sitegen.content import frontmatter, savedsearches
from sitegen.content.settingforms import (
    OPTIONAL,
    SECTIONS,
    Pairs,
    WrongForm,
    address,
    by_name,
    language,
    names,
    number,
    of_these,
    one_text,
    pattern,
    sections,
    texts,
    tokens,
)
from sitegen.errors import DigestError, Problem
from sitegen.memo import memoised
from sitegen.model import SavedSearch
from sitegen.text import slugify

LOCAL_URL = "http://localhost:8000/"
SAMPLE_ID = "paper-digest-sample"

_FORMS = {
    "url": address("https://example.org/digest/"),
    "repo": address("https://example.org/me/digest"),
    "id": pattern(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", "letters, digits, dots and hyphens"),
    "language": language,
    "content_language": language,
    "branch": pattern(r"[\w./-]+", "the name of a branch"),
    "logo": pattern(r"(?!\.)[\w.-]+(?:/(?!\.)[\w.-]+)*", "the name of a file in templates/static/"),
    "navigation": sections,
    "words": texts("feeds: Subscribe"),
    "credits": texts("Name of a source: CC BY 4.0, by whom"),
    "theme": tokens,
    "dark": tokens,
    "omit": of_these(OPTIONAL),
    "follow": names,
    "feed_papers": number,
    "aliases": by_name,
    savedsearches.KEY: savedsearches.read,
}


class Settings(Struct, frozen=True):
    """What a keeper says of the site.

    ``url``: the production address with a trailing slash, "" when not known. ``id``: the part of
    every feed id that makes it ours. ``language``: of the interface; ``content_language``: of
    titles and abstracts. ``repo``, ``branch``: where people can propose changes, an address or "".
    ``logo``: a file below ``static/``. ``navigation``: (name or section, address or "").
    ``words``: texts of the interface by their keys, said otherwise. ``credits``: licences of
    sources by their names, and who is to be thanked.
    ``theme``, ``dark``: design tokens and their values, the latter for dark screens.
    ``omit``: kinds of pages that are left out. ``follow``: authors and organisations who have a
    page whatever they have written; ``aliases``: a name and what else it is written as.
    ``feed_papers``: how many entries a feed has at most, 0 for whole days.
    """

    title: str = "Paper digest"
    tagline: str = "Papers of the day, by topic, with feeds"
    url: str = ""
    id: str = ""
    language: str = "en"
    content_language: str = "en"
    repo: str = ""
    branch: str = "main"
    logo: str = ""
    footer: str = ""
    navigation: tuple[tuple[str, str], ...] = tuple((name, "") for name in SECTIONS)
    words: Pairs = ()
    credits: Pairs = ()
    theme: Pairs = ()
    dark: Pairs = ()
    omit: tuple[str, ...] = ()
    follow: tuple[str, ...] = ()
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    searches: tuple[SavedSearch, ...] = ()
    feed_papers: int = 0

    @property
    def site_id(self) -> str:
        return self.id or slugify(self.title) or "digest"


@memoised
def read_settings(text: str, file: str) -> Settings:
    """Raises DigestError with every key that is unknown or has a value it cannot have."""
    values = frontmatter.load_mapping(text, file)
    known = list(Settings.__struct_fields__)
    given: dict[str, Any] = {}
    problems = []
    for key, value in values.items():
        line = frontmatter.key_line(text, key)
        if key not in known:
            problems.append(_unknown(key, known, file, line))
        elif value:
            try:
                given[key] = _FORMS.get(key, one_text)(value)
            except WrongForm as error:
                reason = f"{key}: expected {error}"
                line = savedsearches.line_of(text, error.found) if error.found else line
                problems.append(Problem(file, line, reason, error.found or str(value), error=True))
    if problems:
        raise DigestError(problems)
    return Settings(**given)


def _unknown(key: str, known: list[str], file: str, line: int) -> Problem:
    close = get_close_matches(key, known, 1)
    hint = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(known)}"
    return Problem(file, line, "unknown setting", key, hint, error=True)
