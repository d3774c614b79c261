"""What stands round every page as the keeper wants it: name, sections, colours and types."""

import base64
import hashlib
import re
from collections.abc import Container, Iterator, Mapping

from markupsafe import Markup

from sitegen import __version__, urls
from sitegen.content.settings import Settings
from sitegen.errors import DigestError, Problem
from sitegen.pages.peopleindex import shown_kinds
from sitegen.pages.setting import Setting
from sitegen.prose import html
from sitegen.views import Anchor, Masthead

_PLACES = {
    "archive": urls.ARCHIVE,
    "topics": urls.TOPICS,
    "trending": urls.TRENDING,
    "search": urls.SEARCH,
    "feeds": urls.FEEDS,
    "about": urls.ABOUT,
}
_ROOT = re.compile(r":root \{(.*?)\}", re.DOTALL)
_TOKEN = re.compile(r"--([a-z-]+):")


def masthead(setting: Setting) -> Masthead:
    said = setting.settings
    return Masthead(
        said.title,
        said.tagline,
        said.language,
        said.content_language if said.content_language != said.language else "",
        setting.preview,
        said.repo,
        __version__,
        tuple(navigation(setting)),
        said.logo,
        html.inline(said.footer),
        urls.PEOPLE if shown_kinds(setting) else "",
        Markup(setting.script),
        policy_source(setting.script),
        setting.offers_offline,
        urls.SEARCH if setting.shows("search") else "",
    )


def navigation(setting: Setting) -> Iterator[Anchor]:
    """The sections in the keeper's order; "latest" only where there is a day, others where
    their page is not left out."""
    for name, url in setting.settings.navigation:
        if url:
            yield Anchor(name, url)
        elif name == "latest" and setting.latest:
            yield Anchor(setting.word(name), setting.latest.url)
        elif name in _PLACES and setting.shows(name):
            yield Anchor(setting.word(name), _PLACES[name])


def styled(sheet: bytes, settings: Settings, file: str) -> bytes:
    """The style sheet with the keeper's tokens after its own.

    Raises DigestError, naming ``file``, for a token that the sheet does not know.
    """
    own = _ROOT.search(sheet.decode())
    known = _TOKEN.findall(own[1]) if own else []
    problems = [
        Problem(file, 0, "no such design token", token, f"Known: {', '.join(known)}", error=True)
        for token, _ in (*settings.theme, *settings.dark)
        if token not in known
    ]
    if problems:
        raise DigestError(problems)
    light, dark = (_declared(pairs) for pairs in (settings.theme, settings.dark))
    added = f"\n:root {{{light}}}\n" if light else ""
    if dark:
        unchosen = ":root:where(:not([data-theme=light]))"
        added += f"\n@media (prefers-color-scheme: dark) {{ {unchosen} {{{dark}}} }}\n"
        added += f":root:where([data-theme=dark]) {{{dark}}}\n"
    return sheet + added.encode()


def room_of_tools(words: Mapping[str, str]) -> bytes:
    """The words that a script will put beside each paper, for the style sheet: it keeps their room
    free, so that nothing moves when they come."""
    said = f"{words['save']}\N{EM SPACE}{words['copy_link']}".replace("\\", r"\\").replace(
        '"', r"\""
    )
    return f'\n:root {{ --tools: "{said}"; }}\n'.encode()


def policy_source(text: str) -> str:
    """A script or a style sheet that stands in a page, as a source of a content security policy."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def check_logo(settings: Settings, static: Container[str], file: str) -> None:
    """Raises DigestError, naming ``file``, where the logo is no file below ``static/``."""
    if settings.logo and settings.logo not in static:
        reason, hint = "logo: there is no such file", f"Put it at templates/static/{settings.logo}"
        raise DigestError([Problem(file, 0, reason, settings.logo, hint, error=True)])


def _declared(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f" --{token}: {value};" for token, value in pairs) + " " * bool(pairs)
