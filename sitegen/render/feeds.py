"""RSS 2.0 and Atom through feedgen, and an OPML that lists them all.

Every date is set by us: feedgen would take the clock. Entries are appended, newest first. The
channel's own page is the last link that is added, because RSS takes the last one.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from xml.etree import ElementTree

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from sitegen import urls
from sitegen.dates import UNDATED, moment
from sitegen.pages.setting import ATOM, RSS, Setting
from sitegen.prose import feedhtml
from sitegen.site import Paper

LEAST_DAYS, LEAST_ENTRIES = 7, 50
_HOUR = 3600
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def feed_files(setting: Setting) -> dict[str, bytes]:
    """Url -> document: two for the site, two for each topic, one OPML."""
    site = setting.site
    newest = sorted((p for p in site.papers.values() if p.days), key=_newest_first)
    files = _pair(setting, urls.ALL, setting.settings.title, urls.HOME, newest)
    for topic in site.topics.values():
        members = [paper for paper in newest if topic.slug in paper.topics]
        title = f"{setting.settings.title}: {topic.name}"
        files |= _pair(setting, topic.slug, title, urls.topic(topic.slug), members)
    files[urls.OPML] = opml(setting)
    return files


def entry_id(setting: Setting, slug: str) -> str:
    """Permanent: it names neither the address of the site nor a build."""
    return f"tag:{setting.settings.site_id},2025:paper/{slug}"


def entry_time(paper: Paper) -> datetime:
    """The first listing day, 00:00 UTC plus up to an hour that the slug decides."""
    spread = int.from_bytes(hashlib.sha256(paper.slug.encode()).digest()[:4]) % _HOUR
    return moment(paper.first_day, spread)


def window(papers: Sequence[Paper]) -> list[Paper]:
    """Whole days, newest first, until there are enough days and entries."""
    chosen: list[Paper] = []
    for number, (_, group) in enumerate(groupby(papers, key=lambda p: p.first_day)):
        if number >= LEAST_DAYS and len(chosen) >= LEAST_ENTRIES:
            break
        chosen.extend(group)
    return chosen


def _newest_first(paper: Paper) -> tuple[float, str]:
    return -entry_time(paper).timestamp(), paper.slug


def _pair(
    setting: Setting, name: str, title: str, page: str, papers: Sequence[Paper]
) -> dict[str, bytes]:
    chosen = window(papers)
    atom = _feed(setting, name, "atom", title, page, chosen).atom_str(pretty=True)
    rss = _feed(setting, name, "rss", title, page, chosen).rss_str(pretty=True)
    return {urls.feed(name, "atom"): atom, urls.feed(name, "rss"): rss}


def _feed(
    setting: Setting, name: str, form: str, title: str, page: str, papers: Sequence[Paper]
) -> FeedGenerator:
    feed = FeedGenerator()
    url = urls.feed(name, form)
    feed.id(f"tag:{setting.settings.site_id},2025:feed/{name}")
    feed.title(title)
    feed.description(setting.settings.tagline or title)
    feed.subtitle(setting.settings.tagline or title)
    feed.language(setting.settings.content_language)
    feed.author(name=setting.settings.title)
    feed.generator("sitegen")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=setting.address.absolute(url), rel="self", type=ATOM if form == "atom" else RSS)
    feed.link(href=setting.address.absolute(page), rel="alternate", type="text/html")
    feed.updated(entry_time(papers[0]) if papers else _updated(setting))
    feed.load_extension("dc", atom=False, rss=True)
    for paper in papers:
        _fill(feed.add_entry(order="append"), setting, paper)
    return feed


def _updated(setting: Setting) -> datetime:
    """A feed without entries: the newest day of the content, or the beginning of time."""
    dated = setting.site.dated
    return moment(dated[-1]) if dated and dated[-1] != UNDATED else _EPOCH


def _fill(entry: FeedEntry, setting: Setting, paper: Paper) -> None:
    at = entry_time(paper)
    body = feedhtml.paragraphs(paper.abstract)
    entry.id(entry_id(setting, paper.slug))
    entry.guid(entry_id(setting, paper.slug), permalink=False)
    entry.title(paper.plain_title)
    entry.link(href=setting.address.absolute(urls.paper(paper.slug)))
    entry.published(at)
    entry.updated(at)
    entry.content(body, type="html")
    entry.summary(paper.facts.summary or paper.plain_abstract)
    for topic in paper.topics:
        entry.category(term=topic, label=setting.site.topics[topic].name)
    for author in paper.facts.authors or ():
        entry.author(name=author)
    if paper.facts.authors:
        entry.dc.dc_creator(list(paper.facts.authors))


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
    group = ElementTree.SubElement(body, "outline", text=f"{setting.settings.title}: topics")
    for topic in setting.site.topics.values():
        title = f"{setting.settings.title}: {topic.name}"
        feed, page = urls.feed(topic.slug, "atom"), urls.topic(topic.slug)
        _outline(group, title, absolute(feed), absolute(page))
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _outline(parent: ElementTree.Element, title: str, feed: str, page: str) -> None:
    ElementTree.SubElement(
        parent, "outline", type="rss", text=title, title=title, xmlUrl=feed, htmlUrl=page
    )
