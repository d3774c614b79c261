"""RSS 2.0 and Atom through feedgen, and an OPML that lists them all.

Every date is set by us: feedgen would take the clock. Entries are appended, newest first. The
channel's own page is the last link that is added, because RSS takes the last one.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from html import escape
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from sitegen import urls
from sitegen.dates import UNDATED, moment
from sitegen.pages.marks import marked_title
from sitegen.pages.setting import ATOM, RSS, Setting
from sitegen.pages.trending import trending
from sitegen.paper import Paper
from sitegen.people import AUTHOR, ORGANIZATION
from sitegen.prose import feedhtml
from sitegen.render.document import Document
from sitegen.render.feedtimes import entry_time, entry_updated
from sitegen.tex import plain

LEAST_DAYS, LEAST_ENTRIES = 7, 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed in both forms: ``page`` is its HTML twin, ``papers`` stand newest first."""

    name: str
    title: str
    description: str
    page: str
    papers: tuple[Paper, ...]


def feed_documents(setting: Setting) -> Iterator[Document]:
    """Two for the site, two for each topic, person and saved search."""
    dated = setting.site.dated
    newest = dated[-1] if dated else ""
    entry = cache(partial(_entry, setting))
    dated_papers = (paper for paper in setting.site.papers.values() if paper.days)
    times = {p.slug: entry_updated(p, newest).isoformat() for p in dated_papers}
    for channel in channels(setting):
        moved = tuple(times[paper.slug] for paper in channel.papers) or newest
        for form in ("atom", "rss"):
            url = urls.feed(channel.name, form)
            yield Document(
                url, (form, channel, moved), partial(_xml, setting, channel, form, entry)
            )


def _xml(setting: Setting, channel: Channel, form: str, entry: Callable[[str], FeedEntry]) -> bytes:
    feed = _feed(setting, channel, form, entry)
    made: bytes = feed.atom_str(pretty=True) if form == "atom" else feed.rss_str(pretty=True)
    return made


def channels(setting: Setting) -> Iterator[Channel]:
    """The site's feed, that of what trends, one for each topic, person and saved search.

    Undated papers are in none. An entry comes to the feed of trends when its paper begins to
    trend; its id and time are those it has elsewhere, so who follows both sees it once.
    """
    site, said, most = setting.site, setting.settings, setting.settings.feed_papers
    newest = sorted((p for p in site.papers.values() if p.days), key=_newest_first)
    yield Channel(urls.ALL, said.title, said.tagline, urls.HOME, tuple(window(newest, most)))
    if setting.shows("trending"):
        moving = {one.slug for one in trending(setting)}
        found = tuple(paper for paper in newest if paper.slug in moving)
        title, about = f"{said.title}: {setting.word('trending')}", setting.word("about_trending")
        yield Channel(urls.TREND, title, about, urls.TRENDING, found)
    for topic in site.topics.values():
        members = [paper for paper in newest if topic.slug in paper.topics]
        title, page = f"{said.title}: {topic.name}", urls.topic(topic.slug)
        yield Channel(topic.slug, title, topic.description, page, tuple(window(members, most)))
    for kind in (k for k in (AUTHOR, ORGANIZATION) if setting.shows(f"{k}s")):
        for one in site.people.all(kind):
            name, page = urls.person_feed(kind, one.slug), urls.person(kind, one.slug)
            dated = (site.papers[slug] for slug in one.papers if site.papers[slug].days)
            shown = tuple(window(sorted(dated, key=_newest_first), most))
            yield Channel(name, f"{said.title}: {one.name}", "", page, shown)
    for saved in site.searches:
        search = saved.search
        name, page = urls.saved_search_feed(search.slug), urls.saved_search(search.slug)
        dated = (site.papers[slug] for slug in saved.papers if site.papers[slug].days)
        shown = tuple(window(sorted(dated, key=_newest_first), most))
        yield Channel(name, f"{said.title}: {search.name}", "", page, shown)


def entry_id(setting: Setting, slug: str) -> str:
    """Permanent: it names neither the address of the site nor a build."""
    return f"tag:{setting.settings.site_id},2025:paper/{slug}"


def window(papers: Sequence[Paper], most: int = 0) -> list[Paper]:
    """Whole days, newest first, until there are enough days and entries; or just the newest."""
    if most:
        return list(papers[:most])
    chosen: list[Paper] = []
    for number, (_, group) in enumerate(groupby(papers, key=lambda p: p.first_day)):
        if number >= LEAST_DAYS and len(chosen) >= LEAST_ENTRIES:
            break
        chosen.extend(group)
    return chosen


def _newest_first(paper: Paper) -> tuple[float, str]:
    return -entry_time(paper).timestamp(), paper.slug


def _feed(
    setting: Setting, channel: Channel, form: str, entry: Callable[[str], FeedEntry]
) -> FeedGenerator:
    feed = FeedGenerator()
    self_url = setting.address.absolute(urls.feed(channel.name, form))
    feed.id(f"tag:{setting.settings.site_id},2025:feed/{channel.name}")
    feed.title(channel.title)
    feed.description(channel.description or channel.title)
    feed.subtitle(channel.description or channel.title)
    feed.language(setting.settings.content_language)
    feed.author(name=setting.settings.title)
    feed.generator("sitegen")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=self_url, rel="self", type=ATOM if form == "atom" else RSS)
    page = setting.address.absolute(channel.page)
    feed.link(href=page, rel="alternate", type="text/html")
    feed.updated(_updated(setting, channel.papers))
    feed.load_extension("dc", atom=False, rss=True)
    for paper in channel.papers:
        feed.add_entry(entry(paper.slug), order="append")
    return feed


def _updated(setting: Setting, papers: Sequence[Paper]) -> datetime:
    """As its newest entry; without entries, the newest day of the content, or the beginning of
    time."""
    dated = setting.site.dated
    if papers:
        return max(entry_updated(paper, dated[-1]) for paper in papers)
    return moment(dated[-1]) if dated and dated[-1] != UNDATED else _EPOCH


class _Entry(FeedEntry):  # type: ignore[misc]
    """An entry that stands in several feeds: its XML is made once and copied."""

    @cached_property
    def _atom(self) -> Any:
        return super().atom_entry()

    @cached_property
    def _rss(self) -> Any:
        return super().rss_entry()

    def atom_entry(self, extensions: bool = True) -> Any:
        return deepcopy(self._atom)

    def rss_entry(self, extensions: bool = True) -> Any:
        return deepcopy(self._rss)


def _entry(setting: Setting, slug: str) -> _Entry:
    entry, paper = _Entry(), setting.site.papers[slug]
    entry.load_extension("dc", atom=False, rss=True)
    body = feedhtml.paragraphs(paper.abstract) + _note(setting, paper)
    entry.id(entry_id(setting, paper.slug))
    entry.guid(entry_id(setting, paper.slug), permalink=False)
    entry.title(marked_title(setting, paper))
    entry.link(href=setting.address.absolute(urls.paper(paper.slug)))
    entry.published(entry_time(paper))
    entry.updated(entry_updated(paper, setting.site.dated[-1]))
    entry.content(body, type="html")
    if paper.facts.summary:
        entry.summary(plain(paper.facts.summary))
    for topic in paper.topics:
        entry.category(term=topic, label=setting.site.topics[topic].name)
    for author in paper.facts.authors or ():
        entry.author(name=author)
    if paper.facts.authors:
        entry.dc.dc_creator(list(paper.facts.authors))
    return entry


def _note(setting: Setting, paper: Paper) -> str:
    """The keeper's word, set apart from the authors'."""
    if not paper.note:
        return ""
    return f"<hr><p><em>{escape(setting.words['note'])}</em></p>{feedhtml.note(paper.note)}"


def opml(setting: Setting) -> bytes:
    """OPML 2.0: every Atom feed with the page it belongs to."""
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = setting.settings.title
    body = ElementTree.SubElement(root, "body")
    absolute: Callable[[str], str] = setting.address.absolute
    _outline(
        body, setting.settings.title, absolute(urls.feed(urls.ALL, "atom")), absolute(urls.HOME)
    )
    if setting.shows("trending"):
        title = f"{setting.settings.title}: {setting.word('trending')}"
        _outline(body, title, absolute(urls.feed(urls.TREND, "atom")), absolute(urls.TRENDING))
    group = ElementTree.SubElement(body, "outline", text=f"{setting.settings.title}: topics")
    for topic in setting.site.topics.values():
        title = f"{setting.settings.title}: {topic.name}"
        feed, page = urls.feed(topic.slug, "atom"), urls.topic(topic.slug)
        _outline(group, title, absolute(feed), absolute(page))
    for saved in setting.site.searches:
        search = saved.search
        feed = urls.feed(urls.saved_search_feed(search.slug), "atom")
        page = urls.saved_search(search.slug)
        _outline(body, f"{setting.settings.title}: {search.name}", absolute(feed), absolute(page))
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _outline(parent: ElementTree.Element, title: str, feed: str, page: str) -> None:
    ElementTree.SubElement(
        parent, "outline", type="rss", text=title, title=title, xmlUrl=feed, htmlUrl=page
    )
