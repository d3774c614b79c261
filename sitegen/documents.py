"""What the search index is made of."""

from collections.abc import Collection, Mapping

from msgspec import Struct

Url = str
Key = str


class Document(Struct, frozen=True):
    """A paper as the index should see it.

    ``url`` is relative to the site's root ("papers/x.html"). ``title`` and ``text`` are HTML: the
    words of the text are indexed, where there is none those of the title. ``said`` stands beside
    them, by name: found as well, and no part of excerpts.
    """

    url: Url
    title: str
    text: str
    said: tuple[tuple[str, str], ...] = ()


class Shard(Struct, frozen=True):
    """A part of the index. ``folder`` is where it lies: "", which has what came last, or "name/".
    ``papers``: of each paper the key of what was indexed, and its id in the index."""

    folder: str
    papers: Mapping[Url, tuple[Key, str]]

    def fresh(self, wanted: Mapping[Url, Key]) -> set[Url]:
        return {url for url, (key, _) in self.papers.items() if wanted.get(url) == key}

    def holds_exactly(self, urls: Collection[Url], wanted: Mapping[Url, Key]) -> bool:
        return self.papers.keys() == set(urls) and len(self.fresh(wanted)) == len(urls)

    def gone(self, wanted: Mapping[Url, Key]) -> list[str]:
        """The ids that no longer count: their papers were changed or deleted."""
        fresh = self.fresh(wanted)
        return sorted(name for url, (_, name) in self.papers.items() if url not in fresh)
