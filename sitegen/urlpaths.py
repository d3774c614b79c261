"""Which URLs can stand together as files in one folder, on any file system."""

import unicodedata
from collections.abc import Iterable, Iterator

from sitegen.errors import DigestError, Problem

HINT = "Rename one of the pages"


def check_paths(paths: Iterable[str]) -> None:
    """DigestError that names every path which leaves the folder or gets in another's way.

    Names that differ in case or in the composition of accents only are one name on some disks.
    """
    ordered = sorted(paths)
    problems = [*malformed(ordered), *collisions(ordered)]
    if problems:
        raise DigestError(problems)


def malformed(paths: Iterable[str]) -> Iterator[Problem]:
    for path in paths:
        if "\0" in path or "\\" in path or not {"", ".", ".."}.isdisjoint(path.split("/")):
            yield Problem(path, 0, "this is no path below the site's folder", error=True)


def collisions(paths: Iterable[str]) -> Iterator[Problem]:
    owners: dict[str, tuple[str, bool, str]] = {}
    folders: set[str] = set()
    for path in paths:
        for name in names(path, folders):
            is_file = name == path
            found = owners.setdefault(fold(name), (name, is_file, path))
            if found[:2] != (name, is_file):
                yield Problem(path, 0, f"gets in the way of {found[2]}", hint=HINT, error=True)


def names(path: str, folders: set[str]) -> Iterator[str]:
    """The path and those of its folders that were not seen before."""
    yield path
    folder = path.rpartition("/")[0]
    while folder and folder not in folders:
        folders.add(folder)
        yield folder
        folder = folder.rpartition("/")[0]


def fold(name: str) -> str:
    return name if name.isascii() and name.islower() else composed(name)


def composed(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
