"""What a keeper should look at: captures that are partial or stale, titles nearly alike."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from sitegen.content.daypage import DayPage
from sitegen.content.ledger import CaptureEntry
from sitegen.dates import UNDATED
from sitegen.errors import Problem

PARTIAL = 0.5
ALIKE = 0.85
_LEAST_WORDS = 4
_MOST_TOLD = 3
_MOST_CARRIERS = 1_000
_SOME = 3
_RECENT = timedelta(days=7)
_WORD = re.compile(r"[^\W_]+")
_FOLDED = (
    "".join(c.lower() if c.isalnum() else " " for c in map(chr, range(128))).encode().ljust(256)
)


def doubtful_captures(
    fresh: Iterable[CaptureEntry],
    all_captures: Mapping[str, CaptureEntry],
    files: Mapping[str, str],
    names: Mapping[str, str],
) -> Iterator[Problem]:
    """Captures of this run that say less than the same source said the day before, or the same,
    or nothing that was not listed before.

    ``files``: digest -> the file as the keeper named it; ``names``: old slug -> slug.
    """
    first = _first_days(all_captures.values(), names)
    for entry in sorted(fresh, key=lambda e: (e.name, e.digest)):
        before = _day_before(entry, all_captures.values())
        if before is None:
            continue
        ours, theirs = _slugs(entry, names), _slugs(before, names)
        file, day = files.get(entry.digest, entry.name), newest_day(entry)
        if ours == theirs:
            there = f"{before.name} of {newest_day(before)}"
            reason = f"the same list as {there}: the capture may be stale"
            yield Problem(file, 0, reason, hint="Save the page again")
        elif len(ours) < PARTIAL * len(theirs):
            reason = (
                f"{len(ours)} entries, where {before.name} of {newest_day(before)} had "
                f"{len(theirs)}: the capture may be partial"
            )
            yield Problem(file, 0, reason, hint="Look whether the page was saved to its end")
        elif len(ours) >= _SOME and all(first[slug] < day for slug in ours):
            reason = f"each of its {len(ours)} papers was listed before {day}: the capture "
            yield Problem(file, 0, reason + "may be stale", hint="Save the page again")


def newest_day(entry: CaptureEntry) -> str:
    """The day of a capture: its own, else the newest that its entries name; "" without any."""
    if entry.day not in ("", UNDATED):
        return entry.day
    return max((listed.day for listed in entry.entries if listed.day != UNDATED), default="")


def _slugs(entry: CaptureEntry, names: Mapping[str, str]) -> set[str]:
    """Who stands on the day of the capture, the other days of a month's answer left out."""
    day = newest_day(entry)
    return {names.get(x.slug, x.slug) for x in entry.entries if (x.day or entry.day) == day}


def _first_days(captures: Iterable[CaptureEntry], names: Mapping[str, str]) -> dict[str, str]:
    """Slug -> the first day on which a capture lists it; of all the days those without one last."""
    first: dict[str, str] = {}
    for entry in captures:
        for listed in entry.entries:
            slug, day = names.get(listed.slug, listed.slug), listed.day or entry.day or UNDATED
            first[slug] = min(day, first.get(slug, UNDATED))
    return first


def _day_before(entry: CaptureEntry, captures: Iterable[CaptureEntry]) -> CaptureEntry | None:
    """The newest capture of the same source and kind in the week before; Undated has none."""
    if not (day := newest_day(entry)):
        return None
    earlier = [
        (other_day, len(other.entries), other.name, other)
        for other in captures
        if (other.source, other.kind) == (entry.source, entry.kind)
        and "" < (other_day := newest_day(other)) < day
        and date.fromisoformat(day) - date.fromisoformat(other_day) <= _RECENT
    ]
    return max(earlier, key=lambda found: found[:3], default=(None,))[-1]


def near_titles(
    fresh: Iterable[str], pages: Mapping[str, DayPage], apart: Mapping[str, Container[str]]
) -> Iterator[Problem]:
    """Fresh papers whose title is nearly another's, each with an id of its own: they stay apart,
    and are told unless a keeper has judged them (``apart``).

    A pair shares at least one of the rarest words, so the search stays near-linear; of a paper
    with many such others the first are told.
    """
    standing = {s.slug: (page, s) for page in pages.values() for s in page.sections}
    words = {slug: _words(section.title) for slug, (_, section) in standing.items()}
    asked = [slug for slug in fresh if len(words.get(slug, ())) >= _LEAST_WORDS]
    said = frozenset(word for slug in asked for word in words[slug])
    carriers: dict[str, list[str]] = {word: [] for word in said}
    for slug, found in words.items():
        for word in found & said:
            carriers[word].append(slug)
    seen: set[frozenset[str]] = set()
    for slug in asked:
        others = (
            other
            for other in _candidates(slug, words[slug], carriers)
            if other not in apart.get(slug, ()) and _alike(words[slug], words[other])
        )
        for other in islice(others, _MOST_TOLD):
            if (pair := frozenset((slug, other))) not in seen:
                seen.add(pair)
                page, section = standing[slug]
                reason = f"nearly the title of {other}; the two are kept apart"
                hint = f"If they are one: `sitegen same {other} {slug}`; if not: "
                hint += f"`sitegen different {other} {slug}`"
                yield Problem(page.file, section.line, reason, section.title, hint)


def _words(title: str) -> frozenset[str]:
    """In lower case; ASCII is split by a table, which is quicker than by pattern."""
    if title.isascii():
        return frozenset(title.encode().translate(_FOLDED).decode().split())
    return frozenset(_WORD.findall(title.casefold()))


def _candidates(slug: str, own: frozenset[str], carriers: Mapping[str, list[str]]) -> Iterator[str]:
    """Others that share one of the title's rarest words: two titles alike share most. Of a word
    that a thousand carry, which is rare no more, the newest."""
    allowed = len(own) - int(ALIKE * len(own)) + 1
    rarest = sorted(own, key=lambda word: (len(carriers[word]), word))[:allowed]
    newest = (carriers[word][-_MOST_CARRIERS:] for word in rarest)
    yield from sorted({other for some in newest for other in some} - {slug})


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Words in common over words in all."""
    return len(one & other) >= ALIKE * len(one | other)
