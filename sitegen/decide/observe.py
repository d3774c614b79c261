"""What people did to the content since ingest last wrote it: judged by slug over all pages."""

from msgspec.structs import replace

from sitegen.content.daypage import DayPage, Reference, Section
from sitegen.content.ledger import Known, Listing
from sitegen.content.outline import keys
from sitegen.decide.draft import Draft
from sitegen.errors import Problem


def observe(draft: Draft) -> tuple[str, ...]:
    """Brings the ledger half of the draft up to date; gives the slugs newly deleted.

    A section found on another page was moved; a section that is gone while a new one has one of
    its keys was renamed; any other that is gone is deleted. A reference gone is off that day.
    """
    standing = {s.slug: (page.day, s) for page in draft.pages.values() for s in page.sections}
    strangers = {slug: at for slug, at in standing.items() if slug not in draft.papers}
    deleted = []
    for slug, paper in list(draft.papers.items()):
        if slug in standing:
            day, section = standing[slug]
            names = _merged(paper.keys, keys(section))
            if (paper.home, paper.keys, paper.deleted) != (day, names, False):
                draft.papers[slug] = replace(paper, home=day, keys=names, deleted=False)
        elif renamed := _renamed(paper, strangers):
            _rename(draft, paper, *renamed)
        elif not paper.deleted:
            draft.papers[slug] = replace(paper, deleted=True)
            deleted.append(slug)
    for slug, (day, section) in strangers.items():
        if slug not in draft.papers:
            draft.papers[slug] = Known(slug, day, keys(section))
    _observe_listings(draft)
    return tuple(deleted)


def _merged(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return (*old, *(key for key in new if key not in old))


def _renamed(paper: Known, strangers: dict[str, tuple[str, Section]]) -> tuple[str, Section] | None:
    """The home and section of the same paper under a slug nobody knew."""
    if paper.deleted:
        return None
    matches = (at for at in strangers.values() if set(keys(at[1])) & set(paper.keys))
    return next(matches, None)


def _rename(draft: Draft, paper: Known, day: str, section: Section) -> None:
    del draft.papers[paper.slug]
    names = _merged(paper.keys, keys(section))
    aliases = (*paper.aliases, paper.slug)
    renamed = replace(paper, slug=section.slug, home=day, keys=names, aliases=aliases)
    draft.papers[section.slug] = renamed
    for (listed_day, slug), listing in list(draft.listings.items()):
        if slug == paper.slug:
            del draft.listings[listed_day, slug]
            draft.listings[listed_day, section.slug] = replace(listing, slug=section.slug)


def _observe_listings(draft: Draft) -> None:
    names = draft.names()
    standing = {
        (page.day, names.get(reference.slug, reference.slug)): reference
        for page in draft.pages.values()
        for reference in page.references
    }
    for (day, slug), listing in list(draft.listings.items()):
        paper = draft.papers.get(slug)
        if paper is None or paper.home == day:
            del draft.listings[day, slug]
        elif not paper.deleted:
            draft.listings[day, slug] = replace(listing, off=(day, slug) not in standing)
    lost: dict[str, list[Reference]] = {}
    for (day, slug), reference in standing.items():
        paper = draft.papers.get(slug)
        if paper is None or paper.deleted:
            lost.setdefault(day, []).append(reference)
        elif paper.home != day:
            draft.listings.setdefault((day, slug), Listing(slug, day))
    draft.warnings.extend(_dangling(draft.pages[day], found) for day, found in lost.items())


def _dangling(page: DayPage, references: list[Reference]) -> Problem:
    """One word for a page: a day that was deleted may have been referred to by many."""
    first, count = references[0], len(references)
    reason = "this reference leads to a paper that is not there; it is left out"
    if count > 1:
        lines = ", ".join(str(reference.line) for reference in references[:20])
        more = ", …" if count > 20 else ""
        reason = (
            f"{count} references lead to papers that are not there; they are left out "
            f"(lines {lines}{more})"
        )
    hint = "Delete the references, or bring the papers back with `sitegen restore`"
    return Problem(page.file, first.line, reason, first.title, hint)
