"""Two sections that turn out to be one paper: the one first recorded stays.

It happens when two branches recorded the same paper and were merged, or when somebody added an
id that another section has too. The other section becomes a reference, unless a person edited
it; its slug becomes an alias; its note, pins, ``hidden`` and what only it knows move over.
"""

from dataclasses import replace

from sitegen import ids
from sitegen.content.daypage import DayPage, Section
from sitegen.content.facts import Editorial
from sitegen.content.inline import parse, record_text
from sitegen.content.ledger import Known, Listing
from sitegen.content.write import Edit, fact_line
from sitegen.dates import UNDATED
from sitegen.decide.draft import Draft, Mention
from sitegen.decide.enrich import enrich_section
from sitegen.decide.identity import contradict
from sitegen.decide.marks import marks, title_of
from sitegen.errors import Problem
from sitegen.model import Record

Standing = tuple[DayPage, Section]


def unify(draft: Draft) -> None:
    """Edits the draft; what a person has to decide is among its warnings."""
    first: dict[str, Standing] = {}
    doubles: dict[str, list[Section]] = {}
    for page, section in _by_age(draft):
        names = (f"slug:{section.slug}", *_ids(section))
        kept = next((first[n] for n in names if n in first and _is_one(section, first[n][1])), None)
        if kept is None:
            for name in names:
                first.setdefault(name, (page, section))
        elif _untouched(draft, section):
            _fold(draft, kept, (page, section))
            doubles.setdefault(kept[1].slug, []).append(section)
        else:
            draft.warnings.append(_contested(kept, (page, section)))
    for home, section in {kept[1].slug: kept for kept in first.values()}.values():
        _hand_over(draft, home, section, doubles.get(section.slug, []))


def _is_one(section: Section, other: Section) -> bool:
    """Two papers may share a DOI, as the parts of a book do."""
    return section.slug == other.slug or not contradict(_ids(section), _ids(other))


def _ids(section: Section) -> tuple[str, ...]:
    return ids.keys(title_of(section), section.facts)[:-1]


def _by_age(draft: Draft) -> list[Standing]:
    """Every section, the one the ledger calls home before its doubles, older days first."""
    standing = [(page, section) for page in draft.pages.values() for section in page.sections]

    def age(item: Standing) -> tuple[bool, bool, str, int]:
        page, section = item
        known = draft.papers.get(section.slug)
        at_home = known is not None and known.home == page.day
        return not at_home, page.day == UNDATED, page.day, section.line

    return sorted(standing, key=age)


def _untouched(draft: Draft, section: Section) -> bool:
    """Whether title, abstract and facts are what ingest wrote; notes and pins may differ."""
    known = draft.papers.get(section.slug)
    text = record_text(parse(section.abstract))
    return known is not None and known.wrote == marks(title_of(section), text, section.facts)


def _fold(draft: Draft, kept: Standing, other: Standing) -> None:
    (home, section), (page, double) = kept, other
    old = draft.papers.get(double.slug)
    if double.slug != section.slug and old is not None:
        _rename(draft, section.slug, old)
    draft.papers[section.slug] = replace(draft.papers[section.slug], home=home.day)
    text = record_text(parse(double.abstract))
    said = Record(title_of(double), text, double.line, double.facts)
    enrich_section(draft, draft.papers[section.slug], section, said)
    draft.cut(page.day, double)
    if page.day != home.day:
        draft.listings[page.day, section.slug] = Listing(section.slug, page.day)
        if draft.reference(page.day, section.slug) is None:
            draft.add(page.day, Mention(section.slug))


def _rename(draft: Draft, slug: str, old: Known) -> None:
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
    _rename_in_captures(draft, slug, old.slug)


def _rename_in_captures(draft: Draft, slug: str, old: str) -> None:
    for digest, capture in list(draft.captures.items()):
        if any(entry.slug == old for entry in capture.entries):
            named = (replace(e, slug=slug) if e.slug == old else e for e in capture.entries)
            draft.captures[digest] = replace(capture, entries=tuple(named))


def _hand_over(draft: Draft, home: DayPage, section: Section, doubles: list[Section]) -> None:
    """Notes go below the kept section's; pins, ``hidden`` and facts it lacks into its fence."""
    gained = draft.gains.pop(section.slug, {})
    facts = (fact_line(name, value) for name, value in gained.items())
    lines = (*facts, *_editorial_lines(section.editorial, [d.editorial for d in doubles]))
    if lines and section.yaml:
        draft.edit(home.day, Edit(section.yaml.end, section.yaml.end, lines))
    elif lines:
        at = section.lines.start + 1
        draft.edit(home.day, Edit(at, at, ("", "```yaml", *lines, "```")))
    notes = dict.fromkeys(d.note for d in doubles if d.note and d.note != section.note)
    if notes:
        heading = () if section.note else ("### Note", "")
        note = (*heading, *"\n\n".join(notes).split("\n"), "")
        before = () if section.lines.end < len(home.text.split("\n")) else ("",)
        draft.edit(home.day, Edit(section.lines.end, section.lines.end, (*before, *note)))


def _editorial_lines(kept: Editorial, others: list[Editorial]) -> list[str]:
    """What the kept fence lacks; where several pin topics, the pins of the first stand."""
    lines = []
    pinned = next((e for e in (kept, *others) if e.plus or e.minus), kept)
    if pinned is not kept:
        pins = [*("+" + p for p in pinned.plus), *("-" + p for p in pinned.minus)]
        lines.append(f"topics: [{', '.join(pins)}]")
    if not kept.hidden and any(other.hidden for other in others):
        lines.append("hidden: true")
    return lines


def _contested(kept: Standing, other: Standing) -> Problem:
    page, section = other
    reason = f"this paper stands in full on {kept[0].file}:{kept[1].line} too, and was edited here"
    hint = "Keep one of the two sections, delete the other"
    return Problem(page.file, section.line, reason, section.title, hint, error=True)
