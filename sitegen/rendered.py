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
from sitegen.kept import keep, kept
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
    """The pages of the last build: address -> key and file. ``lost``: those whose file is not any
    more as it was written."""

    pages: Mapping[str, tuple[Key, Identity]] = {}
    cards: Cards = field(default_factory=Cards)
    lost: Set[str] = frozenset()

    def standing(self, url: str, key: Key) -> Identity | None:
        """The file that holds this page already."""
        known = self.pages.get(url)
        return known[1] if known and known[0] == key and url not in self.lost else None

    def key(self, url: str) -> Key | None:
        known = self.pages.get(url)
        return known and known[0]

    @property
    def nothing_stands(self) -> bool:
        return len(self.lost) == len(self.pages)


def last_rendered(output: Path) -> Rendered:
    """Those of the last build into this folder; who publishes sees whether their files stand."""
    try:
        said = kept(place_of(_ROOM, output))
        if not said or not output.is_dir():
            return Rendered()
        pages, cards = marshal.loads(said)
        return Rendered(pages, Cards(*cards))
    except (ValueError, EOFError, TypeError):  # the memory of another version is none
        return Rendered()


def remember_rendered(
    output: Path,
    published: Mapping[str, Identity],
    keys: Mapping[str, Key],
    cards: Cards,
) -> None:
    place = place_of(_ROOM, output)
    if place is None:
        return
    rows = {url: (key, published[url]) for url, key in keys.items() if url in published}
    keep(place, marshal.dumps((rows, (dict(cards.papers), cards.beside, dict(cards.cards)))))
    keep_newest(place.parent)
