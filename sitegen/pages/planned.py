"""One page to be."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from sitegen.views import Page

Shown = tuple[Page, Any]
"""The frame and the record that a template receives."""


class Planned(Struct, frozen=True):
    """``owner`` says in words what the page shows; ``show`` gives what its template receives, or
    what that is made from later; ``noindex`` is what its frame will say. ``day``: one on which
    papers were listed that it shows; pages of near days have cards in common."""

    owner: str
    template: str
    url: str
    noindex: bool
    show: Callable[[], Shown]
    day: str = ""


def planned(owner: str, template: str, page: Page, view: Callable[[], Any]) -> Planned:
    """A page whose frame is known already."""
    return Planned(owner, template, page.url, page.noindex, lambda: (page, view()))
