"""The pages of a list of papers: its front with the newest, and the parts of a long one.

A topic, a person and a saved search are such lists. A part that is too long itself shows where
its parts stand. All parts of the whole stand on the front alone: a new one changes no more than the
pages beside it.
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
from sitegen.parts import LONGEST, Part, by_time, days_of, divided
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
    found = first_parts(setting, long_list)
    yield front(setting, long_list)
    for name, slugs in found.items():
        part = replace(long_list, slugs=slugs)
        yield from sheets_of(setting, part, beside(tuple(found), name), name)


def first_parts(setting: Setting, long_list: LongList) -> dict[str, Slugs]:
    """By their names the parts of the whole, newest first; none where all stands on the front."""
    slugs, papers = long_list.slugs, setting.site.papers
    if not long_list.monthly and len(_newest(setting, slugs)) == len(slugs):
        return {}
    name, found = _namer(setting, long_list.monthly), dict[str, list[str]]()
    for _, group in groupby(slugs, key=lambda slug: papers[slug].first_day):
        some = list(group)
        found.setdefault(name(some[0], 0), []).extend(some)
    return {one: tuple(some) for one, some in found.items()}


def beside(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    """A part and those before and after it."""
    at = names.index(name)
    return names[max(at - 1, 0) : at + 2]


def front(setting: Setting, long_list: LongList) -> Sheet:
    slugs, place = long_list.slugs, long_list.front
    newest, found = _newest(setting, slugs), first_parts(setting, long_list)
    counts = [(name, len(some)) for name, some in found.items()]
    lists = (_part_list(setting, place, counts),) if counts else ()
    return Sheet(place.url, "", newest, Pager("", len(slugs), len(newest), place, lists))


def sheets_of(
    setting: Setting, part: LongList, names: tuple[str, ...], name: str
) -> Iterator[Sheet]:
    """A part of the whole, and its own ones. ``part`` has its papers and the front of the whole,
    ``names``: see ``beside``."""
    place = _uncounted(part.front)
    near = _part_list(setting, place, [(one, 0) for one in names])
    found = divided(name, part.slugs, _namer(setting, part.monthly))
    yield from _sheets(setting, place, (), near, names.index(name), found)


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


def _namer(setting: Setting, monthly: bool) -> Callable[[str, int], str]:
    """A part's name by a paper in it and how deep it stands."""
    papers = setting.site.papers

    def name(slug: str, depth: int) -> str:
        day = papers[slug].first_day
        return by_time(day, slug, depth + (monthly and day != UNDATED))

    return name


def _sheets(
    setting: Setting,
    front: Anchor,
    above: tuple[PartList, ...],
    near: PartList,
    at: int,
    part: Part[str],
) -> Iterator[Sheet]:
    """``at``: the place of the part in the list ``near``, of those beside it; ``above``: the parts
    that it is in. They tell no counts: another paper changes the page of its part, not those of
    all."""
    own = near.parts[at]
    before, after = _beside(near.parts, at) if _kind(part.name) != _LETTER else (None, None)
    pager = Pager(
        own.name,
        len(part.entries),
        0 if part.parts else len(part.entries),
        front,
        (*above, near),
        _list_of(setting, front, list(_at_once(part.parts))),
        before,
        after,
    )
    yield Sheet(own.url, part.name, () if part.parts else part.entries, pager)
    if inside := _list_of(setting, front, part.parts):
        below, above = _without_counts(inside), (*above, replace(near, parts=(own,)))
        for place, one in enumerate(part.parts):
            yield from _sheets(setting, front, above, below, place, one)


def _without_counts(one: PartList) -> PartList:
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


def _list_of(setting: Setting, front: Anchor, found: Sequence[Part[str]]) -> PartList | None:
    counts = [(part.name, len(part.entries)) for part in found]
    return _part_list(setting, front, counts) if counts else None


def _part_list(setting: Setting, front: Anchor, counts: Sequence[tuple[str, int]]) -> PartList:
    anchors = (
        Anchor(part_name(setting, name), urls.part(front.url, name), count)
        for name, count in counts
    )
    kinds = [_kind(name) for name, _ in counts]
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
