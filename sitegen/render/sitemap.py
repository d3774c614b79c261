"""``sitemap.xml`` (an index of several where one would be too large) and ``robots.txt``."""

from collections.abc import Sequence
from html import escape

from sitegen.pages.planned import Planned
from sitegen.urls import Address

LARGEST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_files(address: Address, planned: Sequence[Planned]) -> dict[str, bytes]:
    """Every page that wants to be found, at the address this build is served at.

    A file holds at most 50,000 addresses (the limit of the sitemap protocol).
    """
    found = sorted(one.url for one in planned if not one.noindex)
    addresses = [address.absolute(url) for url in found]
    parts = [addresses[k : k + LARGEST] for k in range(0, len(addresses), LARGEST)] or [[]]
    if len(parts) == 1:
        return {"sitemap.xml": _document("urlset", "url", parts[0])}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    files = {
        name: _document("urlset", "url", part) for name, part in zip(names, parts, strict=True)
    }
    index = [address.absolute(name) for name in names]
    return {"sitemap.xml": _document("sitemapindex", "sitemap", index), **files}


def robots(address: Address) -> bytes:
    """Open to everybody: a preview is kept out of search engines by its pages' own word."""
    sitemap = address.absolute("sitemap.xml")
    return f"User-agent: *\nAllow: /\nSitemap: {sitemap}\n".encode()


def _document(root: str, item: str, addresses: Sequence[str]) -> bytes:
    found = (escape(address, quote=False) for address in addresses)
    lines = (f"  <{item}>\n    <loc>{one}</loc>\n  </{item}>\n" for one in found)
    inside = "\n" + "".join(lines)
    whole = (
        f'<{root} xmlns="{_NAMESPACE}">{inside}</{root}>'
        if addresses
        else (f'<{root} xmlns="{_NAMESPACE}" />')
    )
    return f"<?xml version='1.0' encoding='utf-8'?>\n{whole}\n".encode()
