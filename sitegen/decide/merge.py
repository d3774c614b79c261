"""Records of captures -> papers of the digest: who is who, what is new, what is known."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from sitegen import ids
from sitegen.content.daypage import Section
from sitegen.content.inline import parse, record_text
from sitegen.content.ledger import CaptureEntry, Known, Listed
from sitegen.content.write import known
from sitegen.dates import UNDATED
from sitegen.decide.draft import Draft, Fresh, has_room, mark, marks, year_of
from sitegen.dumps.dating import Dated
from sitegen.model import FACT_NAMES, Facts, Record


@dataclass(slots=True)
class Tally:
    """How entries were taken: ``new`` made a paper, ``merged`` joined one from another capture,
    ``known`` had been recorded for the same capture before."""

    new: int = 0
    merged: int = 0
    known: int = 0


@dataclass(slots=True)
class Index:
    """Every key under which a paper is known -> its slugs, deleted papers included."""

    slugs: dict[str, list[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, papers: Iterable[Known]) -> "Index":
        index = cls()
        for paper in papers:
            index.learn(paper.slug, paper.keys)
            index.taken.update(paper.aliases)
        return index

    def learn(self, slug: str, keys: Iterable[str]) -> None:
        self.taken.add(slug)
        for key in keys:
            slugs = self.slugs.setdefault(key, [])
            if slug not in slugs:
                slugs.append(slug)

    def find(self, keys: tuple[str, ...], papers: dict[str, Known]) -> str | None:
        """The paper these keys name. A title alone joins a paper that has an id when exactly
        one has that title; a paper with another id of the same kind stays apart."""
        for key in keys[:-1]:
            if slugs := self.slugs.get(key):
                return slugs[0]
        strong = {key.partition(":")[0] for key in keys[:-1]}
        namesakes = self.slugs.get(keys[-1], [])
        bare = [s for s in namesakes if not _id_kinds(papers[s])]
        if bare:
            return bare[0]
        open_to = [s for s in namesakes if not strong & _id_kinds(papers[s])]
        return open_to[0] if len(open_to) == 1 else None


def _id_kinds(paper: Known) -> set[str]:
    return {key.partition(":")[0] for key in paper.keys} - {"title"}


def merge(draft: Draft, captures: Iterable[Dated], revived: Collection[str] = ()) -> Tally:
    """Takes the captures in, in the order of their file names (ties by content).

    ``revived`` names deleted papers that may come back with the text of a capture.
    """
    tally = Tally()
    index = Index.of(draft.papers.values())
    for dated in sorted(captures, key=lambda d: (d.capture.name, d.capture.digest)):
        _merge_capture(draft, index, dated, tally, revived)
    return tally


def _merge_capture(
    draft: Draft, index: Index, dated: Dated, tally: Tally, revived: Collection[str]
) -> None:
    capture = dated.capture
    before = draft.captures.get(capture.digest)
    recorded = {listed.slug for listed in before.entries} if before else set[str]()
    listed = []
    for rank, record in enumerate(capture.reading.records, start=1):
        keys = ids.keys(record.title, record.facts)
        slug = index.find(keys, draft.papers)
        day = record.day or dated.day
        if slug is None:
            slug = _create(draft, index, record, keys, day)
            tally.new += 1
        else:
            _join(draft, slug, record, day, slug in revived)
            was_known = slug in recorded or _alias_of(draft, slug, recorded)
            tally.known += was_known
            tally.merged += not was_known
        index.learn(slug, keys)
        listed.append(Listed(slug, rank, record.facts.votes, record.day))
    if listed:
        _record_capture(draft, dated, before, tuple(listed))


def _alias_of(draft: Draft, slug: str, recorded: set[str]) -> bool:
    return not recorded.isdisjoint(draft.papers[slug].aliases)


def _record_capture(
    draft: Draft, dated: Dated, before: CaptureEntry | None, entries: tuple[Listed, ...]
) -> None:
    capture = dated.capture
    name = before.name if before else capture.name
    draft.captures[capture.digest] = CaptureEntry(
        name, capture.digest, capture.kind, dated.source, dated.day, dated.year, entries
    )
    if dated.day != UNDATED:
        draft.years[dated.day] = year_of(draft.captures, dated.day)


def _create(draft: Draft, index: Index, record: Record, keys: tuple[str, ...], day: str) -> str:
    slug = ids.new_slug(record.title, keys[0], index.taken)
    wrote = marks(record.title, record.abstract, record.facts)
    draft.papers[slug] = Known(slug, day, keys, wrote)
    draft.add(day, Fresh(slug, record.title, record.abstract, record.facts))
    return slug


def _join(draft: Draft, slug: str, record: Record, day: str, revive: bool) -> None:
    paper = draft.papers[slug]
    keys = ids.keys(record.title, record.facts)
    names = (*paper.keys, *(key for key in keys if key not in paper.keys))
    draft.papers[slug] = paper = replace(paper, keys=names)
    if paper.deleted and revive:
        wrote = marks(record.title, record.abstract, record.facts)
        draft.papers[slug] = replace(paper, deleted=False, wrote=wrote)
        draft.add(paper.home, Fresh(slug, record.title, record.abstract, record.facts))
    draft.list_on(day, slug)
    if not draft.papers[slug].deleted:
        _enrich(draft, slug, record)


def _enrich(draft: Draft, slug: str, record: Record) -> None:
    """Fills what is unknown, and completes an abstract that was cut."""
    paper = draft.papers[slug]
    fresh = draft.blocks.get(paper.home, {}).get(slug)
    if isinstance(fresh, Fresh):
        facts = filled(fresh.facts, record.facts)
        abstract = longer(fresh.abstract, record.abstract)
        draft.add(paper.home, replace(fresh, facts=facts, abstract=abstract))
        draft.papers[slug] = replace(paper, wrote=marks(fresh.title, abstract, facts))
    elif section := draft.section(slug):
        _enrich_section(draft, paper, section, record)


def _enrich_section(draft: Draft, paper: Known, section: Section, record: Record) -> None:
    """Only fields that stand nowhere and that nobody took away; only an untouched abstract."""
    gained = {
        name: value
        for name, value in known(record.facts).items()
        if name not in known(section.facts) and name not in paper.wrote
    }
    if not has_room(draft, paper.slug, gained):
        gained = {}
    for name, value in gained.items():
        draft.gains.setdefault(paper.slug, {})[name] = value
    wrote = {**paper.wrote, **{name: mark(value) for name, value in gained.items()}}
    standing = draft.completed.get(paper.slug) or record_text(parse(section.abstract))
    untouched = mark(standing) == paper.wrote.get("abstract") and "\n" not in section.abstract
    if untouched and longer(standing, record.abstract) != standing:
        draft.completed[paper.slug] = record.abstract
        wrote["abstract"] = mark(record.abstract)
    draft.papers[paper.slug] = replace(paper, wrote=wrote)


def filled(old: Facts, new: Facts) -> Facts:
    """``old`` with its gaps filled from ``new``."""
    gaps = {n: v for n in FACT_NAMES if not getattr(old, n) and (v := getattr(new, n))}
    return replace(old, **gaps)


def longer(old: str, new: str) -> str:
    """``new`` where ``old`` is a beginning of it: a capture that was cut is completed."""
    return new if len(new) > len(old) and new.startswith(old) else old
