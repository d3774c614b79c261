"""Atom and RSS 2.0 as text. An entry is written once in each form and joined into every feed that
has it; feedgen writes the same bytes (a law in ``tests/test_feedxml.py``), a feed in a millisecond.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sitegen.dates import MONTHS
from sitegen.pages.setting import ATOM, RSS

_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"
_SPECIFICATION = "https://www.rssboard.org/rss-specification"
_WEEKDAYS = "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself. ``page``: the address of its HTML twin."""

    id: str
    title: str
    description: str
    author: str
    language: str
    updated: datetime
    page: str


@dataclass(frozen=True, slots=True)
class Entry:
    """``body`` is HTML, all else plain text. ``topics``: slug and name of each."""

    id: str
    link: str
    title: str
    published: datetime
    updated: datetime
    body: str
    summary: str = ""
    topics: tuple[tuple[str, str], ...] = ()
    authors: tuple[str, ...] = ()


def atom(head: Head, address: str, entries: Iterable[str]) -> str:
    """``address``: that of the feed; ``entries``: as ``atom_entry`` writes them."""
    return (
        f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_value(head.language)}'
        f'">\n  <id>{_text(head.id)}</id>\n  <title>{_text(head.title)}</title>\n'
        f"  <updated>{head.updated.isoformat()}</updated>\n"
        f"  <author>\n    <name>{_text(head.author)}</name>\n  </author>\n"
        f'  <link href="{_value(address)}" rel="self" type="{ATOM}"/>\n'
        f'  <link href="{_value(head.page)}" rel="alternate" type="text/html"/>\n'
        f"  <generator>sitegen</generator>\n  <subtitle>{_text(head.description)}</subtitle>\n"
        f"{''.join(entries)}</feed>\n"
    )


def rss(head: Head, address: str, items: Iterable[str]) -> str:
    """``address``: that of the feed; ``items``: as ``rss_item`` writes them."""
    return (
        f'{_DECLARATION}<rss xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">\n'
        f"  <channel>\n    <title>{_text(head.title)}</title>\n"
        f"    <link>{_text(head.page)}</link>\n"
        f"    <description>{_text(head.description)}</description>\n"
        f'    <atom:link href="{_value(address)}" rel="self" type="{RSS}"/>\n'
        f"    <docs>{_SPECIFICATION}</docs>\n    <generator>sitegen</generator>\n"
        f"    <language>{_text(head.language)}</language>\n"
        f"    <lastBuildDate>{_rfc_2822(head.updated)}</lastBuildDate>\n"
        f"{''.join(items)}  </channel>\n</rss>\n"
    )


def atom_entry(entry: Entry) -> str:
    authors = "".join(
        f"    <author>\n      <name>{_text(name)}</name>\n    </author>\n" for name in entry.authors
    )
    body = f">{_text(entry.body)}</content>" if entry.body else "/>"
    summary = f"    <summary>{_text(entry.summary)}</summary>\n" if entry.summary else ""
    topics = "".join(
        f'    <category term="{_value(slug)}" label="{_value(name)}"/>\n'
        for slug, name in entry.topics
    )
    return (
        f"  <entry>\n    <id>{_text(entry.id)}</id>\n    <title>{_text(entry.title)}</title>\n"
        f"    <updated>{entry.updated.isoformat()}</updated>\n{authors}"
        f'    <content type="html"{body}\n    <link href="{_value(entry.link)}"/>\n'
        f"{summary}{topics}"
        f"    <published>{entry.published.isoformat()}</published>\n  </entry>\n"
    )


def rss_item(entry: Entry) -> str:
    """The body is the description, or stands beside it where there is a summary."""
    body = f"description>{_text(entry.body)}</description"
    if entry.summary:
        summary = f"<description>{_text(entry.summary)}</description>\n      "
        body = f"content:encoded>{_text(entry.body)}</content:encoded"
    else:
        summary = ""
    topics = "".join(f"      <category>{_text(name)}</category>\n" for _, name in entry.topics)
    authors = "".join(f"      <dc:creator>{_text(name)}</dc:creator>\n" for name in entry.authors)
    return (
        f"    <item>\n      <title>{_text(entry.title)}</title>\n"
        f"      <link>{_text(entry.link)}</link>\n      {summary}<{body}>\n"
        f'      <guid isPermaLink="false">{_text(entry.id)}</guid>\n{topics}'
        f"      <pubDate>{_rfc_2822(entry.published)}</pubDate>\n{authors}    </item>\n"
    )


def _text(value: str) -> str:
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")


def _value(value: str) -> str:
    """Of an attribute."""
    escaped = _text(value).replace('"', "&quot;")
    return escaped.replace("\n", "&#10;").replace("\t", "&#9;")


def _rfc_2822(moment: datetime) -> str:
    """In English, whatever the locale."""
    day, month = _WEEKDAYS[moment.weekday()], MONTHS[moment.month - 1][:3]
    return f"{day}, {moment:%d} {month} {moment:%Y %H:%M:%S %z}"
