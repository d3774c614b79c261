"""What the pages of the last build were rendered from, by which a page that would come out the same
is not rendered again.

A template sees a frame, which is the same for all pages, and the record of its page; their
fingerprint is the key of the page. The memory is this machine's, and only of use as long as the
file that was published stands as it was written.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.cachefolder import keep_newest, place_of
from sitegen.kept import keep, kept
from sitegen.trees import Identity, scan

Key = str
_SHARED = 16


def key_from(shared: str, own: str) -> Key:
    """The fingerprints of what all pages share and of what the page itself is made from."""
    return shared[:_SHARED] + own


def shared_part(key: Key) -> str:
    return key[:_SHARED]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The pages that stand: address -> key and file. ``keys``: of all pages of the last build;
    ``papers``: slug -> fingerprint."""

    pages: Mapping[str, tuple[Key, Identity]] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)

    def standing(self, url: str, key: Key) -> Identity | None:
        """The file that holds this page already."""
        known = self.pages.get(url)
        return known[1] if known and known[0] == key else None


def last_rendered(output: Path) -> Rendered:
    """Those of the last build into this folder that stand untouched."""
    place = place_of("rendered", output)
    try:
        said = json.loads(kept(place) or "{}")
        rows = said["pages"]
        found = scan(Path(os.path.realpath(output))).files if rows else {}
        pages = {url: (key, found[url]) for url, (key, *row) in rows.items() if url in found}
        same = {url: one for url, one in pages.items() if list(one[1]) == rows[url][1:]}
        return Rendered(same, {url: row[0] for url, row in rows.items()}, said["papers"])
    except (
        OSError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
    ):  # a damaged memory is none
        return Rendered()


def remember_rendered(
    output: Path,
    published: Mapping[str, Identity],
    keys: Iterable[tuple[str, Key]],
    papers: Mapping[str, str],
) -> None:
    place = place_of("rendered", output)
    if place is None:
        return
    rows = {url: (key, *published[url]) for url, key in keys if url in published}
    keep(place, json.dumps({"pages": rows, "papers": papers}).encode())
    keep_newest(place.parent)
