"""Feeds as feedgen writes them, with marks for what their values will be."""

from datetime import UTC, datetime

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from sitegen.pages.setting import ATOM
from sitegen.render.feedforms import Form, form, mark
from sitegen.render.feedparts import END_OF_ATOM, END_OF_RSS, Entry, Head, said

_SPECIFICATION = "https://www.rssboard.org/rss-specification"
# Moments that stand for others, as ``mark`` does for texts.
_UPDATED, _PUBLISHED = (datetime(year, 5, 6, 7, 8, 9, tzinfo=UTC) for year in (1234, 1357))
_MOMENTS = {"updated": _UPDATED, "published": _PUBLISHED}


def head_form(kind: str) -> Form:
    texts = mark("title"), mark("description"), mark("author"), mark("language")
    head = Head(mark("id"), *texts, _UPDATED, mark("page"))
    return _form(written(feed_of(head, mark("address"), kind), kind))


def entry_form(kind: str, body: int, summary: int, topics: int, authors: int) -> Form:
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
    end = END_OF_ATOM if kind == ATOM else END_OF_RSS
    head = Head("a:a", "a", "a", "a", "en", _UPDATED, "a:a")
    empty, feed = (feed_of(head, "a:a", kind) for _ in range(2))
    feed.add_entry(entry_of(entry), order="append")
    begin = written(empty, kind).removesuffix(end)
    return _form(written(feed, kind).removeprefix(begin).removesuffix(end))


def _form(feed: str) -> Form:
    for name, moment in _MOMENTS.items():
        for words, text in said(name, moment).items():
            feed = feed.replace(text, mark(words))
    return form(feed)


def written(feed: FeedGenerator, kind: str) -> str:
    """``kind``: the media type of the form."""
    made: bytes = feed.atom_str(pretty=True) if kind == ATOM else feed.rss_str(pretty=True)
    return made.decode()


def feed_of(head: Head, address: str, form: str) -> FeedGenerator:
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


def entry_of(told: Entry) -> FeedEntry:
    """With what both forms show of it."""
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
