"""The ledger's papers as they lie on disk, a file for each day: what is asked of all of them is
told by the files, what is asked of one by its own, and all are read where somebody asks for more.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct

from sitegen.content.ledger import Known, Ledger

Key = TypeVar("Key")
Value = TypeVar("Value")


class Unread(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping that is made when somebody looks into it."""

    def __init__(self, make: Callable[[], Mapping[Key, Value]]) -> None:
        self._make = make

    @cached_property
    def made(self) -> Mapping[Key, Value]:
        return self._make()

    def __getitem__(self, key: Key) -> Value:
        return self.made[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.made)

    def __len__(self) -> int:
        return len(self.made)


class DayFile(Struct, frozen=True):
    """A file of the ledger: its fingerprint, the slugs its papers had (old slug, slug), and
    those papers, by slug."""

    fingerprint: str
    aliases: tuple[tuple[str, str], ...]
    papers: Callable[[], Mapping[str, Known]]


class Papers(Unread[str, Known]):
    """Slug -> paper. ``files``: those of the days on which papers are at home; ``ledger``: the
    fingerprint of all files of the ledger."""

    def __init__(
        self, make: Callable[[], Mapping[str, Known]], files: Mapping[str, DayFile], ledger: str
    ) -> None:
        super().__init__(make)
        self.files, self.ledger = files, ledger

    def let_go(self, make: Callable[[], Mapping[str, Known]], files: Mapping[str, DayFile]) -> None:
        """Nothing is held any more of what was read; these read it again."""
        self._make, self.files = make, files
        vars(self).pop("made", None)


def aliases(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """(old slug, slug) of every paper that had another one."""
    if isinstance(ledger.papers, Papers):
        return tuple(pair for file in ledger.papers.files.values() for pair in file.aliases)
    return renamed(ledger.papers)


def renamed(papers: Mapping[str, Known]) -> tuple[tuple[str, str], ...]:
    """(old slug, slug) of those that had another one."""
    return tuple((old, known.slug) for known in papers.values() for old in known.aliases)


def at_home(ledger: Ledger, day: str) -> Mapping[str, Known]:
    """At least the papers that are at home on that day, by slug."""
    if isinstance(ledger.papers, Papers):
        file = ledger.papers.files.get(day)
        return file.papers() if file else {}
    return ledger.papers
