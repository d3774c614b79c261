"""What a card shows and its paper does not tell."""

from collections.abc import Mapping

from msgspec import Struct

from sitegen import urls
from sitegen.paper import Paper
from sitegen.people import AUTHOR, ORGANIZATION, folded
from sitegen.site import Site

Texts = tuple[str, ...]
Told = tuple[Paper, Texts, Texts, Texts, str]


class Beside(Struct, frozen=True):
    """``names`` of topics; ``pages`` of authors and organisations, by kind and folded name; the
    ``sheets`` of days on which papers stand, where it is not the first."""

    names: Mapping[str, str]
    pages: Mapping[tuple[str, str], str]
    sheets: Mapping[tuple[str, str], int]

    def told(self, paper: Paper) -> Told:
        """All that the card of a paper is made from: this record and the paper tell it."""
        facts, pages = paper.facts, self.pages
        return (
            paper,
            tuple([self._place(day, paper.slug) for day in paper.days]),
            tuple([self.names[topic] for topic in paper.topics]),
            tuple([pages.get((AUTHOR, folded(name)), "") for name in facts.authors]),
            pages.get((ORGANIZATION, folded(facts.organization)), ""),
        )

    def _place(self, day: str, slug: str) -> str:
        return f"{urls.day(day, self.sheets.get((day, slug), 1))}#{slug}"


def beside(site: Site, omit: tuple[str, ...]) -> Beside:
    """``omit``: the kinds of pages that the keeper does not want."""
    names = {slug: topic.name for slug, topic in site.topics.items()}
    pages = {
        (kind, name): urls.person(kind, one.slug)
        for (kind, name), one in site.people.known.items()
        if name and f"{kind}s" not in omit
    }
    return Beside(names, pages, site.later_sheets)
