"""What feeds and their entries say, and how feeds end."""

from datetime import datetime

from msgspec import Struct

END_OF_ATOM, END_OF_RSS = "</feed>\n", "  </channel>\n</rss>\n"


class Head(Struct, frozen=True):
    """What a feed says of itself. ``page``: the address of its HTML twin."""

    id: str
    title: str
    description: str
    author: str
    language: str
    updated: datetime
    page: str


class Entry(Struct, frozen=True):
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


def said(name: str, moment: datetime) -> dict[str, str]:
    """As Atom and as RSS say it."""
    from email.utils import format_datetime  # slow to load, and most runs write no feed

    return {name: moment.isoformat(), f"{name}, in words": format_datetime(moment)}
