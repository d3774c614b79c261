"""A paper taken down: gone from every page, feed and the search, and it stays away."""

from msgspec.structs import replace

from sitegen.decide.draft import Draft
from sitegen.decide.ingest import Decision, FileOf, concluded


def take_down(observed: Decision, slug: str, files: FileOf) -> Decision:
    """Cuts the paper's section and every reference to it; the ledger remembers the deletion."""
    draft = Draft.of(observed.pages, observed.ledger)
    draft.papers[slug] = replace(draft.papers[slug], deleted=True)
    for day, page in observed.pages.items():
        for entry in page.entries:
            if entry.slug == slug:
                draft.cut(day, entry)
    return concluded(observed, draft, files)
