"""What the pages of the last build were rendered from, by which a page that would come out the same
is not rendered again.

A template sees a frame, which is the same for all pages, and the record of its page; their
fingerprint is the key of the page. The memory is this machine's, and only of use as long as the
file that was published stands as it was written.
"""

import marshal
from collections.abc import Mapping, Set
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import astuple

from sitegen.cachefolder import keep_newest, place_of
from sitegen.kept import keep, named
from sitegen.leftfiles import Left, leave, left_in, looked_at
from sitegen.publish import Published, both
from sitegen.standing import of_inputs
from sitegen.trees import Identity

Key = str
SIZE = 16  # of a fingerprint in bytes
_SHARED = 16
_ROOM = "pages"


def key_from(shared: str, own: str) -> Key:
    """The fingerprints of what all pages share and of what the page itself is made from."""
    return shared[:_SHARED] + own


def shared_part(key: Key) -> str:
    return key[:_SHARED]


class OfPapers(Struct, frozen=True):
    """What papers' pages were rendered from. ``own``: by slug the fingerprints of the paper, of its
    card and of what else stands on its page, one after the other; ``beside``: that of what all
    cards may show and no paper tells; ``shared``: that of what all pages have in common."""

    own: Mapping[str, bytes] = {}
    beside: str = ""
    shared: str = ""

    def paper(self, slug: str) -> bytes:
        """Its fingerprint; nothing where it was not there."""
        return self.own.get(slug, b"")[:SIZE]

    def cards_of(self, papers: Mapping[str, bytes]) -> dict[str, bytes]:
        """By slug the cards of those of the papers that are the same."""
        told = self.own.items()
        return {slug: one[SIZE : 2 * SIZE] for slug, one in told if papers.get(slug) == one[:SIZE]}

    def key(self, slug: str) -> Key | None:
        return key_from(self.shared, self.own[slug].hex()) if slug in self.own else None


class Rendered(Struct, frozen=True):
    """The last build. ``pages``: of those that are no paper's, and of documents, address -> key;
    the files that it ``left``. ``lost``: pages whose file is not any more as it was written."""

    pages: Mapping[str, Key] = {}
    papers: OfPapers = field(default_factory=OfPapers)
    left: Left = field(default_factory=Left)
    lost: Set[str] = frozenset()

    def standing(self, keys: Mapping[str, Key]) -> dict[str, Identity]:
        """By address the files that hold these pages already."""
        pages = self.pages
        return self._whole([url for url, key in keys.items() if pages.get(url) == key])

    def papers_standing(self, pages: Mapping[str, str], papers: OfPapers) -> dict[str, Identity]:
        """The same of the pages of papers (address -> slug)."""
        before, own = self.papers.own, papers.own
        if papers.shared != self.papers.shared:
            return {}
        return self._whole([url for url, slug in pages.items() if before.get(slug) == own[slug]])

    def _whole(self, same: list[str]) -> dict[str, Identity]:
        files, lost = self.left.files, self.lost
        return {url: files[url] for url in same if url in files and url not in lost}


def last_rendered(output: Path) -> Rendered:
    """Those of the last build into this folder; who publishes sees whether their files stand.
    Another version of the program knows nothing of them."""
    left = left_in(output)
    said = named(place_of(_ROOM, output))
    try:
        if not said or said[0] != left.pages or not output.is_dir():
            return Rendered(left=left)
        edition, pages, papers = marshal.loads(said[1])
        if edition != of_inputs({}, ()):
            return Rendered(left=left)
        return Rendered(pages, OfPapers(*papers), left)
    except (ValueError, EOFError, TypeError):  # as another version wrote it
        return Rendered(left=left)


def remember_rendered(
    output: Path, published: Published, keys: Mapping[str, Key], papers: OfPapers
) -> str:
    """Of a site that was published the fingerprint of all files that it has now."""
    place = place_of(_ROOM, output)
    name = keep(place, marshal.dumps((of_inputs({}, ()), dict(keys), astuple(papers))))
    if place:
        keep_newest(place.parent)
    other = both(output)[1]
    beside = looked_at(other, published.beside) if published.beside else {}
    return leave(output, published.files, beside, name)
