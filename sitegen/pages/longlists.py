"""The pages of a list of papers: its front with the newest, and the parts of a long one.

A topic, a person and a saved search are such lists. A part that is too long itself shows where
its parts stand.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from sitegen import urls
from sitegen.dates import UNDATED
from sitegen.listviews import DayGroup, Pager, PartList
from sitegen.pages.cards import card
from sitegen.pages.setting import Setting
from sitegen.parts import LONGEST, Part, by_time, days_of, parts
from sitegen.views import Anchor

_NEWEST = 50
_SHORT_REST = 5
_MONTH, _THIRD, _DAY, _LETTER = "month", "third", "day", "letter"
_KINDS = ("year", _MONTH, _DAY, _LETTER)  # by the dashes in a part's name

Slugs = tuple[str, ...]


class LongList(Struct, frozen=True):
    """``front``: its name and page; ``slugs``: newest first; ``monthly``: it has a page for each
    month, however short it is; others have parts, from years on, where they need them."""

    front: Anchor
    slugs: Slugs
    monthly: bool = False


class Sheet(Struct, frozen=True):
    """One page: ``part`` is "" on the front; ``slugs`` stand on it in full."""

    url: str
    part: str
    slugs: Slugs
    pager: Pager


def sheets(setting: Setting, long_list: LongList) -> Iterator[Sheet]:
    """The front first."""
    newest = _newest(setting, long_list.slugs)
    divides = long_list.monthly or len(newest) < len(long_list.slugs)
    found = _parts(setting, long_list) if divides else ()
    lists = (_part_list(setting, long_list, found),) if found else ()
    pager = Pager("", len(long_list.slugs), len(newest), long_list.front, lists)
    yield Sheet(long_list.front.url, "", newest, pager)
    quiet = replace(long_list, front=_uncounted(long_list.front))
    yield from _below(setting, quiet, found, tuple(map(_without_counts, lists)))


def day_groups(setting: Setting, slugs: Slugs) -> tuple[DayGroup, ...]:
    """By the day on which each was listed first."""
    papers = setting.site.papers
    return tuple(
        DayGroup(setting.day(day), tuple(card(setting, slug, day) for slug in group))
        for day, group in groupby(slugs, key=lambda slug: papers[slug].first_day)
    )


def _newest(setting: Setting, slugs: Slugs) -> Slugs:
    """Whole days until there are enough papers, and a rest too short for a page of its own."""
    papers = setting.site.papers
    count = 0
    for _, group in groupby(slugs, key=lambda slug: papers[slug].first_day):
        if count >= _NEWEST and len(slugs) - count > _SHORT_REST:
            return slugs[:count]
        count = min(count + len(tuple(group)), LONGEST)
    return slugs[:count]


def _parts(setting: Setting, long_list: LongList) -> tuple[Part[str], ...]:
    papers = setting.site.papers

    def name(slug: str, depth: int) -> str:
        day = papers[slug].first_day
        return by_time(day, slug, depth + (long_list.monthly and day != UNDATED))

    return parts(long_list.slugs, name)


def _below(
    setting: Setting, long_list: LongList, found: Sequence[Part[str]], lists: tuple[PartList, ...]
) -> Iterator[Sheet]:
    anchors = lists[-1].parts if lists else ()
    for at, part in enumerate(found):
        inside = _part_list(setting, long_list, part.parts) if part.parts else None
        slugs = () if part.parts else part.entries
        before, after = _beside(anchors, at) if _kind(part.name) != _LETTER else (None, None)
        pager = Pager(
            anchors[at].name,
            len(part.entries),
            len(slugs),
            long_list.front,
            lists,
            inside and _part_list(setting, long_list, list(_at_once(part.parts))),
            before,
            after,
        )
        yield Sheet(anchors[at].url, part.name, slugs, pager)
        if inside:
            below = (*lists, _without_counts(inside))
            yield from _below(setting, long_list, part.parts, below)


def _without_counts(one: PartList) -> PartList:
    """On the pages of parts: another paper changes the page of its part, not those of all."""
    return replace(one, parts=tuple(map(_uncounted, one.parts)))


def _uncounted(place: Anchor) -> Anchor:
    return replace(place, count=0)


def _at_once(found: Sequence[Part[str]]) -> Iterator[Part[str]]:
    """The days of thirds that are too long, so that a month leads to them in one step."""
    for part in found:
        yield from part.parts if part.parts and _kind(part.name) == _THIRD else (part,)


def _beside(newest_first: Sequence[Anchor], at: int) -> tuple[Anchor | None, Anchor | None]:
    before = newest_first[at + 1] if at + 1 < len(newest_first) else None
    return before, newest_first[at - 1] if at else None


def _part_list(setting: Setting, long_list: LongList, found: Sequence[Part[str]]) -> PartList:
    anchors = (
        Anchor(
            part_name(setting, part.name),
            urls.part(long_list.front.url, part.name),
            len(part.entries),
        )
        for part in found
    )
    kinds = [_kind(part.name) for part in found]
    return PartList(_DAY if _DAY in kinds else kinds[0], tuple(anchors))


def part_name(setting: Setting, name: str) -> str:
    """``2025-03`` in words; ``undated-ow``: Undated, Ow."""
    kind, names = _kind(name), setting.names
    if kind == _LETTER:
        day, _, letters = name.rpartition("-")
        return f"{names.short(day)}, {letters.capitalize()}"
    if kind == _THIRD:
        return " – ".join(map(names.short, days_of(name)))
    forms: dict[str, Callable[[str], str]] = {"month": names.month, "day": names.short}
    return forms[kind](name) if kind in forms else name


def _kind(name: str) -> str:
    """What has no day goes with the months."""
    if UNDATED in name:
        return _MONTH if name == UNDATED else _LETTER
    return _THIRD if "_" in name else _KINDS[name.count("-")]
