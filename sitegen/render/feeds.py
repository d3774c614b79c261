"""RSS 2.0 and Atom for the site, topics, people and saved searches, and an OPML that lists them.

No date is the clock's. Entries stand newest first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from html import escape
from itertools import groupby
from xml.etree import ElementTree

from msgspec import Struct

from sitegen import urls
from sitegen.dates import UNDATED, moment
from sitegen.daypapers import column, newest_first
from sitegen.pages.marks import marked_title
from sitegen.pages.setting import Setting
from sitegen.pages.trending import trending
from sitegen.paper import Paper
from sitegen.people import AUTHOR, ORGANIZATION
from sitegen.prose import feedhtml
from sitegen.render import feedxml
from sitegen.render.document import Document
from sitegen.render.feedparts import Entry, Head
from sitegen.render.feedtimes import (
    entry_order,
    entry_time,
    entry_updated,
    update_day,
)
from sitegen.tex import plain

LEAST_DAYS, LEAST_ENTRIES = 7, 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FORMS = "atom", "rss"
Written = Callable[[str], dict[str, str]]  # by slug and form


class Channel(Struct, frozen=True):
    """One feed in both forms: ``page`` is its HTML twin, ``papers`` (slugs) stand newest first.
    ``moved``: the days on which they were updated; of a feed without papers the newest day."""

    name: str
    title: str
    description: str
    page: str
    papers: tuple[str, ...]
    moved: tuple[str, ...]


def feed_documents(setting: Setting) -> Iterator[Document]:
    """Two for the site, two for each topic, person and saved search."""
    written = cache(partial(_written, setting))
    write = partial(_feed, setting, written)
    for channel in channels(setting):
        said = channel.name, channel.title, channel.description, channel.page, channel.moved
        for form in _FORMS:
            url = urls.feed(channel.name, form)
            yield Document(url, channel.papers, (form, *said), partial(write, channel, form))


def channels(setting: Setting) -> Iterator[Channel]:
    """The site's feed, that of what trends, one for each topic, person and saved search.

    Undated papers are in none. An entry comes to the feed of trends when its paper begins to
    trend; its id and time are those it has elsewhere, so who follows both sees it once.
    """
    site, said = setting.site, setting.settings
    days = column(site.papers, "first_day")
    last = site.dated[-1] if site.dated else ""
    order = cache(lambda slug: entry_order(slug, days[slug]))

    def channel(
        name: str, title: str, about: str, page: str, slugs: Iterable[str], whole: bool = False
    ) -> Channel:
        found = sorted(slugs if whole else _recent(slugs, days, said.feed_papers or LEAST_ENTRIES))
        found.sort(key=order, reverse=True)
        shown = found if whole else window(found, days, said.feed_papers)
        moved = _moved(site.papers, shown, last)
        return Channel(name, title, about, page, tuple(shown), moved)

    yield channel(urls.ALL, said.title, said.tagline, urls.HOME, newest_first(site.papers))
    if setting.shows("trending"):
        moving = {one.slug for one in trending(setting) if days[one.slug] != UNDATED}
        title, about = f"{said.title}: {setting.word('trending')}", setting.word("about_trending")
        yield channel(urls.TREND, title, about, urls.TRENDING, moving, whole=True)
    for topic in site.topics.values():
        title, page = f"{said.title}: {topic.name}", urls.topic(topic.slug)
        yield channel(topic.slug, title, topic.description, page, site.members[topic.slug])
    for kind in (k for k in (AUTHOR, ORGANIZATION) if setting.shows(f"{k}s")):
        for one in site.people.all(kind):
            name, page = urls.person_feed(kind, one.slug), urls.person(kind, one.slug)
            yield channel(name, f"{said.title}: {one.name}", "", page, one.papers)
    for saved in site.searches:
        search = saved.search
        name, page = urls.saved_search_feed(search.slug), urls.saved_search(search.slug)
        yield channel(name, f"{said.title}: {search.name}", "", page, saved.papers)


def _moved(papers: Mapping[str, Paper], slugs: Sequence[str], last: str) -> tuple[str, ...]:
    """See ``Channel``; ``last``: the newest day."""
    days, updated, withdrawn = (
        column(papers, name) for name in ("first_day", "updated", "withdrawn")
    )
    told = [(days[one], updated.get(one, ""), withdrawn.get(one, "")) for one in slugs]
    return tuple([update_day(*one, last) for one in told]) or (last,)


def entry_id(setting: Setting, slug: str) -> str:
    """Permanent: it names neither the address of the site nor a build."""
    return f"tag:{setting.settings.site_id},2025:paper/{slug}"


def window(papers: Sequence[str], days: Mapping[str, str], most: int = 0) -> list[str]:
    """Whole days, newest first, until there are enough days and entries; or just the newest."""
    return list(papers[:most] if most else _recent(papers, days, LEAST_ENTRIES))


def _recent(papers: Iterable[str], days: Mapping[str, str], least: int) -> list[str]:
    """Of papers that stand newest first those of the newest days, as many as a ``window`` may
    show."""
    shown: list[str] = []
    for number, (day, group) in enumerate(groupby(papers, key=days.__getitem__)):
        if day == UNDATED or (number >= LEAST_DAYS and len(shown) >= least):
            break
        shown.extend(group)
    return shown


def _feed(setting: Setting, written: Written, channel: Channel, form: str) -> bytes:
    absolute, said = setting.address.absolute, setting.settings
    head = Head(
        f"tag:{said.site_id},2025:feed/{channel.name}",
        channel.title,
        channel.description or channel.title,
        said.title,
        said.content_language,
        _updated(setting, list(map(setting.site.papers.__getitem__, channel.papers))),
        absolute(channel.page),
    )
    write = feedxml.atom if form == "atom" else feedxml.rss
    entries = (written(slug)[form] for slug in channel.papers)
    return write(head, absolute(urls.feed(channel.name, form)), entries).encode()


def _updated(setting: Setting, papers: Sequence[Paper]) -> datetime:
    """As its newest entry; without entries, the newest day of the content, or the beginning of
    time."""
    dated = setting.site.dated
    if papers:
        return max(entry_updated(paper, dated[-1]) for paper in papers)
    return moment(dated[-1]) if dated and dated[-1] != UNDATED else _EPOCH


def _written(setting: Setting, slug: str) -> dict[str, str]:
    """An entry in each form: it stands in several feeds."""
    entry = _entry(setting, setting.site.papers[slug])
    return {"atom": feedxml.atom_entry(entry), "rss": feedxml.rss_item(entry)}


def _entry(setting: Setting, paper: Paper) -> Entry:
    return Entry(
        entry_id(setting, paper.slug),
        setting.address.absolute(urls.paper(paper.slug)),
        marked_title(setting, paper),
        entry_time(paper),
        entry_updated(paper, setting.site.dated[-1]),
        feedhtml.paragraphs(paper.abstract) + _note(setting, paper),
        plain(paper.facts.summary),
        tuple((topic, setting.site.topics[topic].name) for topic in paper.topics),
        paper.facts.authors,
    )


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
