"""What became of papers and references between two states of the pages, in words."""

from collections.abc import Iterable, Iterator, Mapping

from sitegen.content.daypage import DayPage

_NAMED = 3


def happened(before: Mapping[str, DayPage], after: Mapping[str, DayPage]) -> tuple[str, ...]:
    """One sentence for each kind of change and each day it concerns, oldest day first."""
    return (*_sections(before, after), *_references(before, after))


def _sections(before: Mapping[str, DayPage], after: Mapping[str, DayPage]) -> Iterator[str]:
    old, new = _homes(before), _homes(after)
    moved: dict[tuple[str, str], list[str]] = {}
    for slug in (s for s in old if s in new and old[s] != new[s]):
        moved.setdefault((old[slug], new[slug]), []).append(slug)
    for (here, there), slugs in sorted(moved.items()):
        yield f"moved {_papers(slugs)} from {here} to {there}"
    for day, slugs in _by_day({s: day for s, day in old.items() if s not in new}):
        yield f"took {_papers(slugs)} off {day}"
    for day, slugs in _by_day({s: day for s, day in new.items() if s not in old}):
        yield f"{_papers(slugs)} on {day} again"


def _references(before: Mapping[str, DayPage], after: Mapping[str, DayPage]) -> Iterator[str]:
    """Days on which papers are listed that stand elsewhere."""
    for day in sorted({*before, *after}):
        old, new = _mentioned(before.get(day)), _mentioned(after.get(day))
        if gone := [slug for slug in old if slug not in {*new, *_slugs(after.get(day))}]:
            yield f"{_papers(gone)} no longer listed on {day}"
        if come := [slug for slug in new if slug not in {*old, *_slugs(before.get(day))}]:
            yield f"{_papers(come)} listed on {day}"


def _homes(pages: Mapping[str, DayPage]) -> dict[str, str]:
    return {s.slug: day for day, page in sorted(pages.items()) for s in page.sections}


def _by_day(homes: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    days: dict[str, list[str]] = {}
    for slug, day in homes.items():
        days.setdefault(day, []).append(slug)
    return sorted(days.items())


def _mentioned(page: DayPage | None) -> list[str]:
    return [reference.slug for reference in page.references] if page else []


def _slugs(page: DayPage | None) -> Iterable[str]:
    return (section.slug for section in page.sections) if page else ()


def _papers(slugs: list[str]) -> str:
    """A few are named, many are counted."""
    if len(slugs) <= _NAMED:
        return ", ".join(slugs)
    return f"{len(slugs)} papers"
