"""What the search index of the last build was made of, by which a shard that would come out the
same is not made again.

Like the memory of pages it is this machine's, and of use as long as the files that were published
stand as they were written.
"""

import marshal
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.cachefolder import keep_newest, place_of
from sitegen.documents import Key, Shard, Url
from sitegen.kept import keep, kept
from sitegen.search import FOLDER
from sitegen.trees import Identity, scan

ROOM = "indexed"
_NOTHING = marshal.dumps({})


class Told(Struct, frozen=True):
    """By address the fingerprint of each paper, and the key of what is indexed of it; ``beside``:
    that of what no paper tells."""

    papers: Mapping[Url, tuple[bytes, Key]] = {}
    beside: str = ""

    @property
    def keys(self) -> dict[Url, Key]:
        return {url: key for url, (_, key) in self.papers.items()}


class Indexed(Struct, frozen=True):
    """``shards`` stand whole, in the order of the last build; ``files``: by URL."""

    shards: tuple[Shard, ...] = ()
    files: Mapping[str, Identity] = {}
    told: Told = Told()

    def by_folder(self) -> dict[str, dict[str, Identity]]:
        found: dict[str, dict[str, Identity]] = {}
        for url, one in self.files.items():
            found.setdefault(folder_of(url), {})[url] = one
        return found


def folder_of(url: str) -> str:
    """The shard a file belongs to; "" has the top with its own folders."""
    first, *rest = url.removeprefix(f"{FOLDER}/").split("/")
    return f"{first}/" if rest and first not in ("index", "fragment") else ""


def last_indexed(output: Path, program: str) -> Indexed:
    """The shards of the last build into this folder of which each file stands untouched.

    ``program`` names what made them: those of another one are none.
    """
    place = place_of(ROOM, output)
    try:
        said = marshal.loads(kept(place) or _NOTHING)
        if said.get("program") != program:
            return Indexed()
        files = said["files"]
        found = scan(Path(os.path.realpath(output)) / FOLDER).files
        broken = _broken(files, {f"{FOLDER}/{path}": one for path, one in found.items()})
        shards = tuple(Shard(*one) for one in said["shards"] if one[0] not in broken)
        return Indexed(shards, files, Told(*said["told"]))
    except (OSError, ValueError, EOFError, TypeError, KeyError, AttributeError):  # a damaged one
        return Indexed()


def remember_indexed(
    output: Path,
    published: Mapping[str, Identity],
    program: str,
    shards: Iterable[Shard],
    told: Told,
) -> None:
    place = place_of(ROOM, output)
    if place is None:
        return
    said = {
        "program": program,
        "shards": [(shard.folder, shard.papers) for shard in shards],
        "files": {url: one for url, one in published.items() if url.startswith(f"{FOLDER}/")},
        "told": (told.papers, told.beside),
    }
    keep(place, marshal.dumps(said))
    keep_newest(place.parent)


def _broken(said: Mapping[str, Identity], found: Mapping[str, Identity]) -> set[str]:
    """Folders of shards of which a file is not as it was."""
    return {folder_of(url) for url, one in said.items() if found.get(url) != one}
