"""A site after an edit of texts, as far as the edited papers and days themselves go."""

from msgspec.structs import replace

from sitegen import daypapers
from sitegen.classified import classified
from sitegen.content.daypage import DayPage
from sitegen.content.whole import Content
from sitegen.paper import Paper
from sitegen.site import Site, days_of


def revised(site: Site, content: Content, page: DayPage) -> Site | None:
    """``site`` is that of ``content``; ``page`` is a day of it, edited since. Lists that several
    days go into, topics', people's, of related papers, stay as they are.

    None where more than the texts of entries changed: papers came, went, moved or were hidden.
    """
    before, day = content.days.get(page.day), replace(content, days={page.day: page})
    if before is None or _order(page) != _order(before):
        return None
    found = classified(day)
    if found.keys() != {s.slug for s in before.sections} & site.papers.keys():
        return None
    edited = {slug: _listed(found[slug], site.papers[slug]) for slug in found}
    papers = daypapers.revised(site.papers, edited)
    return replace(site, papers=papers, days={**site.days, **days_of(day, papers)})


def _order(page: DayPage) -> list[tuple[type, str]]:
    return [(type(entry), entry.slug) for entry in page.entries]


def _listed(edited: Paper, before: Paper) -> Paper:
    """Equal papers are one object."""
    paper = replace(edited, days=before.days, undated=before.undated, home=before.home)
    return before if paper == before else paper
