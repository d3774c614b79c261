"""Two sections that turn out to be one paper: the one first recorded stays.

It happens when two branches recorded the same paper and were merged, or when somebody added an
id that another section has too. The other section becomes a reference, unless a person edited
it; its slug becomes an alias; its note, pins, ``hidden`` and what only it knows move over. What a
keeper judged comes before ids.
"""

from msgspec.structs import replace

from sitegen import ids
from sitegen.content.daypage import DayPage, Section
from sitegen.content.inline import recorded
from sitegen.content.judgement import SAME
from sitegen.content.ledger import Known, Listing
from sitegen.dates import UNDATED
from sitegen.decide.apart import apart
from sitegen.decide.draft import Draft, Mention
from sitegen.decide.enrich import enrich_section
from sitegen.decide.handover import Handover
from sitegen.decide.identity import contradict
from sitegen.decide.marks import marks, title_of
from sitegen.errors import Problem
from sitegen.model import Record

Standing = tuple[DayPage, Section]


def unify(draft: Draft) -> None:
    """Edits the draft; what a person has to decide is among its warnings."""
    first: dict[str, Standing] = {}
    handovers: dict[str, Handover] = {}
    judged, others = _judged(draft), apart(draft)
    for page, section in _by_age(draft, judged):
        names = (f"slug:{judged.get(section.slug, section.slug)}", *_ids(section))
        strangers = others.get(section.slug, frozenset())
        known = (first[name] for name in names if name in first)
        alike = (one for one in known if _is_one(section, one[1], judged))
        kept = next((one for one in alike if one[1].slug not in strangers), None)
        if kept is None:
            for name in names:
                first.setdefault(name, (page, section))
            continue
        handover = handovers.setdefault(kept[1].slug, Handover(*kept))
        if untouched(draft, section) and handover.take(page, section):
            _fold(draft, kept, (page, section))
        else:
            draft.warnings.append(_contested(kept, (page, section)))
    for handover in handovers.values():
        handover.make(draft)


def _is_one(section: Section, other: Section, judged: dict[str, str]) -> bool:
    """Two papers may share a DOI, as the parts of a book do."""
    said = other.slug in (section.slug, judged.get(section.slug))
    return said or not contradict(_ids(section), _ids(other))


def _ids(section: Section) -> tuple[str, ...]:
    return ids.strong_keys(section.facts)


def _judged(draft: Draft) -> dict[str, str]:
    """Slugs that a keeper called the same as another -> that other. A branch where nobody said so
    may have brought its section back."""
    names = draft.names()
    same = (j for j in draft.judgements.values() if j.verdict == SAME)
    return {judgement.other: names.get(judgement.one, judgement.one) for judgement in same}


def _by_age(draft: Draft, judged: dict[str, str]) -> list[Standing]:
    """Every section, the one the ledger calls home before its doubles, older days first; those
    that were judged the same as another after all."""
    standing = [(page, section) for page in draft.pages.values() for section in page.sections]

    def age(item: Standing) -> tuple[bool, bool, bool, str, int]:
        page, section = item
        known = draft.papers.get(section.slug)
        at_home = known is not None and known.home == page.day
        return section.slug in judged, not at_home, page.day == UNDATED, page.day, section.line

    return sorted(standing, key=age)


def untouched(draft: Draft, section: Section) -> bool:
    """Whether title, abstract and facts are what ingest wrote; notes and pins may differ."""
    known = draft.papers.get(section.slug)
    text = recorded(section.abstract)
    return known is not None and known.wrote == marks(title_of(section), text, section.facts)


def _fold(draft: Draft, kept: Standing, other: Standing) -> None:
    (home, section), (page, double) = kept, other
    old = draft.papers.get(double.slug)
    if double.slug != section.slug and old is not None:
        rename(draft, section.slug, old)
        _rename_in_captures(draft, section.slug, old.slug)
    draft.papers[section.slug] = replace(draft.papers[section.slug], home=home.day)
    text = recorded(double.abstract)
    said = Record(title_of(double), text, double.line, double.facts)
    enrich_section(draft, draft.papers[section.slug], section, said)
    draft.cut(page.day, double)
    if page.day != home.day:
        draft.listings[page.day, section.slug] = Listing(section.slug, page.day)
        if draft.reference(page.day, section.slug) is None:
            draft.add(page.day, Mention(section.slug))


def rename(draft: Draft, slug: str, old: Known) -> None:
    """``old`` is known as ``slug`` from now on: keys, aliases and listings are one."""
    del draft.papers[old.slug]
    paper = draft.papers.get(slug) or Known(slug, old.home, ())
    keys = tuple(dict.fromkeys([*paper.keys, *old.keys]))
    aliases = tuple(dict.fromkeys([*paper.aliases, *old.aliases, old.slug]))
    draft.papers[slug] = replace(paper, keys=keys, aliases=aliases)
    for (day, listed), listing in list(draft.listings.items()):
        if listed == old.slug:
            del draft.listings[day, listed]
            if day != paper.home:
                draft.listings.setdefault((day, slug), replace(listing, slug=slug))


def _rename_in_captures(draft: Draft, slug: str, old: str) -> None:
    for digest, capture in list(draft.captures.items()):
        if any(entry.slug == old for entry in capture.entries):
            named = (replace(e, slug=slug) if e.slug == old else e for e in capture.entries)
            draft.captures[digest] = replace(capture, entries=tuple(named))


def _contested(kept: Standing, other: Standing) -> Problem:
    page, section = other
    reason = f"this paper stands in full on {kept[0].file}:{kept[1].line} too, and was edited here"
    hint = "Keep one of the two sections, delete the other; if they are two papers, "
    hint += f"`sitegen different {kept[1].slug} {section.slug}`"
    return Problem(page.file, section.line, reason, section.title, hint, error=True)
