"""One page to be."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from sitegen.views import Page

Shown = tuple[Page, Any]
"""The frame and the record that a template receives."""


class Planned(Struct, frozen=True):
    """``owner`` says in words what the page shows; ``show`` gives what its template receives, or
    what that is made from later; ``noindex`` is what its frame will say. ``cards``: the papers that
    a list shows, and ``key``, the fingerprint of all else on it."""

    owner: str
    template: str
    url: str
    noindex: bool
    show: Callable[[], Shown]
    cards: tuple[str, ...] = ()
    key: str = ""

    @property
    def middle(self) -> str:
        """One of the papers that it shows: pages of near days have cards in common."""
        return self.cards[len(self.cards) // 2] if self.cards else ""


def planned(owner: str, template: str, page: Page, view: Callable[[], Any]) -> Planned:
    """A page whose frame is known already."""
    return Planned(owner, template, page.url, page.noindex, lambda: (page, view()))
