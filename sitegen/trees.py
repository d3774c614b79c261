"""A folder of files as a value, and bringing a folder to a planned value by difference."""

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from msgspec import Struct

from sitegen.store import write_new

FILE_MODE, FOLDER_MODE = 0o644, 0o755
NO_LINKS = frozenset({errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS})
Identity = tuple[int, int, int, int]
"""Inode, size, time of the bytes, time of the entry: by them a file is known to be as it was. The
last one nobody can set."""
NO_FILE: Identity = (0, -1, 0, 0)


class Staged(Struct, frozen=True):
    """A file outside the folder, on the same disk, with the bytes; it is moved where they go."""

    path: str
    size: int

    def __reduce__(self) -> tuple[type["Staged"], tuple[str, int]]:
        return Staged, (self.path, self.size)  # there are thousands on their way between processes


Planned = bytes | Identity | Staged
"""What a path shall hold: these bytes, or what it holds already, the file of this identity."""


def new_bytes(data: Planned) -> int:
    """How many bytes are planned that were not there."""
    if isinstance(data, tuple):
        return 0
    return data.size if isinstance(data, Staged) else len(data)


Told = TypeVar("Told")


class Tree(Struct, Generic[Told], frozen=True):
    """What a folder holds, by path relative to it: files, each with what is told of it; other
    folders. ``disks``: on which they lie.

    What is neither (a symbolic link, a pipe) counts as a file that equals no other.
    """

    files: Mapping[str, Told] = {}
    folders: Set[str] = frozenset()
    disks: Set[int] = frozenset()


def scan(root: Path, known: Mapping[str, Identity] = MappingProxyType({})) -> Tree[Identity]:
    """Empty when there is no such folder. What is as it is ``known`` is told by the same objects,
    all of it by the same mapping."""
    files: dict[str, Identity] = {}
    stood: list[str] = []
    folders, disks = set[str](), set[int]()
    for path, entry in _walked(root, folders, disks):
        one = _told(entry.stat(follow_symlinks=False)) if entry else NO_FILE
        if known.get(path) == one:
            stood.append(path)
        else:
            files[path] = one
    if files or len(stood) != len(known):
        return Tree(files | {path: known[path] for path in stood}, folders, disks)
    return Tree(known, folders, disks)


def links(root: Path) -> Tree[int]:
    """By inode alone, which a folder tells without a look at each of its files."""
    folders, disks = set[str](), set[int]()
    found = _walked(root, folders, disks)
    return Tree({path: entry.inode() if entry else 0 for path, entry in found}, folders, disks)


def _walked(
    root: Path, folders: set[str], disks: set[int]
) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Each file, of what is neither file nor folder the path alone. ``folders`` and ``disks``
    learn which there are."""
    waiting = [""] if root.exists() else []
    while waiting:
        prefix = waiting.pop()
        with _opened(f"{root}/{prefix}") as folder, os.scandir(folder) as entries:
            disks.add(os.fstat(folder).st_dev)
            for entry in entries:
                path = prefix + entry.name
                if entry.is_file(follow_symlinks=False):
                    yield path, entry
                elif entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append(f"{path}/")
                else:
                    yield path, None


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    """A folder that is open finds its files without the way to itself."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


_told = attrgetter("st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")


def identity_of(path: str) -> Identity:
    """Of a file, or what a link leads to."""
    found: Identity = _told(os.stat(path))
    return found


def matching(root: Path, tree: Tree[Identity], plan: Mapping[str, Planned]) -> set[str]:
    """The paths of the plan that the folder already holds, byte for byte."""

    found = tree.files.get
    whole = {path for path, data in plan.items() if (one := found(path)) is data or one == data}
    new = {path: data for path, data in plan.items() if not isinstance(data, tuple)}
    sized = {path for path, data in new.items() if found(path, NO_FILE)[1] == new_bytes(data)}
    return whole | {path for path in sized if holds(f"{root}/{path}", read(new[path]))}


def read(data: bytes | Staged) -> bytes:
    return data if isinstance(data, bytes) else Path(data.path).read_bytes()


def holds(path: str, data: bytes) -> bool:
    """Whether the file, whose size is right, has these bytes."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, len(data)) == data
    finally:
        os.close(descriptor)


def is_exactly(tree: Tree[Identity], whole: Set[str], plan: Mapping[str, Planned]) -> bool:
    return len(whole) == len(plan) == len(tree.files) and tree.folders == folders_of(plan)


def folders_of(paths: Iterable[str]) -> set[str]:
    folders = {path.rpartition("/")[0] for path in paths} - {""}
    above = folders
    while above := {folder.rpartition("/")[0] for folder in above} - {""}:
        folders |= above
    return folders


def reconcile(
    root: Path,
    tree: Tree[Told],
    whole: Set[str],
    plan: Mapping[str, Planned],
    at: Path,
    linkable: Set[str],
) -> bool:
    """Bring the folder ``root``, which holds ``tree``, to the plan; whether there was a link to all
    that is ``linkable``.

    ``whole`` are the files that are right already. Those in ``linkable`` stand in the folder
    ``at`` with the planned bytes and are linked from there. No file is written in place.
    """
    for path in sorted([path for path in tree.files if path not in whole]):
        os.unlink(f"{root}/{path}")
    needed = folders_of(plan)
    for folder in sorted(tree.folders - needed, reverse=True):
        os.rmdir(f"{root}/{folder}")
    for folder in sorted(needed - tree.folders):
        make_folder(root / folder)
    all_linked = True
    for path in sorted([path for path in plan if path not in whole]):
        linked = path in linkable and link(f"{at}/{path}", f"{root}/{path}")
        if not linked:
            put(plan[path], f"{root}/{path}", f"{at}/{path}")
        all_linked &= linked or path not in linkable
    return all_linked


def put(data: Planned, path: str, kept: str) -> None:
    """``kept`` is the file of that name in the other tree, which a staged one was moved to once."""
    if not (isinstance(data, Staged) and moved(data.path, path)):
        write_new(path, data if isinstance(data, bytes) else Path(kept).read_bytes(), FILE_MODE)


def moved(source: str, target: str) -> bool:
    """False where it was moved before."""
    try:
        os.rename(source, target)
    except FileNotFoundError:
        return False
    return True


def make_folder(path: Path) -> None:
    """Readable for the web server, whatever the umask of whoever builds."""
    path.mkdir()
    path.chmod(FOLDER_MODE)


def link(source: str, target: str) -> bool:
    """False where the file system has no links, or no more of them for this file."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno in NO_LINKS:
            return False
        raise
    return True
