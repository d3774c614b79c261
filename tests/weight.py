"""What a page weighs, compressed: itself and all that is asked for before its reader acts."""

import gzip
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache

from sites import Built, Html

PAGE = 100_000
DAY = 110_000  # the HTML of a day, which may have 150 papers with whole abstracts
_DAYS = ("day", "home")
_LOADED = ("stylesheet", "icon", "manifest", "modulepreload", "preload")
_STATIC_IMPORT = re.compile(r"""^(?:import|export)\b[^;(]*?["'](\.[^"']+)["']""", re.MULTILINE)


@cache
def packed(data: bytes) -> int:
    return len(gzip.compress(data, 9, mtime=0))


def weights(site: Built) -> dict[str, int]:
    """Every page of the site and its weight."""
    return {
        url: packed(site.files[url]) + sum(packed(site.files[part]) for part in parts(site, url))
        for url in site.pages
    }


def too_heavy(site: Built) -> list[str]:
    """What is wrong with a page, one text each. A day may be heavier than other pages."""
    found = []
    for url, weight in sorted(weights(site).items()):
        own = packed(site.files[url])
        if weight > PAGE and not (site.pages[url].kind in _DAYS and own <= DAY):
            found.append(f"{url}: {weight:,} bytes in all, {own:,} of HTML")
    return found


def parts(site: Built, url: str) -> set[str]:
    """The files that a browser asks for with the page."""
    found = set()
    for link in _asked(site.pages[url]):
        place = site.leads_to(url, link)
        assert place, f"{url} loads {link} from elsewhere"
        found |= set(_with_imports(site.files, place[0]))
    return found


def _asked(page: Html) -> Iterator[str]:
    for tag in page.tags:
        if tag.name in ("script", "img") and tag.get("src"):
            yield tag.get("src")
        elif tag.name == "link" and tag.get("rel") in _LOADED:
            yield tag.get("href")


def _with_imports(files: Mapping[str, bytes], url: str) -> Iterator[str]:
    yield url
    if url.endswith(".js"):
        for other in _STATIC_IMPORT.findall(files[url].decode()):
            yield from _with_imports(
                files, posixpath.normpath(posixpath.join(posixpath.dirname(url), other))
            )


def largest(site: Built) -> dict[str, tuple[str, int]]:
    """For each kind of page the heaviest, and its weight."""
    found = weights(site)
    heaviest: dict[str, tuple[str, int]] = {}
    for url in sorted(found, key=lambda url: (found[url], url)):
        heaviest[site.pages[url].kind] = (url, found[url])
    return heaviest
