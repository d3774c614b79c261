"""The plan of the site: which template shows which view at which address."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import starmap

from msgspec import Struct

from sitegen import urls
from sitegen.errors import DigestError, Problem
from sitegen.pages import lists, papers, whole
from sitegen.pages.planned import Planned, planned
from sitegen.pages.setting import Setting
from sitegen.spread import Spread, in_turn


class Plan(Struct, frozen=True):
    """Every HTML page, by its address: of those of papers (``papers``: address -> slug), which are
    many, each is planned when somebody asks for it."""

    others: Mapping[str, Planned]
    papers: Mapping[str, str]
    of_paper: Callable[[str], Planned]
    noindex: bool

    def __len__(self) -> int:
        return len(self.others) + len(self.papers)

    def __getitem__(self, url: str) -> Planned:
        return self.of_paper(self.papers[url]) if url in self.papers else self.others[url]

    @property
    def to_be_found(self) -> list[str]:
        """The addresses of pages that no frame hides."""
        others = [url for url, one in self.others.items() if not one.noindex]
        return others if self.noindex else [*others, *self.papers]


def plan(
    setting: Setting, spread: Spread = in_turn, listed: Mapping[str, bytes] | None = None
) -> Plan:
    """Raises DigestError where two pages want one address. ``listed``: see ``lists``."""
    pages = (
        *starmap(planned, whole.pages(setting)),
        *lists.pages(setting, spread, listed),
        *papers.redirects(setting),
    )
    others = {one.url: one for one in pages}
    own = {urls.paper(slug): slug for slug in setting.site.papers}
    of_paper = partial(papers.entry, setting)
    if len(others) < len(pages) or not others.keys().isdisjoint(own):
        every = [(one.url, one.owner) for one in (*pages, *map(of_paper, own.values()))]
        raise DigestError(list(collisions(every)))
    return Plan(others, own, of_paper, bool(setting.preview))


def collisions(owners: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Addresses with two owners, both named."""
    seen: dict[str, str] = {}
    for url, owner in owners:
        if url in seen:
            reason = f"two owners: {seen[url]} and {owner}"
            yield Problem(url, 0, reason, hint="Rename one of them", error=True)
        seen[url] = owner
