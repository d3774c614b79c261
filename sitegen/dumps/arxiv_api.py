"""Answers of the arXiv API (Atom), as the old and the new server write them."""

import re

from sitegen.dumps.arxiv_entry import Entry, Haul
from sitegen.dumps.arxiv_parts import name, paper_id, utc_day
from sitegen.dumps.arxiv_xml import HEAD, Part, parse, root_name
from sitegen.dumps.capture import Reading
from sitegen.dumps.limits import MOST_AUTHORS
from sitegen.text import normalise

KIND = "arxiv-api"
_OURS = re.compile(
    r"arxiv\.org/api/|<title[^<>]{0,40}>arXiv (?:Query|Search Results)", re.IGNORECASE
)
_ERRORS = "/api/errors"
_LONGEST_MESSAGE = 300
_LONGEST_COUNT = 10


def looks_like(text: str) -> bool:
    """Whether this is an Atom feed that answers a query of the API."""
    head = text[:HEAD]
    return root_name(text) == "feed" and "rss.arxiv.org" not in head and bool(_OURS.search(head))


def read(text: str, file: str) -> Reading:
    """The papers in the order of the answer; they have no listing day."""
    haul = Haul(file)
    feed = parse(text, haul)
    for part in feed.entries:
        if _is_error(part):
            message = normalise(part.first("summary")[:_LONGEST_MESSAGE])
            haul.refuse(part.line, f"the arXiv API answered: {message}", hint="Check the query")
        else:
            haul.take(_entry(part))
    due = _due(feed.head)
    if not feed.entries and not haul.refused:
        haul.warn(1, "the answer holds no paper", feed.head.first("title"), "Check the query")
    elif len(feed.entries) < due:
        reason = f"the answer holds {len(feed.entries)} of the {due} papers that it counts"
        haul.warn(1, reason, hint="The API does so now and then: ask again")
    return haul.reading()


def _due(head: Part) -> int:
    """How many papers this page of the answer says that it has."""
    names = ("itemsperpage", "totalresults", "startindex")
    size, total, start = (_count(head.first(name)) for name in names)
    return min(size, max(0, total - start))


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_COUNT else 0


def _is_error(part: Part) -> bool:
    ident = part.first("id")
    return _ERRORS in ident or (part.first("title") == "Error" and not paper_id(ident)[0])


def _entry(part: Part) -> Entry:
    return Entry(
        line=part.line,
        ident=part.first("id"),
        title=part.first("title"),
        abstract=part.first("summary"),
        authors=tuple(filter(None, map(name, part.all("name")[:MOST_AUTHORS]))),
        categories=(*part.all("primary_category"), *part.all("category")),
        doi=part.first("doi"),
        comment=part.first("comment"),
        published=utc_day(part.first("published")),
        updated=utc_day(part.first("updated")),
    )
