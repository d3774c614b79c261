"""Feeds that are joined from entries are those that feedgen writes whole."""

from datetime import UTC, datetime, timedelta
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.setting import ATOM, RSS
from sitegen.render import feedxml
from sitegen.render.feedparts import Entry, Head

MARKS = st.sampled_from(["&", "<", ">", '"', "'", "]]>", "&amp;", "\n", "\t", "\r", " ", "é", "𝒳"])
LETTERS = st.characters(exclude_categories=["C"])
TEXTS = st.lists(MARKS | st.text(LETTERS, max_size=3), max_size=6).map("".join)
WORDS = TEXTS.map("a{}".format)
MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
ENTRIES = st.builds(
    Entry,
    *(WORDS, WORDS, WORDS, MOMENTS, MOMENTS, TEXTS, TEXTS),
    st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
    st.lists(WORDS, max_size=3).map(tuple),
)
HEADS = st.builds(Head, *[WORDS] * 5, MOMENTS, WORDS)


def by_feedgen(head: Head, address: str, entries: list[Entry], form: str) -> bytes:
    """Every date is set: feedgen would take the clock. The channel's own page is the last link
    that is added, because RSS takes the last one."""
    feed = FeedGenerator()
    feed.id(head.id)
    feed.title(head.title)
    feed.description(head.description)
    feed.subtitle(head.description)
    feed.language(head.language)
    feed.author(name=head.author)
    feed.generator("sitegen")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=address, rel="self", type=ATOM if form == "atom" else RSS)
    feed.link(href=head.page, rel="alternate", type="text/html")
    feed.updated(head.updated)
    feed.load_extension("dc", atom=False, rss=True)
    for entry in entries:
        feed.add_entry(entry_of_feedgen(entry), order="append")
    made: bytes = feed.atom_str(pretty=True) if form == "atom" else feed.rss_str(pretty=True)
    return made


def entry_of_feedgen(told: Entry) -> Any:
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


@given(HEADS, WORDS, st.lists(ENTRIES, max_size=3))
def test_an_atom_feed_is_that_of_feedgen(head: Head, address: str, entries: list[Entry]) -> None:
    written = feedxml.atom(head, address, map(feedxml.atom_entry, entries))
    assert written.encode() == by_feedgen(head, address, entries, "atom")


@given(HEADS, WORDS, st.lists(ENTRIES, max_size=3))
def test_an_rss_feed_is_that_of_feedgen(head: Head, address: str, entries: list[Entry]) -> None:
    written = feedxml.rss(head, address, map(feedxml.rss_item, entries))
    assert written.encode() == by_feedgen(head, address, entries, "rss")


def test_the_names_of_days_and_months_are_english() -> None:
    """Each of them once, and the numbers beside them in two digits."""
    for number in range(12):
        told = datetime(2025, number + 1, 1, tzinfo=UTC) + timedelta(days=number)
        head = Head("a", "a", "a", "a", "en", told, "a")
        assert feedxml.rss(head, "a", ()).encode() == by_feedgen(head, "a", [], "rss")
