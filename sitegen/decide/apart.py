"""Papers that a keeper called different: nothing that captures say ever joins them."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sitegen import ids
from sitegen.content.judgement import DIFFERENT
from sitegen.content.ledger import Ledger
from sitegen.decide.draft import Draft
from sitegen.model import Record

Apart = Mapping[str, frozenset[str]]


def apart(judged: Draft | Ledger) -> dict[str, frozenset[str]]:
    """Slug -> the papers that it is not, under the slugs they have now."""
    names = {old: known.slug for known in judged.papers.values() for old in known.aliases}
    found: dict[str, frozenset[str]] = {}
    for judgement in judged.judgements.values():
        if judgement.verdict == DIFFERENT:
            one, other = (names.get(s, s) for s in (judgement.one, judgement.other))
            found[one] = found.get(one, frozenset()) | {other}
            found[other] = found.get(other, frozenset()) | {one}
    return found


def own_part(draft: Draft, record: Record, others: Iterable[str]) -> Record:
    """The record without ids that belong to ``others``: they would join the papers."""
    foreign = {key for slug in others if slug in draft.papers for key in draft.papers[slug].keys}
    facts = record.facts
    if f"arxiv:{ids.arxiv_id(facts.arxiv)}" in foreign:
        facts = replace(facts, arxiv="")
    if f"doi:{ids.doi(facts.doi)}" in foreign:
        facts = replace(facts, doi="")
    return record if facts is record.facts else replace(record, facts=facts)


def namesake_of_the_day(
    draft: Draft, slug: str, record: Record, day: str, others: Iterable[str]
) -> str:
    """A title alone names, of several papers that share it, the one that the day lists."""
    keys = ids.keys(record.title, record.facts)
    sharing = [o for o in sorted(others) if o in draft.papers and keys[-1] in draft.papers[o].keys]
    if len(keys) > 1 or not sharing or _stands_on(draft, day, slug):
        return slug
    return next((other for other in sharing if _stands_on(draft, day, other)), slug)


def _stands_on(draft: Draft, day: str, slug: str) -> bool:
    listing = draft.listings.get((day, slug))
    return draft.papers[slug].home == day or (listing is not None and not listing.off)
