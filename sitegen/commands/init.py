"""``sitegen init``: a new digest in a folder; what is there already stays as it is."""

import re
from pathlib import Path

from sitegen import defaults, store
from sitegen.content.settings import Settings, read_settings
from sitegen.content.topicpage import with_list, without_list
from sitegen.contents import CONCEPTS, SETTINGS, TOPICS, text_of
from sitegen.errors import DigestError, Problem
from sitegen.text import slugify

_IGNORED = "/site/\n/.site.*/\n"
_SITE = """\
# What the site is called and where it is served. Delete a line to take its default.
title: {title}
tagline: {tagline}
# The production address; feeds, the sitemap and canonical links need it.
{url}
# Part of the id of every feed entry: never change it once people subscribe.
id: {id}
# Of the interface, and of titles and abstracts.
language: en
content_language: en
"""


def init(folder: Path, content: Path, title: str, site_id: str, url: str) -> list[str]:
    """Writes what is missing; gives the paths written, relative to ``folder`` if below it."""
    files = {
        content / SETTINGS: settings_text(title, site_id, url),
        content / CONCEPTS: text_of(defaults.concepts()),
        content / "dumps" / ".gitkeep": "",
        folder / ".gitignore": _IGNORED,
        **topic_files(content),
    }
    read_settings(files[content / SETTINGS], str(content / SETTINGS))
    missing = {path: text.encode() for path, text in files.items() if not path.exists()}
    store.apply(missing)
    return sorted(_shown(path, folder) for path in missing)


def _shown(path: Path, folder: Path) -> str:
    """Relative where it lies below the folder."""
    return (path.relative_to(folder) if path.is_relative_to(folder) else path).as_posix()


def settings_text(title: str, site_id: str, url: str) -> str:
    """``site.yml`` with its comments. The id comes from the title where nobody chose one."""
    title = title or Settings().title
    site_id = site_id or slugify(title)
    if not site_id:
        hint = "Choose one with --id"
        raise DigestError(
            [Problem("--title", 0, "no id can be made of it", title, hint, error=True)]
        )
    address = f"url: {url}" if url else "# url: https://example.org/digest/"
    return _SITE.format(
        title=_quoted(title), tagline=_quoted(Settings().tagline), url=address, id=_quoted(site_id)
    )


def topic_files(content: Path) -> dict[Path, str]:
    """The default topic pages, their lists empty but marked."""
    pages = sorted(defaults.topics().glob("*.md"))
    return {content / TOPICS / p.name: with_list(without_list(text_of(p)), ()) for p in pages}


def _quoted(text: str) -> str:
    plain = re.fullmatch(r"[A-Za-z][\w ,.'()-]*", text)
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
