"""A paper taken down: gone from every page, feed and the search, and it stays away."""

from dataclasses import replace

from sitegen.decide.draft import Draft
from sitegen.decide.finish import finish
from sitegen.decide.ingest import Decision, FileOf, changed, settle
from sitegen.decide.merge import Tally


def take_down(observed: Decision, slug: str, files: FileOf) -> Decision:
    """Cuts the paper's section and every reference to it; the ledger remembers the deletion."""
    draft = Draft.of(observed.pages, observed.ledger)
    draft.papers[slug] = replace(draft.papers[slug], deleted=True)
    for day, page in observed.pages.items():
        for entry in page.entries:
            if entry.slug == slug:
                draft.cut(day, entry)
    outcome = finish(draft)
    pages = settle(observed.pages, outcome, files)
    texts = {**observed.texts, **changed(observed.pages, pages)}
    return Decision(pages, texts, outcome.ledger, Tally(), (), tuple(draft.warnings))
