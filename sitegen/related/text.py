"""What is compared of a paper, and what comes out."""

from typing import NamedTuple

from msgspec import Struct


class Text(Struct, frozen=True):
    """A paper as plain text, and how strongly it has which topic.

    ``source`` names what it was read from: of one slug and source all texts are equal. "" names
    nothing.
    """

    slug: str
    title: str
    abstract: str
    topics: tuple[tuple[str, float], ...] = ()
    keywords: tuple[str, ...] = ()
    source: str = ""


class Neighbour(NamedTuple):
    """A related paper, how near it is, and what both speak of, as a reader writes it.

    A tuple, since there are half a million of them and they travel between processes.
    """

    slug: str
    score: int
    shared: tuple[str, ...]


Near = tuple[str, int, tuple[str, ...]]
"""A Neighbour; those that an earlier run found are plain tuples."""
