"""``sitemap.xml`` (an index of several where one would be too large) and ``robots.txt``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from html import escape

from sitegen.recordkey import plain_key
from sitegen.render.document import Document
from sitegen.urls import Address

LARGEST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_documents(address: Address, found: Sequence[str]) -> Iterator[Document]:
    """Every page that wants to be found, at the address this build is served at.

    A file holds at most 50,000 addresses (the limit of the sitemap protocol).
    """
    files = cache(lambda: _files(address, found))
    told, many = plain_key(list(found)), -(-len(found) // LARGEST)
    for name in ("sitemap.xml", *(_part(number) for number in range(many * (many > 1)))):
        yield Document(name, (), ("sitemap", name, told), partial(_one, files, name))


def _one(files: Callable[[], Mapping[str, bytes]], name: str) -> bytes:
    return files()[name]


def _part(number: int) -> str:
    return f"sitemap-{number + 1}.xml"


def _files(address: Address, found: Sequence[str]) -> dict[str, bytes]:
    addresses = [address.absolute(url) for url in sorted(found)]
    parts = [addresses[k : k + LARGEST] for k in range(0, len(addresses), LARGEST)] or [[]]
    if len(parts) == 1:
        return {"sitemap.xml": _document("urlset", "url", parts[0])}
    files = {_part(number): _document("urlset", "url", part) for number, part in enumerate(parts)}
    index = [address.absolute(name) for name in files]
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
