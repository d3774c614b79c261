"""What the last build left on disk: the files of the site, the folders of the tree beside it."""

import marshal
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.cachefolder import keep_newest, place_of
from sitegen.kept import keep, named
from sitegen.trees import Identity, identity_of

_ROOM = "files"
_MOMENT = 20_000_000  # nanoseconds: longer than what any kernel takes for one moment
_COARSE = 1_000_000  # what file systems without finer times round to, or a multiple of it


class Left(Struct, frozen=True):
    """``files``: by path below the site. ``beside``: folders of the other tree, "" itself, where
    each of its files was one with that of the site. ``pages``: the name of what is known of the
    pages; ``name``: a fingerprint of all this."""

    files: Mapping[str, Identity] = {}
    beside: Mapping[str, Identity] = {}
    pages: str = ""
    name: str = ""


def left_in(output: Path) -> Left:
    """By the last build into this folder."""
    said = named(place_of(_ROOM, output))
    if said is None:
        return Left()
    try:
        files, beside, pages = marshal.loads(said[1])
        return Left(files, beside, pages, said[0])
    except (ValueError, EOFError, TypeError):  # the memory of another version is none
        return Left()


def leave(
    output: Path, files: Mapping[str, Identity], beside: Mapping[str, Identity], pages: str
) -> str:
    """Remembers them; the fingerprint."""
    place = place_of(_ROOM, output)
    name = keep(place, marshal.dumps((dict(files), dict(beside), pages)))
    if place:
        keep_newest(place.parent)
    return name


def looked_at(root: Path, folders: Iterable[str]) -> dict[str, Identity]:
    """Folders as they are now: what is told of one is another when a file comes into it, goes or
    is replaced. None where that may have happened in this very moment, or where the file system
    tells times too coarsely to know."""
    found = {folder: identity_of(f"{root}/{folder}") for folder in ("", *sorted(folders))}
    moments = [moment for one in found.values() for moment in one[2:]]
    is_over = time.time_ns() - max(moments) > _MOMENT
    return found if is_over and all(moment % _COARSE for moment in moments) else {}


def stands(root: Path, folders: Mapping[str, Identity]) -> bool:
    """Whether they are as they were."""
    try:
        return all(identity_of(f"{root}/{path}") == one for path, one in folders.items())
    except OSError:
        return False
