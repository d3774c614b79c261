"""What the last build left on disk: the files of the site, the folders of the tree beside it."""

import marshal
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.cachefolder import keep_newest, place_of
from sitegen.kept import keep, kept, seal
from sitegen.trees import Identity, identity_of

_ROOM = "files"
_MOMENT = 20_000_000  # nanoseconds: longer than what any kernel takes for one moment


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
    said = kept(place_of(_ROOM, output))
    try:
        files, beside, pages = marshal.loads(said) if said else ({}, {}, "")
        return Left(files, beside, pages, seal(said).hex() if said else "")
    except (ValueError, EOFError, TypeError):  # the memory of another version is none
        return Left()


def leave(
    output: Path, files: Mapping[str, Identity], beside: Mapping[str, Identity], pages: str
) -> str:
    """Remembers them; the fingerprint."""
    said = marshal.dumps((dict(files), dict(beside), pages))
    if place := place_of(_ROOM, output):
        keep(place, said)
        keep_newest(place.parent)
    return seal(said).hex()


def looked_at(root: Path, folders: Iterable[str]) -> dict[str, Identity]:
    """Folders as they are now: what is told of one is another when a file comes into it, goes or
    is replaced. None where that may have happened in this very moment."""
    found = {folder: identity_of(f"{root}/{folder}") for folder in ("", *sorted(folders))}
    last = max(moment for one in found.values() for moment in one[2:])
    return found if time.time_ns() - last > _MOMENT else {}


def stands(root: Path, folders: Mapping[str, Identity]) -> bool:
    """Whether they are as they were."""
    try:
        return all(identity_of(f"{root}/{path}") == one for path, one in folders.items())
    except OSError:
        return False
