"""arXiv's announcement feeds: RSS 1.0 (RDF), RSS 2.0 and Atom.

The date of an entry is the day of its announcement, never the day of a version.
"""

import html
import re

from msgspec import Struct

from sitegen.dumps.arxiv_entry import Entry, Haul
from sitegen.dumps.arxiv_parts import people, utc_day
from sitegen.dumps.arxiv_xml import HEAD, Part, parse, root_name
from sitegen.dumps.capture import Reading
from sitegen.text import normalise

KIND = "arxiv-feed"
_ROOTS = frozenset({"rdf", "rss", "feed"})
_OURS = re.compile(
    r"rss\.arxiv\.org|(?:updates|archive) on (?:the )?arXiv|<link>http://arxiv\.org/"
)
_ANNOUNCED = re.compile(
    r"\s*arXiv:(?P<ident>\S{1,40})\s+Announce Type:\s*(?P<type>[\w-]{1,40})\s*(?:Abstract:)?"
)
_TITLE_END = re.compile(
    r"\.?\s*\(arXiv:(?P<ident>\S{1,40})\s+\[(?P<category>[^\]\s]{1,40})\]\s*"
    r"(?P<mark>UPDATED|CROSS LISTED)?\s*\)$"
)
_LONGEST_TITLE_END = 150
_LONGEST_MESSAGE = 300
_PARAGRAPH = re.compile(r"</?p>")
_ANCHOR = re.compile(r'<a href="([^"<>\s]{1,500})"[^<>]{0,200}>this \w{1,9} URL</a>')
_TAG = re.compile(r"<[^<>]*>")
_NO_DAY = "the feed does not say on which day it was announced"


class _Said(Struct, frozen=True):
    """What a title or a description says beside its text."""

    text: str
    ident: str = ""
    type: str = ""
    category: str = ""


def looks_like(text: str) -> bool:
    """Whether this is RDF, RSS or Atom that speaks of arXiv's updates."""
    return root_name(text) in _ROOTS and bool(_OURS.search(text[:HEAD]))


def read(text: str, file: str) -> Reading:
    """New and cross-listed papers under the day of announcement, replacements without a day."""
    haul = Haul(file)
    feed = parse(text, haul)
    announced = utc_day(feed.head.first("pubdate", "date", "updated", "lastbuilddate"))
    is_rdf = root_name(text) == "rdf"
    for part in (feed.head, *feed.entries):
        if part.first("title").startswith("Feed error"):
            message = part.first("description", "summary", "subtitle") or part.first("title")
            reason = f"arXiv answered: {normalise(message[:_LONGEST_MESSAGE])}"
            haul.refuse(part.line, reason, hint="Ask again, check the categories")
        elif part is not feed.head:
            haul.take(_entry(part, announced, is_rdf))
    if not feed.entries and not haul.refused:
        haul.warn(1, "the feed has no entry", hint="arXiv announces nothing on weekends")
    elif not announced and any(not (one.day or one.facts.updated) for one in haul.records):
        haul.warn(1, _NO_DAY, hint="Its papers have no day: give it with --date")
    return haul.reading()


def _entry(part: Part, announced: str, is_rdf: bool) -> Entry:
    title = _title(part.first("title"), is_rdf)
    body = _body(part.first("description", "summary"), is_rdf)
    day = utc_day(part.first("pubdate", "published")) or announced
    kind = part.first("announce_type") or body.type or title.type
    replaces = kind.startswith("replace")
    return Entry(
        line=part.line,
        ident=title.ident or body.ident or part.first("guid", "id", "link"),
        title=title.text,
        abstract=body.text,
        authors=people(_names(part)),
        categories=part.all("category") or (title.category,),
        doi=part.first("doi"),
        updated=day if replaces else "",
        day="" if replaces else day,
        revised=replaces,
    )


def _title(text: str, is_rdf: bool) -> _Said:
    """RDF titles end in the id, the category and a mark, after a full stop of their own."""
    if not is_rdf:
        return _Said(text)
    start = max(0, len(text) - _LONGEST_TITLE_END)
    found = _TITLE_END.search(text, start)
    if not found:
        return _Said(html.unescape(text))
    kind = "replace" if found["mark"] == "UPDATED" else "new"
    return _Said(html.unescape(text[: found.start()]), found["ident"], kind, found["category"])


def _body(text: str, is_rdf: bool) -> _Said:
    if is_rdf:
        text = _ANCHOR.sub(r"\1", _PARAGRAPH.sub(" ", text))
        return _Said(html.unescape(text))
    found = _ANNOUNCED.match(text)
    return _Said(text[found.end() :], found["ident"], found["type"]) if found else _Said(text)


def _names(part: Part) -> str:
    """Escaped links in RDF, plain names elsewhere; one element or one for each name."""
    stated = ", ".join(part.all("creator") or part.all("name"))
    return html.unescape(_TAG.sub("", stated))
