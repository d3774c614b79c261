"""What ``restore`` needs on this machine: day pages as ingest last saw them.

It lies in ``content/.state/``, ignores itself in git, and may be deleted at any time.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from sitegen import contents, store
from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import read_day
from sitegen.content.pages import names, text_of
from sitegen.errors import DigestError
from sitegen.lock import locked

FOLDER = ".state"


class State(Struct, frozen=True):
    """The folder ``.state`` of a content folder."""

    content: Path

    @property
    def _days(self) -> Path:
        return self.content / FOLDER / "days"

    @property
    def _names(self) -> Path:
        return self.content / FOLDER / "days.json"

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
        now = {day: name for day, (name, _) in names(pages).items()}
        copies = {path.stem: path for path in self._days.glob("*.md")}
        before = self._copied() if copies else {}
        if now == before and copies.keys() == now.keys():
            return
        store.remove(self._names)  # until all are copied, nobody knows what was
        gone = dict.fromkeys(path for day, path in copies.items() if day not in now)
        new = (day for day, name in now.items() if day not in copies or before.get(day) != name)
        store.apply(gone | {self._days / f"{day}.md": text_of(pages, day) for day in new})
        store.write_atomic(self._names, json.dumps(now).encode())

    def _copied(self) -> dict[str, str]:
        """Day -> the fingerprint of the page that was copied last."""
        try:
            found = json.loads(self._names.read_bytes())
        except (OSError, ValueError):  # then all are copied again
            return {}
        return found if isinstance(found, dict) else {}

    def keep_deleted(self, slugs: Iterable[str]) -> None:
        """Takes the sections of deleted papers out of the days remembered, before these change."""
        for slug, text in self._remembered(slugs).items():
            store.write_atomic(self._deleted(slug), text.encode())

    def deleted_texts(self, slugs: Iterable[str]) -> dict[str, str]:
        """Slug -> the section as it last stood, for those that are remembered."""
        paths = {slug: self._deleted(slug) for slug in slugs}
        kept = {slug: contents.text_of(path) for slug, path in paths.items() if path.exists()}
        return {**kept, **self._remembered(slugs)}

    def _remembered(self, slugs: Iterable[str]) -> dict[str, str]:
        """The sections of these papers in the days remembered."""
        wanted = set(slugs)
        paths = sorted(self._days.glob("*.md")) if wanted else []
        sections = [item for path in paths for item in _sections(path).items()]
        return {slug: text for slug, text in sections if slug in wanted}


def _sections(path: Path) -> dict[str, str]:
    try:
        page = read_day(contents.text_of(path), str(path))
    except DigestError:  # a copy that is damaged is a copy we do not have
        return {}
    lines = page.text.split("\n")
    return {s.slug: "\n".join(lines[slice(*s.lines)]).rstrip() + "\n" for s in page.sections}
