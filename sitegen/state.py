"""What ``restore`` needs on this machine: day pages as ingest last saw them.

It lies in ``content/.state/``, ignores itself in git, and may be deleted at any time.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from sitegen import store
from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import read_day
from sitegen.content.pages import texts
from sitegen.contents import text_of
from sitegen.errors import DigestError
from sitegen.lock import locked

FOLDER = ".state"


class State(Struct, frozen=True):
    """The folder ``.state`` of a content folder."""

    content: Path

    @property
    def _days(self) -> Path:
        return self.content / FOLDER / "days"

    def _deleted(self, slug: str) -> Path:
        return self.content / FOLDER / "deleted" / f"{slug}.md"

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """One run at a time changes this content."""
        folder = self.content / FOLDER
        store.write_atomic(folder / ".gitignore", b"*\n")
        with locked(folder):
            yield

    def remember(self, pages: Mapping[str, DayPage]) -> None:
        """Keeps the day pages as they are now, and no older ones."""
        copies = {self._days / f"{day}.md": data for day, data in texts(pages).items()}
        gone = dict.fromkeys(self._days.glob("*.md"))
        store.apply({**gone, **copies})

    def keep_deleted(self, slugs: Iterable[str]) -> None:
        """Takes the sections of deleted papers out of the days remembered, before these change."""
        for slug, text in self._remembered(slugs).items():
            store.write_atomic(self._deleted(slug), text.encode())

    def deleted_texts(self, slugs: Iterable[str]) -> dict[str, str]:
        """Slug -> the section as it last stood, for those that are remembered."""
        paths = {slug: self._deleted(slug) for slug in slugs}
        kept = {slug: text_of(path) for slug, path in paths.items() if path.exists()}
        return {**kept, **self._remembered(slugs)}

    def _remembered(self, slugs: Iterable[str]) -> dict[str, str]:
        """The sections of these papers in the days remembered."""
        wanted = set(slugs)
        paths = sorted(self._days.glob("*.md")) if wanted else []
        sections = [item for path in paths for item in _sections(path).items()]
        return {slug: text for slug, text in sections if slug in wanted}


def _sections(path: Path) -> dict[str, str]:
    try:
        page = read_day(text_of(path), str(path))
    except DigestError:  # a copy that is damaged is a copy we do not have
        return {}
    lines = page.text.split("\n")
    return {s.slug: "\n".join(lines[slice(*s.lines)]).rstrip() + "\n" for s in page.sections}
