"""What is compared of a paper, and what comes out."""

from typing import NamedTuple, Protocol

from msgspec import Struct


class Said(Protocol):
    """A paper as plain text, and how strongly it has which topic. Of most papers nobody asks for
    more than slug and source.

    ``source`` names what it was read from: of one slug and source all texts are equal. "" names
    nothing.
    """

    @property
    def slug(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def abstract(self) -> str: ...
    @property
    def topics(self) -> tuple[tuple[str, float], ...]: ...
    @property
    def keywords(self) -> tuple[str, ...]: ...


class Text(Struct, frozen=True):
    """``Said``, at hand."""

    slug: str
    title: str
    abstract: str
    topics: tuple[tuple[str, float], ...] = ()
    keywords: tuple[str, ...] = ()
    source: str = ""


def at_hand(said: Said) -> Text:
    return Text(said.slug, said.title, said.abstract, said.topics, said.keywords, said.source)


class Neighbour(NamedTuple):
    """A related paper, how near it is, and what both speak of, as a reader writes it.

    A tuple, since there are half a million of them and they travel between processes.
    """

    slug: str
    score: int
    shared: tuple[str, ...]


Near = tuple[str, int, tuple[str, ...]]
"""A Neighbour; those that an earlier run found are plain tuples."""
