"""A page for each author and organisation that has one, and an index of them."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from sitegen import urls
from sitegen.pages.cards import card, headline
from sitegen.pages.days import topics_of
from sitegen.pages.setting import Setting
from sitegen.people import AUTHOR, ORGANIZATION, Contributor
from sitegen.views import Anchor, DayGroup, FeedLink, Page, PeopleView, PersonView

Entry = tuple[str, str, Page, Callable[[], Any]]
_NEWEST, _TITLES = 50, 500  # in full, by title alone; the others the search finds


def pages(setting: Setting) -> Iterator[Entry]:
    shown = shown_kinds(setting)
    for kind in shown:
        for one in setting.site.people.all(kind):
            yield _page(setting, one)
    if shown:
        yield _index(setting, shown)


def shown_kinds(setting: Setting) -> list[str]:
    """Authors, organisations: of which there are pages."""
    kinds = (AUTHOR, ORGANIZATION)
    return [k for k in kinds if setting.shows(f"{k}s") and setting.site.people.all(k)]


def _page(setting: Setting, one: Contributor) -> Entry:
    about = setting.word("about_person", name=one.name, count=len(one.papers))
    url = urls.person(one.kind, one.slug)
    page = setting.page(one.kind, url, one.name, about, own=_feeds(setting, one))
    return f"the {one.kind} {one.name}", "person.html", page, partial(_view, setting, one)


def _view(setting: Setting, one: Contributor) -> PersonView:
    papers = setting.site.papers
    newest, older = one.papers[:_NEWEST], one.papers[_NEWEST : _NEWEST + _TITLES]
    groups = groupby(newest, key=lambda slug: papers[slug].first_day)
    return PersonView(
        one.kind,
        one.name,
        one.also,
        len(one.papers),
        tuple(
            DayGroup(setting.day(day), tuple(card(setting, slug, day) for slug in slugs))
            for day, slugs in groups
        ),
        tuple(headline(setting, slug) for slug in older),
        topics_of(setting, one.papers),
        _feeds(setting, one),
    )


def _feeds(setting: Setting, one: Contributor) -> tuple[FeedLink, ...]:
    title = f"{setting.settings.title}: {one.name}"
    return setting.feeds_of(urls.person_feed(one.kind, one.slug), title)


def _index(setting: Setting, shown: list[str]) -> Entry:
    named = {
        kind: tuple(
            Anchor(one.name, urls.person(kind, one.slug), len(one.papers))
            for one in setting.site.people.all(kind)
        )
        for kind in shown
    }
    view = PeopleView(named.get(AUTHOR, ()), named.get(ORGANIZATION, ()))
    page = setting.page("people", urls.PEOPLE, setting.word("people"), setting.word("about_people"))
    return "the index of people", "people.html", page, lambda: view
