"""Atom and RSS 2.0, written by feedgen: an entry once in each form, to be joined as text into every
feed that has it. The bytes are those of a feed that feedgen writes whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from sitegen.pages.setting import ATOM, RSS

_END_OF_ATOM, _END_OF_RSS = "</feed>\n", "  </channel>\n</rss>\n"
_SPECIFICATION = "https://www.rssboard.org/rss-specification"


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself. ``page``: the address of its HTML twin."""

    id: str
    title: str
    description: str
    author: str
    language: str
    updated: datetime
    page: str


@dataclass(frozen=True, slots=True)
class Entry:
    """``body`` is HTML, all else plain text. ``topics``: slug and name of each."""

    id: str
    link: str
    title: str
    published: datetime
    updated: datetime
    body: str
    summary: str = ""
    topics: tuple[tuple[str, str], ...] = ()
    authors: tuple[str, ...] = ()


_NOBODY = Head("a:a", "a", "a", "a", "en", datetime(2000, 1, 1, tzinfo=UTC), "a:a")


def atom(head: Head, address: str, entries: Iterable[str]) -> str:
    """``address``: that of the feed; ``entries``: as ``atom_entry`` writes them."""
    return _joined(_feed(head, address, ATOM).atom_str(pretty=True), entries, _END_OF_ATOM)


def rss(head: Head, address: str, items: Iterable[str]) -> str:
    """``address``: that of the feed; ``items``: as ``rss_item`` writes them."""
    return _joined(_feed(head, address, RSS).rss_str(pretty=True), items, _END_OF_RSS)


def atom_entry(entry: Entry) -> str:
    feed, begin = _empty(), _beginning(ATOM)
    feed.add_entry(_entry(entry), order="append")
    return _inside(begin, feed.atom_str(pretty=True), _END_OF_ATOM)


def rss_item(entry: Entry) -> str:
    """The body is the description, or stands beside it where there is a summary."""
    feed, begin = _empty(), _beginning(RSS)
    feed.add_entry(_entry(entry), order="append")
    return _inside(begin, feed.rss_str(pretty=True), _END_OF_RSS)


def _joined(empty: bytes, entries: Iterable[str], end: str) -> str:
    return empty.decode().removesuffix(end) + "".join(entries) + end


def _inside(begin: int, feed: bytes, end: str) -> str:
    """What a feed of one entry has that an empty one has not."""
    return feed.decode()[begin : -len(end)]


def _empty() -> FeedGenerator:
    return _feed(_NOBODY, "a:a", ATOM)


@cache
def _beginning(form: str) -> int:
    """How many signs stand before the first entry of ``_empty``."""
    if form == ATOM:
        return len(_empty().atom_str(pretty=True).decode().removesuffix(_END_OF_ATOM))
    return len(_empty().rss_str(pretty=True).decode().removesuffix(_END_OF_RSS))


def _feed(head: Head, address: str, form: str) -> FeedGenerator:
    """Every date is ours: feedgen would take the clock. The feed's page is the last link that is
    added, because RSS takes the last one."""
    feed = FeedGenerator()
    feed.id(head.id)
    feed.title(head.title)
    feed.description(head.description)
    feed.subtitle(head.description)
    feed.language(head.language)
    feed.author(name=head.author)
    feed.generator("sitegen")
    feed.docs(_SPECIFICATION)
    feed.link(href=address, rel="self", type=form)
    feed.link(href=head.page, rel="alternate", type="text/html")
    feed.updated(head.updated)
    feed.load_extension("dc", atom=False, rss=True)
    return feed


def _entry(told: Entry) -> FeedEntry:
    entry = FeedEntry()
    entry.load_extension("dc", atom=False, rss=True)
    entry.guid(told.id, permalink=False)
    entry.title(told.title)
    entry.link(href=told.link)
    entry.published(told.published)
    entry.updated(told.updated)
    entry.content(told.body, type="html")
    if told.summary:
        entry.summary(told.summary)
    for topic, name in told.topics:
        entry.category(term=topic, label=name)
    for author in told.authors:
        entry.author(name=author)
    if told.authors:
        entry.dc.dc_creator(list(told.authors))
    return entry
