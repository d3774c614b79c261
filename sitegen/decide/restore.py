"""Bringing back what people deleted: papers with their last text, listings on a day."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sitegen.decide.draft import Draft, Mention, Moved
from sitegen.decide.ingest import Decision, FileOf, concluded
from sitegen.decide.merge import merge
from sitegen.decide.place import add_in_place
from sitegen.dumps.dating import Dated


def bring_back(
    observed: Decision,
    what: str,
    slugs: Sequence[str],
    texts: Mapping[str, str],
    captures: Sequence[Dated],
    files: FileOf,
) -> Decision:
    """``slugs`` come back with their section from ``texts``, else with what a capture says.

    ``what`` is the slug or day a keeper named: listings of it that were off are on again.
    """
    draft = Draft.of(observed.pages, observed.ledger)
    for slug in slugs:
        if slug in texts:
            paper = replace(draft.papers[slug], deleted=False)
            draft.papers[slug] = paper
            add_in_place(draft, paper.home, Moved(slug, texts[slug]))
    _switch_on(draft, what)
    tally = merge(draft, captures, revived=slugs)
    _mention_again(draft, slugs)
    still_gone = tuple(slug for slug in observed.deleted if slug not in slugs)
    return concluded(observed, draft, files, tally, still_gone)


def _switch_on(draft: Draft, what: str) -> None:
    for (day, slug), listing in list(draft.listings.items()):
        if listing.off and what in (day, slug):
            draft.listings[day, slug] = replace(listing, off=False)
            _mention(draft, day, slug)


def _mention_again(draft: Draft, slugs: Sequence[str]) -> None:
    """The days on which a restored paper was listed besides its own."""
    for (day, slug), listing in draft.listings.items():
        if slug in slugs and not listing.off:
            _mention(draft, day, slug)


def _mention(draft: Draft, day: str, slug: str) -> None:
    if not draft.papers[slug].deleted and draft.reference(day, slug) is None:
        add_in_place(draft, day, Mention(slug))
