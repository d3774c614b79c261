"""What every run asks of a day page, whatever its papers say: it is remembered apart."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import Struct

from sitegen import ids
from sitegen.content.daypage import DayPage, Reference, Section
from sitegen.content.inline import recorded
from sitegen.memo import memoised_bulky
from sitegen.recordkey import record_key

_A_PAGE = 32  # papers, more or less
_LINK = re.compile(r"\]\(([0-9a-z-]*)(?:\.md)?#([a-z0-9-]+)\)")


class Outline(Struct, frozen=True):
    """A day page without its papers. ``entries``: their slugs in order, each with the note of a
    reference. ``observed``: the fingerprint of all that an ingest without dumps, as long as it
    comes to nothing, looks at."""

    day: str
    year: str
    intro: str
    entries: tuple[tuple[str, str], ...]
    observed: str


class Link(NamedTuple):
    """A link to a section, in a person's own words: its page as it is named there ("": the same),
    the section's slug, the line (from 0), and the link."""

    target: str
    anchor: str
    line: int
    text: str


def outlined(page: DayPage) -> Outline:
    return outline(page.fingerprint, page.file, page=lambda: page)


@memoised_bulky(_A_PAGE)
def outline(fingerprint: str, file: str, *, page: Callable[[], DayPage]) -> Outline:
    """That of the page with this fingerprint, which is read only where it is not known."""
    read = page()
    entries = tuple((e.slug, e.note if isinstance(e, Reference) else "") for e in read.entries)
    return Outline(read.day, read.year, read.intro, entries, record_key(*_observed(read)))


def keys(section: Section) -> tuple[str, ...]:
    """The names under which the section's paper can be recognised."""
    return ids.keys(recorded(section.title), section.facts)


def links(page: DayPage) -> Iterator[Link]:
    """In introductions, notes and texts, not those of references."""
    headings = {entry.lines.start for entry in page.references}
    for found in _LINK.finditer(page.text):
        line = page.text.count("\n", 0, found.start())
        if line not in headings:
            yield Link(found[1], found[2], line, found[0])


def _observed(page: DayPage) -> Iterator[tuple[object, ...]]:
    yield page.day, page.file
    yield from ((section.slug, keys(section)) for section in page.sections)
    yield from ((reference.slug, reference.day) for reference in page.references)
    yield from ((link.target, link.anchor) for link in links(page))
