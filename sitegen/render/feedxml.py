"""Atom and RSS 2.0, written by feedgen: once for all entries and feeds of a shape, into which each
one's values are put. An entry is text that is joined into every feed that has it; the bytes are
those of a feed that feedgen writes whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from sitegen.pages.setting import ATOM, RSS
from sitegen.render.feedforms import Form, form, mark

_END_OF_ATOM, _END_OF_RSS = "</feed>\n", "  </channel>\n</rss>\n"
_TEXTS_OF_HEAD = "id", "title", "description", "author", "language", "page"
_TEXTS_OF_ENTRY = "id", "link", "title", "body", "summary"
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


# Moments that stand for others, as ``mark`` does for texts.
_UPDATED, _PUBLISHED = (datetime(year, 5, 6, 7, 8, 9, tzinfo=UTC) for year in (1234, 1357))
_MOMENTS = {"updated": _UPDATED, "published": _PUBLISHED}


def atom(head: Head, address: str, entries: Iterable[str]) -> str:
    """``address``: that of the feed; ``entries``: as ``atom_entry`` writes them."""
    return _joined(_head_form(ATOM).filled(_of_head(head, address)), entries, _END_OF_ATOM)


def rss(head: Head, address: str, items: Iterable[str]) -> str:
    """``address``: that of the feed; ``items``: as ``rss_item`` writes them."""
    return _joined(_head_form(RSS).filled(_of_head(head, address)), items, _END_OF_RSS)


def atom_entry(entry: Entry) -> str:
    return _entry_form(ATOM, *_shape(entry)).filled(_of_entry(entry))


def rss_item(entry: Entry) -> str:
    """The body is the description, or stands beside it where there is a summary."""
    return _entry_form(RSS, *_shape(entry)).filled(_of_entry(entry))


def _joined(empty: str, entries: Iterable[str], end: str) -> str:
    return "".join((empty.removesuffix(end), *entries, end))


def _of_head(head: Head, address: str) -> dict[str, str]:
    told = {name: getattr(head, name) for name in _TEXTS_OF_HEAD}
    return {**told, **_said("updated", head.updated), "address": address}


def _of_entry(entry: Entry) -> dict[str, str]:
    return {
        **{name: getattr(entry, name) for name in _TEXTS_OF_ENTRY},
        **_said("updated", entry.updated),
        **_said("published", entry.published),
        **{f"topic {at}": slug for at, (slug, _) in enumerate(entry.topics)},
        **{f"name {at}": name for at, (_, name) in enumerate(entry.topics)},
        **{f"author {at}": name for at, name in enumerate(entry.authors)},
    }


def _said(name: str, moment: datetime) -> dict[str, str]:
    """As Atom and as RSS say it."""
    return {name: moment.isoformat(), f"{name}, in words": format_datetime(moment)}


def _shape(entry: Entry) -> tuple[bool, bool, int, int]:
    return bool(entry.body), bool(entry.summary), len(entry.topics), len(entry.authors)


@cache
def _head_form(kind: str) -> Form:
    said = mark("title"), mark("description"), mark("author"), mark("language")
    head = Head(mark("id"), *said, _UPDATED, mark("page"))
    return _form(_written(_feed(head, mark("address"), kind), kind))


@cache
def _entry_form(kind: str, body: bool, summary: bool, topics: int, authors: int) -> Form:
    """What a feed of one such entry has that an empty one has not."""
    entry = Entry(
        mark("id"),
        mark("link"),
        mark("title"),
        _PUBLISHED,
        _UPDATED,
        mark("body") * body,
        mark("summary") * summary,
        tuple((mark(f"topic {at}"), mark(f"name {at}")) for at in range(topics)),
        tuple(mark(f"author {at}") for at in range(authors)),
    )
    end = _END_OF_ATOM if kind == ATOM else _END_OF_RSS
    head = Head("a:a", "a", "a", "a", "en", _UPDATED, "a:a")
    empty, feed = (_feed(head, "a:a", kind) for _ in range(2))
    feed.add_entry(_entry(entry), order="append")
    begin = _written(empty, kind).removesuffix(end)
    return _form(_written(feed, kind).removeprefix(begin).removesuffix(end))


def _form(written: str) -> Form:
    for name, moment in _MOMENTS.items():
        for said, text in _said(name, moment).items():
            written = written.replace(text, mark(said))
    return form(written)


def _written(feed: FeedGenerator, kind: str) -> str:
    made: bytes = feed.atom_str(pretty=True) if kind == ATOM else feed.rss_str(pretty=True)
    return made.decode()


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
