"""Pages that are shown before the site they belong to is published."""

from collections.abc import Mapping


class Overlay:
    """By address, instead of those that stand. Replaced as one, so a reader of another thread
    finds those of before or these."""

    def __init__(self) -> None:
        self._now: tuple[int, Mapping[str, bytes]] = 0, {}

    @property
    def number(self) -> int:
        """Another one after each change."""
        return self._now[0]

    def page(self, url: str) -> bytes | None:
        return self._now[1].get(url)

    def show(self, pages: Mapping[str, bytes]) -> None:
        if pages or self._now[1]:
            self._now = self._now[0] + 1, pages
