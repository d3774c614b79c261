"""The planned site becomes the site that is served, all of it in one step."""

import os
from collections.abc import Mapping, Set
from pathlib import Path

from msgspec import Struct

from sitegen.errors import DigestError, Problem
from sitegen.exchange import exchange, repair
from sitegen.leftfiles import Left, stands
from sitegen.store import told
from sitegen.trees import (
    Identity,
    Planned,
    Tree,
    folders_of,
    identity_of,
    is_exactly,
    links,
    make_folder,
    matching,
    reconcile,
    scan,
)
from sitegen.urlpaths import check_paths

MARKER = "build.json"
NOTHING = Left()


class Published(Struct, frozen=True):
    """How many files of the site were written, left alone and taken away; ``files``: what it holds
    now. ``beside``: the folders of the other tree, where it is known that each of its files is one
    with that of the site."""

    written: int
    kept: int
    removed: int
    files: Mapping[str, Identity] = {}
    beside: Set[str] = frozenset()


def publish(
    output: Path,
    files: Mapping[str, Planned],
    tree: Tree[Identity] | None = None,
    left: Left = NOTHING,
) -> Published:
    """Make the folder ``output`` hold exactly ``files``, by relative path. ``tree``: what ``found``
    told of it; ``left``: what is known of the last time.

    A file of which only the identity is given stays what it is; where it is another one, nothing
    is published and DigestError says so.

    Readers find the old site or the new one, never a mixture; an error or a kill leaves the old
    one. A sibling of the folder (``.site.other`` for ``site``) holds the same files, linked, so
    that the next change costs what changed. A site that is up to date is not touched. One of
    ``files`` must be the marker by which the next run knows the folder as its own.
    """
    live, other = both(output)
    tree = found(output, left) if tree is None else tree
    if files.keys() != tree.files.keys():  # else they stand together already
        check_paths(files)
    with told(output):
        whole = matching(live, tree, files)
        refuse_lost(output, files, whole)
        now, beside = tree.files, left.beside.keys() if tree.files is left.files else frozenset()
        if not is_exactly(tree, whole, files):
            shared, linked = prepare(other, files, live, tree, whole, left)
            put_in_place(live, other)
            make_root(other)
            linked &= reconcile(other, tree, whole, files, live, files.keys())
            now = {path: one for path, one in tree.files.items() if path in shared}
            others = [path for path in files if path not in shared]
            now |= {path: identity_of(f"{live}/{path}") for path in others}  # a link changes times
            beside = folders_of(files) if linked else frozenset()
    gone = sum([path not in files for path in tree.files])
    return Published(len(files) - len(whole), len(whole), gone, now, beside)


def found(output: Path, left: Left = NOTHING, *, look_only: bool = False) -> Tree[Identity]:
    """What the folder holds, repaired where a run was killed. DigestError where it is not ours.
    ``left``: what is known of the last time."""
    live, other = both(output)
    with told(output):
        if not look_only:
            repair(live, other)
            refuse_foreign(output, live, other)
        return scan(live, left.files)


def both(output: Path) -> tuple[Path, Path]:
    """The tree that is served and the other one."""
    live = Path(os.path.realpath(output))
    return live, live.with_name(f".{live.name}.other")


def refuse_foreign(output: Path, live: Path, other: Path) -> None:
    if other.is_symlink() or (other.exists() and not other.is_dir()):
        raise refusal(output.with_name(other.name), "this is not a folder of ours")
    if not live.exists():
        return
    if not live.is_dir():
        raise refusal(output, "this is not a folder")
    if (live / ".git").exists():
        raise refusal(output, "this folder is a Git working tree, which would be lost")
    if any(live.iterdir()) and not (live / MARKER).is_file():
        raise refusal(output, f"this folder was not made by sitegen: it has no {MARKER}")


def refuse_lost(output: Path, files: Mapping[str, Planned], whole: Set[str]) -> None:
    lost = [path for path, data in files.items() if path not in whole and isinstance(data, tuple)]
    if lost:
        reason, hint = "it is not as the last build left it", "Run again"
        raise DigestError([Problem(str(output / lost[0]), 0, reason, hint=hint, error=True)])


def refusal(path: Path, reason: str) -> DigestError:
    hint = "Choose another output folder, or empty this one if nothing in it is needed"
    return DigestError([Problem(str(path), 0, reason, hint=hint, error=True)])


def prepare(
    other: Path,
    files: Mapping[str, Planned],
    live: Path,
    tree: Tree[Identity],
    whole: set[str],
    left: Left,
) -> tuple[set[str], bool]:
    """Bring the tree nobody reads to the planned state; the paths that both trees had so before,
    and whether the others that the site has already could be linked."""
    make_root(other)
    if known := as_left(other, left, tree):
        return whole, reconcile(other, known, whole, files, live, whole)
    beside = links(other)
    shared = alike(tree, beside, whole)
    return shared, reconcile(other, beside, shared, files, live, whole)


def as_left(other: Path, left: Left, live: Tree[Identity]) -> Tree[Identity] | None:
    """What the other tree holds, where both are as they were left: each file is one in both."""
    if live.files is not left.files or not left.beside or not stands(other, left.beside):
        return None
    return Tree(left.files, left.beside.keys() - {""})


def alike(live: Tree[Identity], other: Tree[int], paths: set[str]) -> set[str]:
    """Those that are one file in both trees, which on one disk its inode tells."""
    if len(live.disks | other.disks) != 1:
        return set()
    inodes = other.files
    one_file = [path for path, one in live.files.items() if inodes.get(path) == one[0]]
    return paths.intersection(one_file)


def put_in_place(live: Path, other: Path) -> None:
    if live.exists():
        exchange(live, other)
    else:
        other.rename(live)


def make_root(folder: Path) -> None:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        make_folder(folder)
