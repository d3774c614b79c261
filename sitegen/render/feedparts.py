"""What feeds and their entries say, and how feeds end."""

from datetime import datetime

from msgspec import Struct

from sitegen.dates import MONTHS

_DAYS = "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
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
    """A moment of UTC as Atom and as RSS say it."""
    return {name: moment.isoformat(), f"{name}, in words": in_words(moment)}


def in_words(moment: datetime) -> str:
    """As mail and RSS write it, in no other zone than UTC: ``Tue, 11 Mar 2025 00:12:03 +0000``."""
    day, month, at = _DAYS[moment.weekday()], MONTHS[moment.month - 1][:3], moment.isoformat()
    return f"{day}, {at[8:10]} {month} {at[:4]} {at[11:19]} +0000"
