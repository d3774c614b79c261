"""A page for each author and organisation that has one."""

from collections.abc import Iterator
from functools import partial

from sitegen import urls
from sitegen.listviews import PersonView
from sitegen.pages.days import topics_of
from sitegen.pages.excerpt import Entry, Excerpt, whole
from sitegen.pages.longlists import LongList, Sheet, day_groups, sheets
from sitegen.pages.peopleindex import index, shown_kinds
from sitegen.pages.setting import Setting
from sitegen.people import Contributor
from sitegen.views import Anchor, FeedLink


def excerpts(setting: Setting) -> Iterator[Excerpt]:
    for kind in shown_kinds(setting):
        for one in setting.site.people.all(kind):
            told = kind, one.name, one.slug, one.also
            yield Excerpt(told, partial(_pages, one=one), one.papers)
    yield whole("people", index)


def _pages(setting: Setting, one: Contributor) -> Iterator[Entry]:
    front = Anchor(one.name, urls.person(one.kind, one.slug), len(one.papers))
    topics = topics_of(setting, one.papers)
    for sheet in sheets(setting, LongList(front, one.papers)):
        name, part = one.name, sheet.pager.part
        title = f"{name}, {part}" if part else name
        about = setting.word("about_person", name=title, count=sheet.pager.count)
        page = setting.page(one.kind, sheet.url, title, about, own=_feeds(setting, one))
        owner = f"the {one.kind} {name} {sheet.part}".rstrip()
        yield (
            owner,
            "person.html",
            page,
            partial(_view, setting, one, () if sheet.part else topics, sheet),
        )


def _view(
    setting: Setting, one: Contributor, topics: tuple[Anchor, ...], sheet: Sheet
) -> PersonView:
    return PersonView(
        one.kind,
        one.name,
        one.also,
        day_groups(setting, sheet.slugs),
        sheet.pager,
        topics,
        _feeds(setting, one),
    )


def _feeds(setting: Setting, one: Contributor) -> tuple[FeedLink, ...]:
    title = f"{setting.settings.title}: {one.name}"
    return setting.feeds_of(urls.person_feed(one.kind, one.slug), title)
