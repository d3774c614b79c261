"""What another capture adds to a paper that is known."""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace

from sitegen.content.daypage import Section
from sitegen.content.inline import recorded
from sitegen.content.ledger import Known
from sitegen.content.write import known
from sitegen.decide.draft import Draft, Fresh
from sitegen.decide.marks import mark, marks, without_edited
from sitegen.decide.newer import newer
from sitegen.decide.splices import has_room
from sitegen.model import COUNTS, FACT_NAMES, Facts, Record


def enrich(draft: Draft, slug: str, record: Record, weight: int, newest: bool) -> None:
    """Fills what is unknown, completes an abstract that was cut, takes the newest counts."""
    paper = draft.papers[slug]
    fresh = draft.blocks.get(paper.home, {}).get(slug)
    if isinstance(fresh, Fresh):
        richer = _richer(fresh, record, weight, newest)
        draft.add(paper.home, richer)
        draft.papers[slug] = replace(paper, wrote=written(richer))
    elif section := draft.section(slug):
        standing = _standing(draft, section)
        told = newer(standing, record.facts) | (counts(record.facts) if newest else {})
        enrich_section(draft, paper, section, record)
        _refresh_section(draft, slug, standing, told)


def _richer(fresh: Fresh, record: Record, weight: int, newest: bool) -> Fresh:
    """Two captures of one run: the weightier title and abstract, every fact. What a person set in
    the digest that the paper comes from stays."""
    edited = fresh.wish.edited
    counted = counts(record.facts) if newest else {}
    if weight > fresh.weight and record.abstract and not {"title", "abstract"} & set(edited):
        told = newer(record.facts, fresh.facts) | counts(fresh.facts) | _open(counted, edited)
        kept = {name: getattr(fresh.facts, name) for name in edited if name in FACT_NAMES}
        facts = with_told(filled(record.facts, fresh.facts), told | kept)
        wish = replace(fresh.wish, title="", abstract="")
        return Fresh(fresh.slug, record.title, record.abstract, facts, weight, wish)
    told = _open(newer(fresh.facts, record.facts) | counted, edited)
    facts = with_told(filled(fresh.facts, record.facts), told)
    abstract = longer(fresh.abstract, record.abstract)
    if abstract == fresh.abstract or "abstract" in edited:
        return replace(fresh, facts=facts)
    return replace(fresh, abstract=abstract, facts=facts, wish=replace(fresh.wish, abstract=""))


def _open(told: Mapping[str, str], edited: Collection[str]) -> dict[str, str]:
    """What no person has set."""
    return {name: value for name, value in told.items() if name not in edited}


def written(fresh: Fresh) -> dict[str, str]:
    """The marks of what ingest is about to write; what a person set elsewhere is a person's."""
    if fresh.wish.by_hand:
        return {}
    wrote = marks(fresh.title, fresh.abstract, fresh.facts)
    return without_edited(wrote, fresh.wish.edited)


def counts(facts: Facts) -> dict[str, str]:
    """Votes, stars and comments, those that are told."""
    return {name: value for name in COUNTS if (value := getattr(facts, name))}


def with_told(facts: Facts, told: Mapping[str, str | tuple[str, ...]]) -> Facts:
    values: dict[str, Any] = dict(told)
    return replace(facts, **values)


def _standing(draft: Draft, section: Section) -> Facts:
    """The facts of a section as they will be, after the captures of this run so far."""
    gained, refreshed = draft.gains.get(section.slug, {}), draft.refreshed.get(section.slug, {})
    return with_told(section.facts, gained | refreshed)


def _refresh_section(draft: Draft, slug: str, standing: Facts, told: Mapping[str, str]) -> None:
    """Counts and versions move on, unless a person set them."""
    paper, gained = draft.papers[slug], draft.gains.get(slug, {})
    for name, value in told.items():
        old = getattr(standing, name)
        if old and paper.wrote.get(name) == mark(old) and value != old:
            if name in gained:
                gained[name] = value
            else:
                draft.refreshed.setdefault(slug, {})[name] = value
            paper = replace(paper, wrote={**paper.wrote, name: mark(value)})
    draft.papers[slug] = paper


def enrich_section(draft: Draft, paper: Known, section: Section, record: Record) -> None:
    """Only fields that stand nowhere and that nobody took away; only an untouched abstract."""
    gained = {
        name: value
        for name, value in known(record.facts).items()
        if name not in known(section.facts) and name not in paper.wrote
        if has_room(draft, paper.slug, name, value)
    }
    for name, value in gained.items():
        draft.gains.setdefault(paper.slug, {})[name] = value
    wrote = {**paper.wrote, **{name: mark(value) for name, value in gained.items()}}
    standing = draft.completed.get(paper.slug) or recorded(section.abstract)
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
