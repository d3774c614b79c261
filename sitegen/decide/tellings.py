"""Which capture's word holds for a field, whatever the order in which captures came.

A precedence is a text that sorts: what was cut off last, then the weight of the kind, the version,
the day, and the digest, so that no two captures are equal.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sitegen import ids
from sitegen.content.judgement import SAME
from sitegen.content.ledger import Known
from sitegen.content.write import known
from sitegen.dates import UNDATED
from sitegen.decide.draft import Draft
from sitegen.decide.merge import weight_of
from sitegen.dumps.dating import Dated
from sitegen.dumps.sniff import KINDS
from sitegen.model import COUNTS, Record

Value = str | tuple[str, ...]
# Ids say who a paper is, counts and versions move on by themselves at every ingest.
MOVING = frozenset(
    {"arxiv", "doi", "version", "updated", "withdrawn", "published", "added", *COUNTS}
)
_WEIGHTS = {kind.name: kind.weight for kind in KINDS}
_ENDS = re.compile(r"[.!?][\"'”’)\]}$]*$")


class Telling(Struct, frozen=True):
    """What one capture says of one field."""

    precedence: str
    value: Value


Tellings = dict[str, list[Telling]]


def tellings(draft: Draft, captures: Iterable[Dated]) -> dict[str, Tellings]:
    """Slug -> field -> what these captures say of it, those being recorded in the ledger."""
    names, others = draft.names(), _others(draft)
    found: dict[str, Tellings] = {}
    for dated in captures:
        entry = draft.captures.get(dated.capture.digest)
        slugs = {x.rank: names.get(x.slug, x.slug) for x in entry.entries} if entry else {}
        for rank, record in dated.capture.reading.ranked:
            slug = slugs.get(rank, "")
            keys = set(ids.keys(record.title, record.facts))
            if slug in draft.papers and keys.isdisjoint(others.get(slug, ())):
                for name, telling in _told(dated, record):
                    found.setdefault(slug, {}).setdefault(name, []).append(telling)
    return found


def best(name: str, told: Sequence[Telling]) -> Telling:
    """The word that holds; an abstract is completed where another goes on from it."""
    holds = max(told, key=lambda one: one.precedence)
    longer = [one.value for one in told if name == "abstract" and goes_on(one.value, holds.value)]
    return Telling(holds.precedence, max(longer, key=len)) if longer else holds


def goes_on(abstract: Value, start: Value) -> bool:
    """Whether an abstract is the start and more."""
    return abstract != start and str(abstract).startswith(str(start))


def remembered(paper: Known) -> dict[str, str]:
    """Field -> the precedence of what holds, as the ledger has it from earlier updates."""
    return {name: prec for prec, names in paper.told.items() for name in names.split()}


def to_remember(precedences: Mapping[str, str]) -> dict[str, str]:
    """The inverse, a line for each capture rather than for each field."""
    found: dict[str, list[str]] = {}
    for name, precedence in sorted(precedences.items()):
        found.setdefault(precedence, []).append(name)
    return {precedence: " ".join(names) for precedence, names in sorted(found.items())}


def earlier(draft: Draft, captures: Iterable[Dated]) -> dict[str, str]:
    """Slug -> the precedence of the best capture that holds the paper and is not among these: what
    stands may come from it."""
    names, now = draft.names(), {dated.capture.digest for dated in captures}
    found: dict[str, str] = {}
    for entry in (e for e in draft.captures.values() if e.digest not in now):
        for listed in entry.entries:
            slug, day = names.get(listed.slug, listed.slug), listed.day or entry.day
            precedence = _precedence(_WEIGHTS.get(entry.kind, 0), "", day, entry.digest)
            found[slug] = max(precedence, found.get(slug, ""))
    return found


def _told(dated: Dated, record: Record) -> Iterator[tuple[str, Telling]]:
    capture = dated.capture
    day = capture.listed_on(record, dated.day) or record.facts.updated[:10]
    weight = weight_of(capture, record)
    precedence = _precedence(weight, record.facts.version, day, capture.digest)
    yield "title", Telling(precedence, record.title)
    if record.abstract:
        cut = "" if _ENDS.search(record.abstract) else f"0 {len(record.abstract):06} "
        yield "abstract", Telling(cut + precedence, record.abstract)
    for name, value in known(record.facts).items():
        if name not in MOVING:
            yield name, Telling(precedence, value)


def _precedence(weight: int, version: str, day: str, digest: str) -> str:
    number = int(version) if version.isdecimal() else 0
    return f"1 {weight:03} {number:04} {'' if day == UNDATED else day:<10} {digest[:12]}"


def _others(draft: Draft) -> dict[str, set[str]]:
    """Slug -> keys of papers that a keeper called the same: its own words are not theirs."""
    names = draft.names()
    found: dict[str, set[str]] = {}
    for judgement in draft.judgements.values():
        if judgement.verdict == SAME:
            slug = names.get(judgement.one, judgement.one)
            found.setdefault(slug, set()).update({*judgement.keys} - {*judgement.own})
    return found
