"""The plan of the site: which template shows which view at which address."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import starmap

from sitegen.errors import DigestError, Problem
from sitegen.pages import lists, papers, whole
from sitegen.pages.planned import Planned, planned
from sitegen.pages.setting import Setting
from sitegen.spread import Spread, in_turn


def plan(
    setting: Setting, spread: Spread = in_turn, listed: Mapping[str, bytes] | None = None
) -> tuple[Planned, ...]:
    """Every HTML page. Raises DigestError where two want one address. ``listed``: see ``lists``."""
    pages = (
        *starmap(planned, whole.pages(setting)),
        *lists.pages(setting, spread, listed),
        *papers.pages(setting),
    )
    problems = list(collisions((one.url, one.owner) for one in pages))
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
