"""A page for each search that the keeper has saved."""

from collections.abc import Iterator
from functools import partial

from msgspec.structs import astuple

from sitegen import urls
from sitegen.listviews import SavedSearchView
from sitegen.pages.days import topics_of
from sitegen.pages.excerpt import Entry, Excerpt
from sitegen.pages.longlists import LongList, Sheet, day_groups, sheets
from sitegen.pages.setting import Setting
from sitegen.searches import Found
from sitegen.views import Anchor, FeedLink, FeedRow


def excerpts(setting: Setting) -> Iterator[Excerpt]:
    for one in setting.site.searches:
        counted = (one.search.topic,) if one.search.topic else ()
        told = "saved", astuple(one.search)
        yield Excerpt(told, partial(_pages, one=one), one.papers, counted=counted)


def _pages(setting: Setting, one: Found) -> Iterator[Entry]:
    front, topics = _anchor(one), topics_of(setting, one.papers)
    for sheet in sheets(setting, LongList(front, one.papers)):
        part = sheet.pager.part
        title = f"{front.name}, {part}" if part else front.name
        about = setting.word("about_saved", name=title, count=sheet.pager.count)
        page = setting.page("saved", sheet.url, title, about, own=feeds(setting, one))
        owner = f"the saved search {one.search.slug} {sheet.part}".rstrip()
        view = partial(_view, setting, one, () if part else topics, sheet)
        yield owner, "saved.html", page, view


def _anchor(one: Found) -> Anchor:
    return Anchor(one.search.name, urls.saved_search(one.search.slug), len(one.papers))


def anchors(setting: Setting) -> tuple[Anchor, ...]:
    """Every saved search, in the keeper's order."""
    return tuple(map(_anchor, setting.site.searches))


def feed_rows(setting: Setting) -> tuple[FeedRow, ...]:
    rows = zip(anchors(setting), setting.site.searches, strict=True)
    return tuple(FeedRow(anchor, feeds(setting, one)) for anchor, one in rows)


def feeds(setting: Setting, one: Found) -> tuple[FeedLink, ...]:
    title = f"{setting.settings.title}: {one.search.name}"
    return setting.feeds_of(urls.saved_search_feed(one.search.slug), title)


def _view(
    setting: Setting, one: Found, topics: tuple[Anchor, ...], sheet: Sheet
) -> SavedSearchView:
    search = one.search
    return SavedSearchView(
        search.name,
        search.include,
        search.exclude,
        setting.topic(search.topic) if search.topic else None,
        search.author,
        day_groups(setting, sheet.slugs),
        sheet.pager,
        topics,
        feeds(setting, one),
    )
