"""The planned site becomes the site that is served, all of it in one step."""

import os
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import DigestError, Problem
from sitegen.exchange import exchange, repair
from sitegen.store import told
from sitegen.trees import Planned, Tree, is_exactly, make_folder, matching, reconcile, scan
from sitegen.urlpaths import check_paths

MARKER = "build.json"


@dataclass(frozen=True, slots=True)
class Published:
    """How many files of the site were written, left alone and taken away."""

    written: int
    kept: int
    removed: int


def publish(output: Path, files: Mapping[str, Planned]) -> Published:
    """Make the folder ``output`` hold exactly ``files``, by relative path.

    A file of which only the identity is given stays what it is; where it was changed since, nothing
    is published and DigestError says so.

    Readers find the old site or the new one, never a mixture; an error or a kill leaves the old
    one. A sibling of the folder (``.site.other`` for ``site``) holds the same files, linked, so
    that the next change costs what changed. A site that is up to date is not touched. One of
    ``files`` must be the marker by which the next run knows the folder as its own.
    """
    check_paths(files)
    live = Path(os.path.realpath(output))
    other = live.with_name(f".{live.name}.other")
    with told(output):
        repair(live, other)
        refuse_foreign(output, live, other)
        tree = scan(live)
        whole = matching(live, tree, files)
        refuse_lost(output, files, whole)
        if not is_exactly(tree, whole, files):
            prepare(other, files, live, tree, whole)
            put_in_place(live, other)
            make_root(other)
            reconcile(other, tree, whole, files, live, files.keys())
    gone = len(tree.files.keys() - files.keys())
    return Published(len(files) - len(whole), len(whole), gone)


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
        reason, hint = "it was changed while the site was built", "Run again"
        raise DigestError([Problem(str(output / lost[0]), 0, reason, hint=hint, error=True)])


def refusal(path: Path, reason: str) -> DigestError:
    hint = "Choose another output folder, or empty this one if nothing in it is needed"
    return DigestError([Problem(str(path), 0, reason, hint=hint, error=True)])


def prepare(
    other: Path, files: Mapping[str, Planned], live: Path, tree: Tree, whole: set[str]
) -> None:
    """Bring the tree nobody reads to the planned state."""
    make_root(other)
    found = scan(other)
    shared = {path for path in whole if found.files.get(path) == tree.files[path]}
    rest = {path: data for path, data in files.items() if path not in shared}
    ready = shared | matching(other, found, rest)
    reconcile(other, found, ready, files, live, whole)


def put_in_place(live: Path, other: Path) -> None:
    if live.exists():
        exchange(live, other)
    else:
        other.rename(live)


def make_root(folder: Path) -> None:
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        make_folder(folder)
