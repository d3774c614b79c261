"""A keeper's word: two papers are two. It takes an earlier ``same`` back."""

from collections.abc import Iterator

from msgspec.structs import replace

from sitegen import ids
from sitegen.content.daypage import Section
from sitegen.content.judgement import DIFFERENT, SAME, Judgement
from sitegen.content.ledger import Known, Ledger, Listing
from sitegen.content.write import Edit, fact_line
from sitegen.decide.draft import Draft
from sitegen.decide.ingest import Decision, FileOf, concluded
from sitegen.decide.marks import mark


def told_apart(ledger: Ledger, one: str, other: str) -> Ledger:
    """The ledger with this judgement of two papers in it."""
    judgement = Judgement(one, other, DIFFERENT)
    return replace(ledger, judgements={**ledger.judgements, judgement.pair: judgement})


def said_same(ledger: Ledger, what: str) -> Judgement | None:
    """The judgement by which ``what`` (a slug, an old slug, an arXiv id or a DOI) became part of
    another paper."""
    same = (j for _, j in sorted(ledger.judgements.items()) if j.verdict == SAME)
    names = {what, f"arxiv:{ids.arxiv_id(what)}", f"doi:{ids.doi(what)}"}
    found = (j for j in same if names & ({j.other, *j.aliases, *j.keys} - {*j.own}))
    return next(found, None)


def release(observed: Decision, judgement: Judgement, files: FileOf) -> Decision:
    """The other is a paper of its own again, deleted as yet: ``bring_back`` gives it its text."""
    draft = Draft.of(observed.pages, observed.ledger)
    slug = draft.names().get(judgement.one, judgement.one)
    del draft.judgements[judgement.pair]
    paper = _without(draft.papers[slug], judgement)
    draft.papers[slug] = replace(paper, wrote=_give_back(draft, slug, judgement))
    _leave_days(draft, slug, judgement)
    draft.papers[judgement.other] = _as_it_was(draft, judgement)
    for day in (*judgement.listed, *judgement.off):
        listing = Listing(judgement.other, day, off=day in judgement.off)
        draft.listings[day, judgement.other] = listing
    decision = concluded(observed, draft, files)
    return replace(decision, ledger=told_apart(decision.ledger, slug, judgement.other))


def _as_it_was(draft: Draft, judgement: Judgement) -> Known:
    """Without names of papers that were a part of it and are not any more."""
    taken = {key for paper in draft.papers.values() for key in paper.keys}
    return Known(
        judgement.other,
        judgement.home,
        tuple(key for key in judgement.keys if key.startswith("title:") or key not in taken),
        judgement.wrote,
        tuple(slug for slug in judgement.aliases if slug not in draft.papers),
        deleted=True,
    )


def _without(paper: Known, judgement: Judgement) -> Known:
    gone = {judgement.other, *judgement.aliases}
    foreign = {*judgement.keys} - {*judgement.own}
    return replace(
        paper,
        aliases=tuple(slug for slug in paper.aliases if slug not in gone),
        keys=tuple(key for key in paper.keys if key not in foreign),
    )


def _give_back(draft: Draft, slug: str, judgement: Judgement) -> dict[str, str]:
    """Takes facts that came from the other out of the fence, unless a person changed them since;
    the marks that are left."""
    paper, section = draft.papers[slug], draft.section(slug)
    gained = [n for n in judgement.gained if paper.wrote.get(n) == judgement.wrote.get(n)]
    if section is not None:
        untouched = [n for n in gained if mark(getattr(section.facts, n)) == paper.wrote[n]]
        for edit in _without_lines(draft, paper.home, section, untouched):
            draft.edit(paper.home, edit)
    return {name: value for name, value in paper.wrote.items() if name not in gained}


def _without_lines(draft: Draft, day: str, section: Section, names: list[str]) -> Iterator[Edit]:
    lines = draft.pages[day].text.split("\n")
    ours = {fact_line(name, getattr(section.facts, name)) for name in names}
    fence = range(*section.yaml) if section.yaml else range(0)
    found = [k for k in fence if lines[k].rstrip() in ours]
    if found and len(found) == len(fence):
        above = fence.start - 1 - (not lines[fence.start - 2].strip())
        yield Edit(above, fence.stop + 1)
    else:
        yield from (Edit(k, k + 1) for k in found)


def _leave_days(draft: Draft, slug: str, judgement: Judgement) -> None:
    """The one leaves the days it had from the other: not those on which a capture lists it, or
    where a person wrote a note below it."""
    own = {
        listed.day or entry.day
        for entry in draft.captures.values()
        for listed in entry.entries
        if listed.slug == slug
    }
    for day in {judgement.home, *judgement.listed, *judgement.off} - {*judgement.shared} - own:
        reference = draft.reference(day, slug)
        if reference is not None and reference.note:
            continue
        if draft.papers[slug].home != day:
            draft.listings.pop((day, slug), None)
        if reference is not None:
            draft.cut(day, reference)
