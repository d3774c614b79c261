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

from sitegen.cachefolder import keep_newest, place_of
from sitegen.kept import keep, kept, seal
from sitegen.leftfiles import Left, leave, left_in, looked_at
from sitegen.publish import Published, both
from sitegen.trees import Identity

Key = str
_SHARED = 16
_ROOM = "pages"


def key_from(shared: str, own: str) -> Key:
    """The fingerprints of what all pages share and of what the page itself is made from."""
    return shared[:_SHARED] + own


def shared_part(key: Key) -> str:
    return key[:_SHARED]


class Cards(Struct, frozen=True):
    """Slug -> the fingerprint of the paper, and of its card; ``beside``: that of what all cards
    may show and no paper tells."""

    papers: Mapping[str, bytes] = {}
    beside: str = ""
    cards: Mapping[str, bytes] = {}

    def of(self, papers: Mapping[str, bytes]) -> dict[str, bytes]:
        """The cards of those of the papers that are the same."""
        before, cards = self.papers, self.cards
        return {slug: cards[slug] for slug, key in papers.items() if before.get(slug) == key}


class Rendered(Struct, frozen=True):
    """The pages of the last build: address -> key; the files that it ``left``. ``lost``: pages
    whose file is not any more as it was written."""

    pages: Mapping[str, Key] = {}
    cards: Cards = field(default_factory=Cards)
    left: Left = field(default_factory=Left)
    lost: Set[str] = frozenset()

    def standing(self, url: str, key: Key) -> Identity | None:
        """The file that holds this page already."""
        return (
            self.left.files.get(url)
            if self.pages.get(url) == key and url not in self.lost
            else None
        )

    def all_standing(self, keys: Mapping[str, Key]) -> dict[str, Identity]:
        """By address the files that hold these pages already."""
        pages, files, lost = self.pages, self.left.files, self.lost
        same = [url for url, key in keys.items() if pages.get(url) == key]
        return {url: files[url] for url in same if url in files and url not in lost}

    def key(self, url: str) -> Key | None:
        return self.pages.get(url)


def last_rendered(output: Path) -> Rendered:
    """Those of the last build into this folder; who publishes sees whether their files stand."""
    left = left_in(output)
    try:
        said = kept(place_of(_ROOM, output))
        if not said or seal(said).hex() != left.pages or not output.is_dir():
            return Rendered(left=left)
        pages, cards = marshal.loads(said)
        return Rendered(pages, Cards(*cards), left)
    except (ValueError, EOFError, TypeError):  # the memory of another version is none
        return Rendered(left=left)


def remember_rendered(
    output: Path, published: Published, keys: Mapping[str, Key], cards: Cards
) -> str:
    """Of a site that was published the fingerprint of all files that it has now."""
    said = marshal.dumps((dict(keys), (dict(cards.papers), cards.beside, dict(cards.cards))))
    if place := place_of(_ROOM, output):
        keep(place, said)
        keep_newest(place.parent)
    other = both(output)[1]
    beside = looked_at(other, published.beside) if published.beside else {}
    return leave(output, published.files, beside, seal(said).hex())
