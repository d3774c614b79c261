"""Pages about the site as a whole: search, feeds, about, 404."""

from collections.abc import Callable, Iterator
from itertools import chain, groupby
from typing import Any

from markupsafe import Markup

from sitegen import urls
from sitegen.dates import UNDATED
from sitegen.pages import searches, trending
from sitegen.pages.frame import policy_source
from sitegen.pages.setting import Setting
from sitegen.pages.sources import sources
from sitegen.views import (
    AboutView,
    Anchor,
    Choice,
    FeedRow,
    FeedsView,
    NotFoundView,
    Page,
    SearchView,
)

Entry = tuple[str, str, Page, Callable[[], Any]]


def pages(setting: Setting) -> Iterator[Entry]:
    if setting.shows("search"):
        yield _search(setting)
    yield _feeds(setting)
    yield _about(setting)
    yield _reading(setting)
    yield _not_found(setting)


def _search(setting: Setting) -> Entry:
    count = len(setting.site.papers)
    description = setting.word("about_search", count=count)
    page = setting.page("search", urls.SEARCH, setting.word("search"), description)
    topics = tuple(Choice(topic.slug, topic.name) for topic in setting.site.topics.values())
    view = SearchView(count, topics, tuple(_months(setting)))
    return "the search", "search.html", page, lambda: view


def _months(setting: Setting) -> Iterator[Choice]:
    """Years and their months, newest first."""
    for year, days in groupby(reversed(setting.site.dated), key=lambda day: day[:4]):
        yield Choice(year, year)
        for month in dict.fromkeys(urls.month_of(day) for day in days):
            yield Choice(month, setting.names.month(month))


def _feeds(setting: Setting) -> Entry:
    home = Anchor(setting.settings.title, urls.HOME, len(setting.site.papers))
    rows = tuple(
        FeedRow(setting.topic(slug), setting.feeds(slug)[:2]) for slug in setting.site.topics
    )
    page = setting.page("feeds", urls.FEEDS, setting.word("feeds"), setting.word("about_feeds"))
    moving = trending.feeds(setting) if setting.shows("trending") else ()
    view = FeedsView(
        FeedRow(home, setting.feeds()), rows, urls.OPML, moving, searches.feed_rows(setting)
    )
    return "the page of feeds", "feeds.html", page, lambda: view


def _about(setting: Setting) -> Entry:
    site = setting.site
    undated = site.days[UNDATED].papers if UNDATED in site.days else ()
    view = AboutView(
        len(site.papers),
        len(site.dated),
        len(undated),
        len(site.topics),
        sum(len(capture.entries) for capture in site.captures),
        tuple(sources(setting)),
        tuple(setting.day(day) for day in site.dated if site.days[day].year == "inferred"),
        len(site.papers) - len(set(chain.from_iterable(site.members.values()))),
        setting.latest.name if setting.latest else "",
    )
    description = setting.word("about_about", title=setting.settings.title)
    page = setting.page("about", urls.ABOUT, setting.word("about"), description)
    return "about", "about.html", page, lambda: view


def _reading(setting: Setting) -> Entry:
    """Each browser fills it with its own list."""
    title, text = setting.word("reading"), setting.word("reading_lead")
    return (
        "the reading list",
        "reading.html",
        setting.page("reading", urls.READING, title, text),
        lambda: None,
    )


def _not_found(setting: Setting) -> Entry:
    title, text = setting.word("missing"), setting.word("missing_why")
    page = setting.page("404", urls.NOT_FOUND, title, text, noindex=True, root=setting.address.path)
    view = NotFoundView(Markup(setting.not_found_styles), policy_source(setting.not_found_styles))
    return "the 404 page", "404.html", page, lambda: view
