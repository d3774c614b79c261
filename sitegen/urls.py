"""Every address of the site, relative to its root."""

import posixpath
from urllib.parse import urlsplit

from msgspec import Struct

from sitegen.dates import UNDATED

HOME, ARCHIVE, TOPICS, SEARCH = "index.html", "archive.html", "topics.html", "search.html"
TRENDING, READING = "trending.html", "reading.html"
FEEDS, ABOUT, NOT_FOUND, OPML = "feeds.html", "about.html", "404.html", "feeds/all.opml"
PEOPLE, MANIFEST, WORKER = "people.html", "manifest.webmanifest", "sw.js"
PAPERS_JSON, STYLE = "api/papers.json", "static/style.css"
SITE_PICTURE = "pictures/site.png"
ALL, TREND = "all", "trending"


def day(day: str, sheet: int = 1) -> str:
    front = f"days/{day}.html"
    return part(front, str(sheet)) if sheet > 1 else front


def day_json(day: str) -> str:
    return f"api/days/{day}.json"


def person(kind: str, slug: str) -> str:
    """``kind``: author or organization."""
    return f"{kind}s/{slug}.html"


def person_feed(kind: str, slug: str) -> str:
    """The name of a feed."""
    return f"{kind}s/{slug}"


def saved_search(slug: str) -> str:
    return f"searches/{slug}.html"


def saved_search_feed(slug: str) -> str:
    """The name of a feed."""
    return f"searches/{slug}"


def week(week: str) -> str:
    """``2025-W11``: the ISO week."""
    return f"weeks/{week}.html"


def month(month: str) -> str:
    return f"months/{month}.html"


def year(year: str) -> str:
    return f"years/{year}.html"


def topic(slug: str) -> str:
    return f"topics/{slug}.html"


def part(front: str, name: str) -> str:
    """A part of a long list, such as a month of a topic, below the list's first page."""
    return f"{front.removesuffix('.html')}/{name}.html"


def paper(slug: str) -> str:
    return f"papers/{slug}.html"


def feed(name: str, form: str) -> str:
    """``name``: a topic's slug or ALL; ``form``: atom or rss."""
    return f"feeds/{name}.{form}"


def picture(page: str) -> str:
    """Of a page of its own picture."""
    return f"pictures/{page.removesuffix('.html')}.png"


def month_of(day: str) -> str:
    return day if day == UNDATED else day[:7]


def root_of(url: str) -> str:
    """The way from a page back to the root: ``""``, ``"../"``, ..."""
    return "../" * url.count("/")


class Address(Struct, frozen=True):
    """Where the site is served. ``base`` is for feeds and the sitemap, ``production`` ("" when
    nobody said it) for canonical links; both end in a slash."""

    base: str
    production: str

    def absolute(self, url: str) -> str:
        return self.base + plain(url)

    def canonical(self, url: str) -> str:
        return self.production + plain(url) if self.production else ""

    def public(self, url: str) -> str:
        """The absolute address, "" where the site is only served on this machine."""
        return "" if urlsplit(self.base).hostname == "localhost" else self.absolute(url)

    @property
    def path(self) -> str:
        """``/repo/``: for the 404 page, which is served at any depth."""
        return posixpath.join("/", urlsplit(self.base).path)


def plain(url: str) -> str:
    """The home page is the folder itself."""
    return "" if url == HOME else url
