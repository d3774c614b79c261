"""What every page of one build has in common."""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec import Struct

from sitegen import urls
from sitegen.content.settings import Settings
from sitegen.dates import UNDATED
from sitegen.daynames import DayNames
from sitegen.pages.beside import Beside, Told, beside
from sitegen.pages.onepage import one_page
from sitegen.site import Site
from sitegen.urls import Address
from sitegen.views import Anchor, FeedLink, Page, PaperCard

ATOM, RSS = "application/atom+xml", "application/rss+xml"


Telling = tuple[tuple["Setting"], Callable[[str], Told]]


class Setting(Struct, frozen=True):
    """The site, what its keeper says of it, where it is served.

    ``words``: the interface's words. ``not_found_styles``: the 404 page's own style sheet.
    ``script``: the one that stands in every page, before anything is painted.
    ``preview``: the name of a preview, "" for the site itself. ``cards``, ``discovered``,
    ``citekeys``, ``besides``: cards, feeds, keys and what stands beside papers on their cards, kept
    once they were asked for. ``shown``: the cards that were made; ``tellings``: see ``telling``.
    """

    site: Site
    settings: Settings
    address: Address
    words: Mapping[str, str]
    not_found_styles: str = ""
    preview: str = ""
    script: str = ""
    cards: dict[tuple[str, str, str], PaperCard] = {}
    shown: list[PaperCard] = []
    discovered: dict[str, tuple[FeedLink, ...]] = {}
    citekeys: dict[str, str] = {}
    besides: list[Beside] = []
    tellings: list[Telling] = []

    @property
    def names(self) -> DayNames:
        """How the interface's language names days."""
        return DayNames(self.settings.language, self.words)

    @property
    def latest(self) -> Anchor | None:
        """Home."""
        day = self.newest
        if not day:
            return None
        return Anchor(self.names.short(day), urls.HOME, len(self.site.days[day].papers))

    @property
    def newest(self) -> str:
        """The day that stands on home: the latest, Undated where there is no other, "" without."""
        return next(iter((*self.site.dated[-1:], *self.site.days.keys() & {UNDATED})), "")

    @property
    def beside(self) -> Beside:
        if not self.besides:
            self.besides.append(beside(self.site, self.settings.omit))
        return self.besides[0]

    @property
    def telling(self) -> Telling:
        """What all cards are made beside, and what tells the one of a paper: the same objects for
        all of them."""
        if not self.tellings or self.tellings[0][0][0] is not self:
            self.tellings[:] = [((self,), partial(_told, self))]
        return self.tellings[0]

    def feeds(self, topic: str = "") -> tuple[FeedLink, ...]:
        """Autodiscovery: a topic's own feeds first, then the site's."""
        if topic not in self.discovered:
            title = self.settings.title
            site = self.feeds_of(urls.ALL, title)
            own = self.feeds_of(topic, f"{title}: {self.site.topics[topic].name}") if topic else ()
            self.discovered[topic] = (*own, *site)
        return self.discovered[topic]

    def feeds_of(self, name: str, title: str) -> tuple[FeedLink, FeedLink]:
        """Both forms of the feed of this name."""

        def link(kind: str, form: str) -> FeedLink:
            url = urls.feed(name, form)
            return FeedLink(title, kind, self.address.public(url) or url)

        return link(ATOM, "atom"), link(RSS, "rss")

    def page(
        self,
        kind: str,
        url: str,
        title: str,
        description: str,
        *,
        topic: str = "",
        own: tuple[FeedLink, ...] = (),
        source: str = "",
        noindex: bool = False,
        root: str | None = None,
        front: str = "",
    ) -> Page:
        """``own``: the page's own feeds; ``source``: the file of the content that it shows;
        ``front``: of a list of several pages the first."""
        return one_page(
            self,
            kind,
            url,
            title,
            description,
            feeds=(*own, *self.feeds(topic)),
            picture=_picture_of(kind, front or url, topic),
            source=source,
            noindex=noindex,
            root=root,
        )

    def picture(self, url: str) -> str:
        """The whole address of a picture; "" where there is none, since nobody could ask for it
        without knowing the site's."""
        return self.address.public(url) if self.shows("pictures") else ""

    def shows(self, kind: str) -> bool:
        """Whether the keeper wants pages of this kind."""
        return kind not in self.settings.omit

    @property
    def offers_offline(self) -> bool:
        """Whether readers may keep the site for reading offline: never a preview."""
        return self.shows("offline") and not self.preview

    def word(self, key: str, **values: object) -> str:
        """A text of the interface, its gaps filled."""
        return self.words[key].format(**values)

    def day(self, day: str, paper: str = "") -> Anchor:
        """A day's page, or a paper on it."""
        count = len(self.site.days[day].papers) if day in self.site.days else 0
        return Anchor(self.names.short(day), self.place(day, paper), count)

    def place(self, day: str, paper: str) -> str:
        """The address of a day's page, or of a paper on it."""
        if not paper:
            return urls.day(day)
        return f"{urls.day(day, self.site.later_sheets.get((day, paper), 1))}#{paper}"

    def topic(self, slug: str) -> Anchor:
        name = self.site.topics[slug].name
        return Anchor(name, urls.topic(slug), len(self.site.members[slug]))


def _told(setting: Setting, slug: str) -> Told:
    return setting.beside.told(setting.site.papers[slug])


def _picture_of(kind: str, url: str, topic: str) -> str:
    if topic:
        return urls.picture(urls.topic(topic))
    return urls.picture(url) if kind == "day" else urls.SITE_PICTURE
