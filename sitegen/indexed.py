"""What the search index of the last build was made of, by which a shard that would come out the
same is not made again.

Like the memory of pages it is this machine's, and of use as long as the files that were published
stand as they were written.
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.cachefolder import keep_newest, place_of
from sitegen.documents import Shard
from sitegen.kept import keep, kept
from sitegen.search import FOLDER
from sitegen.trees import Identity, scan

ROOM = "indexed"


class Indexed(Struct, frozen=True):
    """``shards`` stand whole, in the order of the last build; ``files``: by URL."""

    shards: tuple[Shard, ...] = ()
    files: Mapping[str, Identity] = {}

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
        said = json.loads(kept(place) or "{}")
        if said.get("program") != program:
            return Indexed()
        files = {url: tuple(one) for url, one in said["files"].items()}
        found = scan(Path(os.path.realpath(output)) / FOLDER).files
        broken = _broken(files, {f"{FOLDER}/{path}": one for path, one in found.items()})
        shards = tuple(
            Shard(folder, {url: (key, name) for url, (key, name) in papers.items()})
            for folder, papers in said["shards"]
            if folder not in broken
        )
        return Indexed(shards, files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # a damaged memory is none
        return Indexed()


def remember_indexed(
    output: Path, published: Mapping[str, Identity], program: str, shards: Iterable[Shard]
) -> None:
    place = place_of(ROOM, output)
    if place is None:
        return
    rows = [(shard.folder, shard.papers) for shard in shards]
    files = {url: one for url, one in published.items() if url.startswith(f"{FOLDER}/")}
    keep(place, json.dumps({"program": program, "shards": rows, "files": files}).encode())
    keep_newest(place.parent)


def _broken(said: Mapping[str, Identity], found: Mapping[str, Identity]) -> set[str]:
    """Folders of shards of which a file is not as it was."""
    return {folder_of(url) for url, one in said.items() if found.get(url) != one}
