"""Texts of dumps that need not be on the site, and why: what was said aloud, or a person's wish."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sitegen.content.daypage import DayPage, Section
from sitegen.content.inline import recorded
from sitegen.content.ledger import Known, Ledger
from sitegen.decide.marks import mark
from sitegen.dumps.capture import Capture
from sitegen.model import Record

REFUSED = "refused"
UNLISTED = "of entries that list nothing"
DELETED = "deleted"
HIDDEN = "hidden"
EDITED = "edited"
SUPERSEDED = "superseded by another dump"


class Aside(Struct, frozen=True):
    """A text that need not be on the site; ``cut``: it may be no more than a beginning."""

    why: str
    text: str
    cut: bool = False


class _Standing(Struct, frozen=True):
    """The papers by every slug they had, their sections, what any capture says of them."""

    papers: Mapping[str, Known]
    sections: Mapping[str, Section]
    said: Mapping[str, frozenset[str]]


def asides(
    captures: Iterable[Capture], pages: Mapping[str, DayPage], ledger: Ledger
) -> dict[str, list[Aside]]:
    """By the file of the dump. An entry that no ingest recorded has none: it is to be there."""
    captures = list(captures)
    papers = {name: k for k in ledger.papers.values() for name in (k.slug, *k.aliases)}
    sections = {s.slug: s for page in pages.values() for s in page.sections}
    entries = [entry for c in captures for entry in _entries(c, ledger, papers)]
    said: dict[str, set[str]] = {}
    for _, record, slug in entries:
        said.setdefault(slug, set()).update((record.title, record.abstract, record.facts.summary))
    standing = _Standing(papers, sections, {slug: frozenset(t) for slug, t in said.items()})
    found: dict[str, list[Aside]] = {c.file: list(_refused(c)) for c in captures}
    for capture, record, slug in entries:
        found[capture.file] += _of_entry(capture, record, slug, standing)
    return found


def _entries(
    capture: Capture, ledger: Ledger, papers: Mapping[str, Known]
) -> Iterator[tuple[Capture, Record, str]]:
    """Each entry with the slug of its paper, "" where none is recorded."""
    recorded = ledger.captures.get(capture.digest)
    slugs = {entry.rank: entry.slug for entry in recorded.entries} if recorded else {}
    for rank, record in capture.reading.ranked:
        known = papers.get(slugs.get(rank, ""))
        yield capture, record, known.slug if known else ""


def _refused(capture: Capture) -> Iterator[Aside]:
    for problem in capture.reading.refused:
        yield Aside(REFUSED, problem.text, cut=True)
        yield Aside(REFUSED, problem.reason)


def _of_entry(capture: Capture, record: Record, slug: str, standing: _Standing) -> Iterator[Aside]:
    lists = bool(capture.listed_on(record, "any"))
    for name, text in _texts(record):
        if why := _why(slug, lists, standing) or _other_text(name, text, slug, lists, standing):
            yield Aside(why, text)


def _why(slug: str, lists: bool, standing: _Standing) -> str:
    """Why nothing of the entry need be there."""
    if not slug:
        return "" if lists else UNLISTED
    if slug not in standing.sections:
        return DELETED
    return HIDDEN if standing.sections[slug].editorial.hidden else ""


def _other_text(name: str, text: str, slug: str, lists: bool, standing: _Standing) -> str:
    """Why another text stands in the place of this one; "" where the same, or nobody's, does."""
    if not slug:
        return ""
    now = dict(_section_texts(standing.sections[slug]))[name]
    if now == text:
        return ""
    if not lists:
        return UNLISTED
    if mark(now) != standing.papers[slug].wrote.get(name):
        return EDITED
    return SUPERSEDED if now in standing.said[slug] else ""


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    yield from (("title", record.title), ("abstract", record.abstract))
    yield "summary", record.facts.summary


def _section_texts(section: Section) -> Iterator[tuple[str, str]]:
    for name, markdown in (("title", section.title), ("abstract", section.abstract)):
        yield name, recorded(markdown)
    yield "summary", section.facts.summary
