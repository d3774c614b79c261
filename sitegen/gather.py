"""Dumps on disk, each with what its sidecars say."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitegen.content.frontmatter import load_mapping
from sitegen.contents import text_of
from sitegen.dumps import sidecar
from sitegen.dumps.sidecar import FOLDER_SIDECAR, Said
from sitegen.errors import DigestError, Problem
from sitegen.store import read_bytes

STDIN = "-"
_NO_DUMPS = ("readme", "license", "licence")
_SIDECARS = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Dump:
    """The bytes of one dump. ``name`` is its file name, ``file`` as the keeper gave it."""

    name: str
    file: str
    data: bytes
    said: Said


def gather(sources: Iterable[str]) -> list[Dump]:
    """Every dump named: files, folders with all below them, ``-`` for standard input."""
    paths = list(dict.fromkeys(path for source in sources for path in _paths(source)))
    return [_dump(path) for path in paths]


def _paths(source: str) -> Iterator[Path]:
    path = Path(source)
    if source == STDIN or path.is_file():
        yield path
    elif path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.is_file() and _is_dump(p, path))
    else:
        reason = "there is no such file or folder"
        hint = "Name dumps that exist, a folder of them, or - for standard input"
        raise DigestError([Problem(source, 0, reason, hint=hint, error=True)])


def _is_dump(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    named = path.name.lower().startswith(_NO_DUMPS)
    return not hidden and not named and path.suffix.lower() not in _SIDECARS


def _dump(path: Path) -> Dump:
    if str(path) == STDIN:
        return Dump("standard-input", "<stdin>", sys.stdin.buffer.read(), Said())
    return Dump(path.name, str(path), read_bytes(path), _said(path))


def _said(path: Path) -> Said:
    """The file's own sidecar over its lines in ``dumps.yml`` over the folder's."""
    own = path.with_name(path.name + ".yml")
    single = sidecar.said(_values(own), str(own)) if own.exists() else Said()
    general, files = _folder_said(path.parent)
    return single.over(files.get(path.name, Said())).over(general)


@lru_cache(maxsize=64)
def _folder_said(folder: Path) -> tuple[Said, dict[str, Said]]:
    path = folder / FOLDER_SIDECAR
    if not path.exists():
        return Said(), {}
    return sidecar.folder_sidecar(_values(path), str(path))


def _values(path: Path) -> dict[str, object]:
    return load_mapping(text_of(path), str(path))
