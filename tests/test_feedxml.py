"""Feeds that are joined from entries are those that feedgen writes whole."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.setting import ATOM, RSS
from sitegen.render import feedxml
from sitegen.render.feedparts import Entry, Head
from sitegen.render.feedwriting import entry_of, feed_of, written

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


def by_feedgen(head: Head, address: str, entries: list[Entry], kind: str) -> str:
    feed = feed_of(head, address, kind)
    for entry in entries:
        feed.add_entry(entry_of(entry), order="append")
    return written(feed, kind)


@given(HEADS, WORDS, st.lists(ENTRIES, max_size=3))
def test_an_atom_feed_is_that_of_feedgen(head: Head, address: str, entries: list[Entry]) -> None:
    joined = feedxml.atom(head, address, map(feedxml.atom_entry, entries))
    assert joined == by_feedgen(head, address, entries, ATOM)


@given(HEADS, WORDS, st.lists(ENTRIES, max_size=3))
def test_an_rss_feed_is_that_of_feedgen(head: Head, address: str, entries: list[Entry]) -> None:
    joined = feedxml.rss(head, address, map(feedxml.rss_item, entries))
    assert joined == by_feedgen(head, address, entries, RSS)


def test_the_names_of_days_and_months_are_english() -> None:
    """Each of them once, and the numbers beside them in two digits."""
    for number in range(12):
        told = datetime(2025, number + 1, 1, tzinfo=UTC) + timedelta(days=number)
        head = Head("a", "a", "a", "a", "en", told, "a")
        assert feedxml.rss(head, "a", ()) == by_feedgen(head, "a", [], RSS)
