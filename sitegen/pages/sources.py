"""Where the papers come from, and under which licences: for the page about the site."""

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from markupsafe import Markup

from sitegen.content.ledger import CaptureEntry
from sitegen.dates import UNDATED
from sitegen.errors import Problem
from sitegen.pages.setting import Setting
from sitegen.prose import html
from sitegen.views import Source


def sources(setting: Setting) -> Iterator[Source]:
    said = dict(setting.settings.credits)
    for name, found in sorted(_by_name(setting).items()):
        days = sorted(
            day
            for capture in found
            for day in {capture.day, *(listed.day for listed in capture.entries)}
            if day not in ("", UNDATED)
        )
        entries = sum(len(capture.entries) for capture in found)
        first, latest = (days[0], days[-1]) if days else ("", "")
        credit = html.inline(said[name]) if said.get(name) else _known(setting, found)
        yield Source(name, len(found), entries, first, latest, credit)


def misspelt(setting: Setting, file: str) -> Iterator[Problem]:
    """A source that nothing comes from yet may be meant; one that is nearly another is a slip."""
    known = _by_name(setting)
    for name, _ in setting.settings.credits:
        close = get_close_matches(name, known, 1, 0.75)
        if name not in known and close:
            reason, hint = "credits: no capture is of this source", f"Did you mean {close[0]!r}?"
            yield Problem(file, 0, reason, name, hint)


def _by_name(setting: Setting) -> dict[str, list[CaptureEntry]]:
    found: dict[str, list[CaptureEntry]] = defaultdict(list)
    for capture in setting.site.captures:
        found[capture.source].append(capture)
    return found


def _known(setting: Setting, captures: list[CaptureEntry]) -> Markup:
    """What the kinds of the captures tell; a keeper knows more, and says so in the settings."""
    kinds = sorted({capture.kind.partition("-")[0] for capture in captures})
    told = dict.fromkeys(_of_kind(setting, kind) for kind in kinds)
    return Markup(" ").join(told)


def _of_kind(setting: Setting, kind: str) -> str:
    if kind == "arxiv":
        return setting.word("credit_arxiv")
    if kind in ("hf", "page"):
        return setting.word("credit_hub")
    return setting.word("credit_none")
