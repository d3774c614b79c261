"""What a keeper should look at: captures that are empty, partial or stale, titles nearly alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.content.ledger import CaptureEntry, Known
from sitegen.dates import UNDATED
from sitegen.errors import Problem

PARTIAL = 0.5
ALIKE = 0.85
_LEAST_WORDS = 4


def doubtful_captures(
    fresh: Iterable[CaptureEntry],
    all_captures: Mapping[str, CaptureEntry],
    files: Mapping[str, str],
) -> Iterator[Problem]:
    """Captures of this run that say less than the same source said the day before, or the same.

    ``files``: digest -> the file as the keeper named it.
    """
    for entry in sorted(fresh, key=lambda e: (e.name, e.digest)):
        before = _day_before(entry, all_captures.values())
        if before is None:
            continue
        ours, theirs = {x.slug for x in entry.entries}, {x.slug for x in before.entries}
        file = files.get(entry.digest, entry.name)
        if ours == theirs:
            reason = f"the same list as {before.name} of {before.day}: the capture may be stale"
            yield Problem(file, 0, reason, hint="Save the page again")
        elif len(ours) < PARTIAL * len(theirs):
            reason = (
                f"{len(ours)} entries, where {before.name} of {before.day} had {len(theirs)}: "
                "the capture may be partial"
            )
            yield Problem(file, 0, reason, hint="Look whether the page was saved to its end")


def _day_before(entry: CaptureEntry, captures: Iterable[CaptureEntry]) -> CaptureEntry | None:
    """The newest earlier capture of the same source and kind; Undated has no before."""
    if entry.day == UNDATED:
        return None
    earlier = [
        other
        for other in captures
        if (other.source, other.kind) == (entry.source, entry.kind)
        and other.day != UNDATED
        and other.day < entry.day
    ]
    return max(earlier, key=lambda other: (other.day, len(other.entries), other.name), default=None)


def near_titles(
    fresh: Sequence[str], papers: Mapping[str, Known], words: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Pairs of a fresh paper and another with nearly the same title but an identity of its own.

    ``words``: slug -> the words of its title. A pair shares at least one of the rarest words, so
    the search stays near-linear.
    """
    carriers: dict[str, list[str]] = {}
    for slug, found in words.items():
        for word in found:
            carriers.setdefault(word, []).append(slug)
    seen: set[tuple[str, str]] = set()
    for slug in fresh:
        own = words[slug]
        if len(own) < _LEAST_WORDS or papers[slug].deleted:
            continue
        for other in _candidates(slug, own, carriers):
            pair = (min(slug, other), max(slug, other))
            if pair not in seen and not papers[other].deleted and _alike(own, words[other]):
                seen.add(pair)
                yield pair


def _candidates(slug: str, own: frozenset[str], carriers: Mapping[str, list[str]]) -> Iterator[str]:
    """Others that share one of the title's rarest words: two titles alike share most."""
    allowed = len(own) - int(ALIKE * len(own)) + 1
    rarest = sorted(own, key=lambda word: (len(carriers[word]), word))[:allowed]
    yield from sorted({other for word in rarest for other in carriers[word]} - {slug})


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Words in common over words in all."""
    return len(one & other) >= ALIKE * len(one | other)
