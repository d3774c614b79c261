"""The planned site becomes the site that is served, all of it in one step."""

import os
from collections.abc import Mapping, Set
from pathlib import Path

from msgspec import Struct

from sitegen.errors import DigestError, Problem
from sitegen.exchange import exchange, repair
from sitegen.store import told
from sitegen.trees import (
    Identity,
    Planned,
    Tree,
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


class Published(Struct, frozen=True):
    """How many files of the site were written, left alone and taken away; ``files``: what it holds
    now."""

    written: int
    kept: int
    removed: int
    files: Mapping[str, Identity] = {}


def publish(
    output: Path, files: Mapping[str, Planned], tree: Tree[Identity] | None = None
) -> Published:
    """Make the folder ``output`` hold exactly ``files``, by relative path. ``tree``: what ``found``
    told of it.

    A file of which only the identity is given stays what it is; where it is another one, nothing
    is published and DigestError says so.

    Readers find the old site or the new one, never a mixture; an error or a kill leaves the old
    one. A sibling of the folder (``.site.other`` for ``site``) holds the same files, linked, so
    that the next change costs what changed. A site that is up to date is not touched. One of
    ``files`` must be the marker by which the next run knows the folder as its own.
    """
    live, other = both(output)
    tree = found(output) if tree is None else tree
    if files.keys() != tree.files.keys():  # else they stand together already
        check_paths(files)
    with told(output):
        whole = matching(live, tree, files)
        refuse_lost(output, files, whole)
        now = tree.files
        if not is_exactly(tree, whole, files):
            shared = prepare(other, files, live, tree, whole)
            put_in_place(live, other)
            make_root(other)
            reconcile(other, tree, whole, files, live, files.keys())
            now = {path: one for path, one in tree.files.items() if path in shared}
            others = (path for path in files if path not in shared)
            now |= {path: identity_of(f"{live}/{path}") for path in others}  # a link changes times
    gone = sum(path not in files for path in tree.files)
    return Published(len(files) - len(whole), len(whole), gone, now)


def found(output: Path, *, look_only: bool = False) -> Tree[Identity]:
    """What the folder holds, repaired where a run was killed. DigestError where it is not ours."""
    live, other = both(output)
    with told(output):
        if not look_only:
            repair(live, other)
            refuse_foreign(output, live, other)
        return scan(live)


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
    lost = [path for path, data in files.items() if isinstance(data, tuple) and path not in whole]
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
) -> set[str]:
    """Bring the tree nobody reads to the planned state; the paths that both trees had so before."""
    make_root(other)
    beside = links(other)
    shared = alike(tree, beside, whole)
    reconcile(other, beside, shared, files, live, whole)
    return shared


def alike(live: Tree[Identity], other: Tree[int], paths: Set[str]) -> set[str]:
    """Those that are one file in both trees, which on one disk its inode tells."""
    if len(live.disks | other.disks) != 1:
        return set()
    inodes = other.files
    one_file = (path for path, one in live.files.items() if inodes.get(path) == one[0])
    return {path for path in one_file if path in paths}


def put_in_place(live: Path, other: Path) -> None:
    if live.exists():
        exchange(live, other)
    else:
        other.rename(live)


def make_root(folder: Path) -> None:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        make_folder(folder)
