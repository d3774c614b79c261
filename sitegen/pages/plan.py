"""The plan of the site: which template shows which view at which address."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.errors import DigestError, Problem
from sitegen.pages import (
    archive,
    days,
    papers,
    people,
    periods,
    searches,
    topics,
    trending,
    whole,
)
from sitegen.pages.setting import Setting
from sitegen.views import Page


@dataclass(frozen=True, slots=True)
class Planned:
    """One page to be: ``owner`` says in words what it shows, ``show`` gives the record that its
    template receives."""

    owner: str
    template: str
    page: Page
    show: Callable[[], Any]


def plan(setting: Setting) -> tuple[Planned, ...]:
    """Every HTML page. Raises DigestError where two want one address."""
    pages = tuple(
        Planned(owner, template, page, show)
        for owner, template, page, show in (
            *whole.pages(setting),
            *days.pages(setting),
            *archive.pages(setting),
            *periods.pages(setting),
            *people.pages(setting),
            *topics.pages(setting),
            *trending.pages(setting),
            *searches.pages(setting),
            *papers.pages(setting),
        )
    )
    problems = list(collisions((planned.page.url, planned.owner) for planned in pages))
    if problems:
        raise DigestError(problems)
    return pages


def collisions(owners: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Addresses with two owners, both named."""
    seen: dict[str, str] = {}
    for url, owner in owners:
        if url in seen:
            reason = f"two owners: {seen[url]} and {owner}"
            yield Problem(url, 0, reason, hint="Rename one of them", error=True)
        seen[url] = owner
