"""Records of captures -> papers of the digest: who is who, what is new, what is known."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from sitegen import ids
from sitegen.content.ledger import CaptureEntry, Listed
from sitegen.content.republished import introduces
from sitegen.dates import UNDATED
from sitegen.decide.apart import Apart, apart, namesake_of_the_day, own_part
from sitegen.decide.draft import Draft, Fresh, year_of
from sitegen.decide.enrich import enrich, written
from sitegen.decide.identity import Index
from sitegen.decide.origins import Origins
from sitegen.decide.place import add_in_place
from sitegen.decide.wishes import day_note, granted
from sitegen.dumps.capture import Capture
from sitegen.dumps.dating import Dated
from sitegen.errors import Problem
from sitegen.model import Record


class Tally(Struct):
    """How entries were taken: ``new`` made a paper, ``merged`` joined one from another capture,
    ``known`` had been recorded for the same capture before, ``passed`` say something only of a
    paper that nobody lists, ``left_out`` did not pass the filters of what is to be added."""

    new: int = 0
    merged: int = 0
    known: int = 0
    passed: int = 0
    left_out: int = 0


def merge(
    draft: Draft, captures: Iterable[Dated], revived: Collection[str] = (), *, add: bool = False
) -> Tally:
    """Takes the captures in, in the order of their file names (ties by content); first what lists
    papers on a day, a digest's own pages before others, then what only says more of them.

    ``revived`` names deleted papers that may come back with the text of a capture. ``add``: a
    paper that nobody lists is added under the day of its first version.
    """
    ordered = sorted(captures, key=_turn)
    recorded = {d: {x.rank: x.slug for x in e.entries} for d, e in draft.captures.items()}
    index = Index.of(draft.papers.values(), draft.judgements.values())
    merging = Merging(draft, index, newest_votes(draft), recorded, revived, add, apart(draft))
    for dated in ordered:
        _begin_page(draft, dated)
    found = [merging.listings(dated) for dated in ordered]
    merging.additions(ordered, found)
    for dated, slugs in zip(ordered, found, strict=True):
        _record_capture(draft, dated, slugs)
    return merging.tally


def _turn(dated: Dated) -> tuple[bool, str, str]:
    capture = dated.capture
    return capture.reading.page is None, capture.name, capture.digest


class Waiting(Struct, frozen=True):
    """An entry that stands on no day; ``slugs``: those of its capture, by rank."""

    capture: Capture
    slugs: dict[int, str]
    rank: int
    record: Record

    @property
    def barred(self) -> bool:
        return self.rank in self.capture.reading.barred


class Merging(Struct):
    """One merge under way.

    ``votes_on``: slug -> the newest day on which somebody counted. ``recorded``: digest of a
    capture -> rank -> the slug that this entry became. ``apart``: what a keeper called different.
    ``origins``: where papers of this run come from.
    """

    draft: Draft
    index: Index
    votes_on: dict[str, str]
    recorded: dict[str, dict[int, str]]
    revived: Collection[str]
    add: bool
    apart: Apart
    tally: Tally = field(default_factory=Tally)
    origins: Origins = field(default_factory=Origins)

    def listings(self, dated: Dated) -> dict[int, str]:
        """Rank -> slug of every entry that stands on a listing day."""
        capture = dated.capture
        found = {}
        self.tally.passed += capture.reading.passed
        self.tally.left_out += capture.reading.left_out
        for rank, record in capture.reading.ranked:
            if day := capture.listed_on(record, dated.day):
                found[rank] = self._take(capture, rank, record, day)
        return found

    def additions(self, ordered: Sequence[Dated], found: Sequence[dict[int, str]]) -> None:
        """Takes every other entry whose paper is known into ``found``, rank -> slug.

        What one entry teaches may make another's paper known, so those that are left are asked
        again until nothing is learnt; only then may they pass, or be added.
        """
        waiting = [
            Waiting(dated.capture, slugs, rank, record)
            for dated, slugs in zip(ordered, found, strict=True)
            for rank, record in dated.capture.reading.ranked
            if not dated.capture.listed_on(record, dated.day)
        ]
        count = -1
        while count != len(waiting):
            count = len(waiting)
            waiting = [one for one in waiting if not self._joins(one)]
        for one in sorted(waiting, key=lambda one: one.barred):
            if not self.add:
                self.tally.passed += 1
            elif self._joins(one):
                continue
            elif one.barred:
                self.tally.left_out += 1
            else:
                facts = replace(one.record.facts, added=one.capture.kind)
                self._enter(one, replace(one.record, facts=facts), first_version(one.record))

    def _joins(self, one: "Waiting") -> bool:
        known = self._find(one.capture, one.rank, one.record, "") is not None
        if known:
            self._enter(one, one.record, "")
        return known

    def _enter(self, one: "Waiting", record: Record, day: str) -> None:
        one.slugs[one.rank] = self._take(one.capture, one.rank, record, day)

    def _find(self, capture: Capture, rank: int, record: Record, day: str) -> str | None:
        """The entry's paper: as recorded for this very entry, else by its keys; two papers that one
        digest tells apart are two, whatever they are called."""
        keys = ids.keys(record.title, record.facts)
        slug = self._recorded(capture, rank)
        if slug and not set(keys).isdisjoint(self.draft.papers[slug].keys):
            return slug
        if own := self.origins.find(record.wish):
            return own
        found = self.index.find(keys, self.draft.papers)
        if found is None or self.origins.is_another(record.wish, found):
            return None
        if found not in self.apart:
            return found
        return namesake_of_the_day(self.draft, found, record, day, self.apart[found])

    def _recorded(self, capture: Capture, rank: int) -> str | None:
        slug = self.recorded.get(capture.digest, {}).get(rank, "")
        return slug if slug in self.draft.papers else self.index.names.get(slug)

    def _take(self, capture: Capture, rank: int, record: Record, day: str) -> str:
        """The slug of the entry's paper, which is made, listed on ``day`` or enriched."""
        slug, weight = self._find(capture, rank, record, day), weight_of(capture, record)
        record = own_part(self.draft, record, self.apart.get(slug or "", ()))
        if slug is None:
            slug = self._create(capture, record, day)
            self.tally.new += 1
        else:
            record = self._without_anothers_doi(slug, record)
            counted = day if day != UNDATED else ""
            newest = counted >= self.votes_on.get(slug, "")
            _join(self.draft, slug, record, slug in self.revived)
            if not self.draft.papers[slug].deleted:
                enrich(self.draft, slug, record, weight, newest)
            was_known = slug == self._recorded(capture, rank)
            self.tally.known += was_known
            self.tally.merged += not was_known
        if day:
            self._list(capture, record, slug, day)
        if record.facts.votes and day != UNDATED:
            self.votes_on[slug] = max(day, self.votes_on.get(slug, ""))
        self.index.learn(slug, ids.keys(record.title, record.facts))
        self.recorded.setdefault(capture.digest, {})[rank] = slug
        return slug

    def _without_anothers_doi(self, slug: str, record: Record) -> Record:
        """A DOI that stands at a paper of another arXiv id would make two papers one."""
        doi = "doi:" + ids.doi(record.facts.doi)
        if self.index.is_anothers(doi, slug, self.draft.papers):
            return replace(record, facts=replace(record.facts, doi=""))
        return record

    def _create(self, capture: Capture, record: Record, day: str) -> str:
        """A new paper, under the slug and on the page it had in the digest it comes from, where
        nobody else has that slug."""
        draft, taken = self.draft, self.index.taken
        wish, warnings = granted(record, capture.file)
        keys = ids.keys(record.title, record.facts)
        paper = self.index.begun(record.title, keys, wish.slug)
        slug, home = paper.slug, wish.home or day
        old_slugs = dict.fromkeys((*paper.aliases, *wish.aliases))
        aliases = tuple(old for old in old_slugs if old not in taken and old != slug)
        taken.update(aliases)
        self.index.learn(slug, paper.keys)
        draft.warnings.extend(warnings)
        weight = weight_of(capture, record)
        fresh = Fresh(slug, record.title, record.abstract, record.facts, weight, wish)
        draft.papers[slug] = replace(paper, home=home, wrote=written(fresh), aliases=aliases)
        draft.add(home, fresh)
        if home != day:
            draft.ahead.add((home, slug))
        self.origins.learn(wish, slug)
        return slug

    def _list(self, capture: Capture, record: Record, slug: str, day: str) -> None:
        """A digest's note beside the entry comes along where the paper does."""
        draft, home = self.draft, self.draft.papers[slug].home
        draft.in_turn(day, slug)
        note, warnings = "", tuple[Problem, ...]()
        if record.wish.day_note and isinstance(draft.blocks.get(home, {}).get(slug), Fresh):
            note, warnings = day_note(record, capture.file)
        draft.warnings.extend(warnings)
        draft.list_on(day, slug, note)


def newest_votes(draft: Draft) -> dict[str, str]:
    """Slug -> the newest listing day for which a capture told its votes."""
    newest: dict[str, str] = {}
    names = draft.names()
    for entry in draft.captures.values():
        for listed in entry.entries:
            slug, day = names.get(listed.slug, listed.slug), listed.day or entry.day
            if listed.votes and day != UNDATED:
                newest[slug] = max(day, newest.get(slug, ""))
    return newest


def first_version(record: Record) -> str:
    """The day of a paper's first version, where it is known to the day."""
    published = record.facts.published
    return published if len(published) == len("2025-03-11") else UNDATED


def weight_of(capture: Capture, record: Record) -> int:
    """The text of a withdrawn paper may only say so: any other is told rather."""
    return 0 if record.facts.withdrawn else capture.weight


def _as_recorded(draft: Draft, slug: str, recorded: str | None) -> str:
    """An entry keeps the slug under which it came: by it two papers are told apart again."""
    return recorded if recorded in draft.papers[slug].aliases else slug


def _record_capture(draft: Draft, dated: Dated, slugs: Mapping[int, str]) -> None:
    """What lists nothing by itself has no day in the ledger."""
    capture = dated.capture
    if not slugs:
        return
    before = draft.captures.get(capture.digest)
    standing = {listed.rank: listed.slug for listed in before.entries} if before else {}
    entries = tuple(
        Listed(
            _as_recorded(draft, slugs[rank], standing.get(rank)),
            rank,
            record.facts.votes,
            record.day,
        )
        for rank, record in capture.reading.ranked
        if rank in slugs
    )
    name = before.name if before else capture.name
    day = dated.day if capture.lists and not capture.announces else ""
    year, was = dated.year if day else "", before.was if before else ()
    draft.captures[capture.digest] = CaptureEntry(
        name, capture.digest, capture.kind, dated.source, day, year, entries, was
    )
    if day and day != UNDATED:
        draft.years[day] = year_of(draft.captures, day)


def _begin_page(draft: Draft, dated: Dated) -> None:
    """A day page that a digest published, where there is none of that day yet."""
    told = dated.capture.reading.page
    if told is None or dated.day in draft.pages or dated.day in draft.intros:
        return
    draft.intros[dated.day] = []
    if dated.day != UNDATED:
        draft.years[dated.day] = dated.year
    if told.intro and introduces(told.intro):
        draft.intros[dated.day].append(told.intro + "\n")
    elif told.intro:
        reason = "this Markdown cannot stand as the introduction of a day; it is left out"
        hint = "Add it by hand"
        draft.warnings.append(Problem(dated.capture.file, 0, reason, told.intro[:200], hint))


def _join(draft: Draft, slug: str, record: Record, revive: bool) -> None:
    """Learns the entry's keys; a paper that was deleted may come back with the entry's text."""
    paper = draft.papers[slug]
    keys = ids.keys(record.title, record.facts)
    names = (*paper.keys, *(key for key in keys if key not in paper.keys))
    draft.papers[slug] = paper = replace(paper, keys=names)
    if paper.deleted and revive:
        fresh = Fresh(slug, record.title, record.abstract, record.facts)
        draft.papers[slug] = replace(paper, deleted=False, wrote=written(fresh))
        add_in_place(draft, paper.home, fresh)
