"""A page for each search that the keeper has saved."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from sitegen import urls
from sitegen.pages.cards import card, headline
from sitegen.pages.days import topics_of
from sitegen.pages.setting import Setting
from sitegen.searches import Found
from sitegen.views import Anchor, DayGroup, FeedLink, FeedRow, Page, SavedSearchView

Entry = tuple[str, str, Page, Callable[[], Any]]
_NEWEST, _TITLES = 50, 500  # in full, by title alone; the others the search finds


def pages(setting: Setting) -> Iterator[Entry]:
    for one in setting.site.searches:
        url = urls.saved_search(one.search.slug)
        about = setting.word("about_saved", name=one.search.name, count=len(one.papers))
        page = setting.page("saved", url, one.search.name, about, own=feeds(setting, one))
        yield (
            f"the saved search {one.search.slug}",
            "saved.html",
            page,
            partial(_view, setting, one),
        )


def anchors(setting: Setting) -> tuple[Anchor, ...]:
    """Every saved search, in the keeper's order."""
    return tuple(
        Anchor(one.search.name, urls.saved_search(one.search.slug), len(one.papers))
        for one in setting.site.searches
    )


def feed_rows(setting: Setting) -> tuple[FeedRow, ...]:
    rows = zip(anchors(setting), setting.site.searches, strict=True)
    return tuple(FeedRow(anchor, feeds(setting, one)) for anchor, one in rows)


def feeds(setting: Setting, one: Found) -> tuple[FeedLink, ...]:
    title = f"{setting.settings.title}: {one.search.name}"
    return setting.feeds_of(urls.saved_search_feed(one.search.slug), title)


def _view(setting: Setting, one: Found) -> SavedSearchView:
    papers, search = setting.site.papers, one.search
    newest, older = one.papers[:_NEWEST], one.papers[_NEWEST : _NEWEST + _TITLES]
    groups = groupby(newest, key=lambda slug: papers[slug].first_day)
    return SavedSearchView(
        search.name,
        search.include,
        search.exclude,
        setting.topic(search.topic) if search.topic else None,
        search.author,
        len(one.papers),
        tuple(
            DayGroup(setting.day(day), tuple(card(setting, slug, day) for slug in slugs))
            for day, slugs in groups
        ),
        tuple(headline(setting, slug) for slug in older),
        topics_of(setting, one.papers),
        feeds(setting, one),
    )
