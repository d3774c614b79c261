"""What a build read, what it made and what it said: while both are as they were, nothing is to do.

What was read is told by its bytes, and those by what the file system says of the file, where an
earlier build read it: its size, and when it or its entry last changed, which nobody can set back.
So is the site told, file by file (``leftfiles``).
"""

import json
import marshal
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from sitegen.cachefolder import keep_newest, place_of
from sitegen.kept import keep, kept
from sitegen.memo import hashed
from sitegen.trees import Identity, identity_of

_PIECE = 1 << 20
_WHILE = 3_000_000_000  # nanoseconds: longer than what any file system takes for one moment
_SIZE = 20
_READ = "inputs"
_NOTHING = marshal.dumps({})


class Standing(Struct, frozen=True):
    """A build that changed nothing in the content. ``read``, ``made``: the fingerprints of what it
    read and of the files that it left; ``said``: its lines, ``clean``: whether there was nothing to
    complain of, ``report``: the report file."""

    read: str
    made: str
    said: tuple[str, ...]
    clean: bool
    report: Mapping[str, Any]


def of_inputs(said: Mapping[str, object], roots: Iterable[Path]) -> str:
    """The fingerprint of files and folders, of what the command line says, and of the program
    itself. "" where one of them can be read only once."""
    told = repr((sorted(said.items()), sys.version, *_program()))
    found = blake2b(told.encode(errors="surrogateescape"), digest_size=_SIZE)
    for root in roots:
        if root.is_dir():
            for name, entry in _below(str(root)):
                found.update(b"\0" + os.fsencode(name) + b"\0" + _content(entry.path))
        elif root.is_file():
            found.update(_content(str(root)))
        elif root.exists() or str(root) == "-":
            return ""
        found.update(b"\1")
    return found.hexdigest()


def remembered(output: Path) -> Standing | None:
    """What is known of the last build into this folder, on this machine."""
    place = place_of("builds", output)
    try:
        values = json.loads(kept(place) or "null")
        return Standing(**{**values, "said": tuple(values["said"])}) if values else None
    except (OSError, ValueError, TypeError, KeyError):  # a record that is damaged is none
        return None


def remember(output: Path, standing: Standing) -> None:
    if place := place_of("builds", output):
        keep(place, json.dumps(asdict(standing)).encode())
        keep_newest(place.parent)


def _below(root: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """(name below the root, entry) of every file, in order. Hidden ones are nobody's input."""
    with os.scandir(root) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            for name, one in _below(entry.path):
                yield f"{entry.name}/{name}", one
        else:
            yield entry.name, entry


def seen(path: Path) -> str:
    """The fingerprint of a file as this process read it; "" where it did not, or where that may
    have changed since."""
    known = _known.get(str(path))
    try:
        return known[1].hex() if known and known[0] == identity_of(str(path)) else ""
    except OSError:
        return ""


def recall(output: Path) -> None:
    """What the last build into this folder knew of the files that it read."""
    if _earlier:
        return
    try:
        _earlier.update(marshal.loads(kept(place_of(_READ, output)) or _NOTHING))
    except (ValueError, EOFError, TypeError):  # the memory of another version is none
        _earlier.clear()


def note(output: Path) -> None:
    """For ``recall``."""
    place = place_of(_READ, output)
    if place and _known != _earlier:
        keep(place, marshal.dumps(_known))
        keep_newest(place.parent)


def _content(path: str) -> bytes:
    """The digest of a file's bytes; of what cannot be read, its error. What was left alone for a
    while before a build read it, and is as it was, is not read again."""
    try:
        found = identity_of(path)
        known = _known.get(path) or _earlier.get(path)
        if known is None or known[0] != found:
            known = found, _digest(path)
            if time.time_ns() - max(found[2:]) > _WHILE:
                _known[path] = known
        elif path not in _known:
            _known[path] = known
        return known[1]
    except OSError as error:
        return str(error.errno).encode()


_known: dict[str, tuple[Identity, bytes]] = {}
_earlier: dict[str, tuple[Identity, bytes]] = {}


def _digest(path: str) -> bytes:
    found = hashed()
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.digest()


@cache
def _program() -> tuple[tuple[str, int, int], ...]:
    """Our own modules by size and time, the folders of packages by time; asked once a run."""
    return tuple(_parts())


def _parts() -> Iterator[tuple[str, int, int]]:
    for name, entry in _below(str(Path(__file__).parent)):
        if name.endswith(".py"):
            found = entry.stat()
            yield name, found.st_size, found.st_mtime_ns
    for folder in map(Path, sys.path):
        if folder.name.endswith("-packages") and folder.is_dir():
            yield str(folder), 0, folder.stat().st_mtime_ns
