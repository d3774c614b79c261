"""The index of people: all of them, or those with most papers and a page for each letter."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sitegen import urls
from sitegen.listviews import NameList, PartList, PeopleView
from sitegen.pages.setting import Setting
from sitegen.parts import Part, beginning, parts
from sitegen.people import AUTHOR, ORGANIZATION, Contributor
from sitegen.views import Anchor, Page

Entry = tuple[str, str, Page, Callable[[], Any]]
_LONGEST, _FIRST = 500, 200  # names on a page; those on the front where there are more


def shown_kinds(setting: Setting) -> list[str]:
    """Authors, organisations: of which there are pages."""
    kinds = (AUTHOR, ORGANIZATION)
    return [k for k in kinds if setting.shows(f"{k}s") and setting.site.people.all(k)]


def index(setting: Setting) -> Iterator[Entry]:
    lists = []
    for kind in shown_kinds(setting):
        everybody = setting.site.people.all(kind)
        found = _by_letter(kind, everybody) if len(everybody) > _LONGEST else ()
        letters = _part_list(kind, found)
        shown = everybody[:_FIRST] if found else everybody
        lists.append(NameList(kind, "", len(everybody), _anchors(shown), letters))
        yield from _below(setting, kind, found, letters)
    if lists:
        yield _entry(setting, urls.PEOPLE, setting.word("people"), PeopleView(tuple(lists)))


def _by_letter(kind: str, people: Sequence[Contributor]) -> tuple[Part[Contributor], ...]:
    """Authors by the last word of their names, as nobody knows better what is the family's."""

    def key(one: Contributor) -> str:
        first, _, last = one.name.rpartition(" ")
        return f"{last} {first}" if kind == AUTHOR else one.name

    ordered = sorted(
        people, key=lambda one: (beginning(key(one), 0), key(one).casefold(), one.slug)
    )
    return parts(ordered, lambda one, depth: beginning(key(one), depth), _LONGEST)


def _below(
    setting: Setting, kind: str, found: Sequence[Part[Contributor]], beside: PartList | None
) -> Iterator[Entry]:
    for part in found:
        inside = _part_list(kind, part.parts)
        people = () if inside else _anchors(part.entries)
        letters = part.name.capitalize()
        names = NameList(kind, letters, len(part.entries), people, inside or beside)
        title = f"{setting.word('people')}: {letters}"
        yield _entry(setting, _url(kind, part), title, PeopleView((names,)))
        yield from _below(setting, kind, part.parts, inside)


def _anchors(people: Sequence[Contributor]) -> tuple[Anchor, ...]:
    return tuple(
        Anchor(one.name, urls.person(one.kind, one.slug), len(one.papers)) for one in people
    )


def _part_list(kind: str, found: Sequence[Part[Contributor]]) -> PartList | None:
    anchors = (Anchor(p.name.capitalize(), _url(kind, p), len(p.entries)) for p in found)
    return PartList("letter", tuple(anchors)) if found else None


def _url(kind: str, part: Part[Contributor]) -> str:
    return urls.part(urls.PEOPLE, f"{kind}-{part.name}")


def _entry(setting: Setting, url: str, title: str, view: PeopleView) -> Entry:
    page = setting.page("people", url, title, setting.word("about_people"))
    return f"the index of people at {url}", "people.html", page, lambda: view
