"""A keeper's word: two papers are one. The first named stays."""

from msgspec.structs import replace

from sitegen.content.daypage import Section
from sitegen.content.judgement import SAME, Judgement
from sitegen.content.ledger import Listing
from sitegen.content.write import fact_line, known
from sitegen.decide.draft import Draft, Mention, Place
from sitegen.decide.handover import Handover, add_note
from sitegen.decide.ingest import Decision, FileOf, concluded
from sitegen.decide.place import add_in_place
from sitegen.decide.unify import rename, untouched
from sitegen.errors import DigestError, Problem


def unite(observed: Decision, one: str, other: str, files: FileOf) -> Decision:
    """The other's slug becomes an alias, its days references, its keys and what a person added to
    it the one's. Raises DigestError where a person's words would be lost."""
    draft = Draft.of(observed.pages, observed.ledger)
    section, double = draft.section(one), draft.section(other)
    assert section is not None, "only a paper that stands can stay"
    handover = Handover(draft.pages[draft.papers[one].home], section)
    if double and not untouched(draft, double):
        raise _edited(draft, one, double, "its title, abstract or facts were edited")
    if double and not handover.take(draft.pages[draft.papers[other].home], double):
        raise _edited(draft, one, double, f"its yaml says something else than that of {one}")
    gained = _gains(draft, handover, one, double)
    draft.judgements[_pair(one, other)] = _judgement(draft, one, other, tuple(gained))
    second = draft.papers[other]
    days = [Listing(other, second.home), *(x for x in draft.listings.values() if x.slug == other)]
    rename(draft, one, second)
    for listing in days:
        _take_over(draft, handover, one, listing)
    paper = draft.papers[one]
    draft.papers[one] = replace(paper, wrote={**paper.wrote, **gained})
    handover.make(draft)
    return concluded(observed, draft, files)


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _edited(draft: Draft, one: str, double: Section, what: str) -> DigestError:
    page = draft.pages[draft.papers[double.slug].home]
    hint = (
        f"`sitegen same {double.slug} {one}` keeps this section instead; or copy what you wrote to "
        f"{one}, delete this section and say it again"
    )
    reason = f"{double.slug} cannot go: {what}"
    return DigestError([Problem(page.file, double.line, reason, double.title, hint, error=True)])


def _gains(draft: Draft, handover: Handover, one: str, double: Section | None) -> dict[str, str]:
    """Facts that only the other has go into the fence; name -> mark of what was written."""
    first, second = draft.papers[one], draft.papers[double.slug] if double else None
    gained = {}
    for name, value in known(double.facts).items() if double else ():
        line = fact_line(name, value)
        stands = name in known(handover.section.facts) or name in first.wrote or name == "added"
        if second and name in second.wrote and not stands and handover.has_room([line]):
            handover.lines.append(line)
            gained[name] = second.wrote[name]
    return gained


def _judgement(draft: Draft, one: str, other: str, gained: tuple[str, ...]) -> Judgement:
    first, second = draft.papers[one], draft.papers[other]
    listings = [listing for listing in draft.listings.values() if listing.slug == other]
    days = sorted({second.home, *(x.day for x in listings)})
    return Judgement(
        one,
        other,
        SAME,
        second.home,
        second.keys,
        second.wrote,
        second.aliases,
        tuple(sorted(x.day for x in listings if not x.off)),
        tuple(sorted(x.day for x in listings if x.off)),
        tuple(day for day in days if draft.on_day(day, one)),
        gained,
        first.keys,
    )


def _take_over(draft: Draft, handover: Handover, one: str, listing: Listing) -> None:
    """A day that listed the other lists the one. Where both stood the other's entry goes, its note
    goes to the one's."""
    day, home = listing.day, draft.papers[one].home
    entry = draft.entry(day, listing.slug)
    mine = draft.reference(day, one)
    if day != home and not listing.off:
        draft.listings[day, one] = Listing(one, day)
    if isinstance(entry, Section):
        draft.cut(day, entry)
        if day != home and mine is None:
            draft.add(day, Mention(one))
            draft.places[day, one] = Place(entry.lines.start, 0)
    elif entry is not None and (day == home or mine is not None):
        draft.cut(day, entry)
        if mine is None:
            handover.note(entry.note)
        elif entry.note and entry.note != mine.note:
            page = draft.pages[day]
            add_note(draft, page, mine.lines.end, [entry.note], headed=bool(mine.note))
    elif entry is None and day != home and mine is None and not listing.off:
        add_in_place(draft, day, Mention(one))
