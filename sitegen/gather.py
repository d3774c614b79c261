"""Dumps on disk, each with what its sidecars say."""

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct

from sitegen.content.frontmatter import load_mapping
from sitegen.contents import text_of
from sitegen.dumps import sidecar
from sitegen.dumps.limits import LARGEST_DUMP
from sitegen.dumps.sidecar import FOLDER_SIDECAR, Said
from sitegen.errors import DigestError, Problem
from sitegen.store import told

STDIN = "-"
CHUNK = 1 << 18
_NO_DUMPS = ("readme", "license", "licence")
_SIDECARS = (".yml", ".yaml")
_Folders = Callable[[Path], tuple[Said, dict[str, Said]]]


class Dump(Struct, frozen=True):
    """One dump on disk. ``name`` is its file name, ``file`` as the keeper gave it, both with a
    question mark for every sign that cannot be shown. ``open`` reads it from its beginning, as
    often as it is asked."""

    name: str
    file: str
    said: Said
    open: Callable[[], BinaryIO]

    @property
    def size(self) -> int:
        with told(Path(self.file)), self.open() as stream:
            return os.fstat(stream.fileno()).st_size

    def head(self, size: int) -> bytes:
        return b"".join(itertools.islice(self.chunks(size), 1))

    def data(self) -> bytes:
        """All of it, or so much that it is seen to be too large."""
        return b"".join(itertools.islice(self.chunks(), LARGEST_DUMP // CHUNK + 1))

    def chunks(self, size: int = CHUNK) -> "Chunks":
        return Chunks(self, size)


class Chunks(Struct, frozen=True):
    """The bytes of a dump, none held longer than it takes to read them."""

    dump: Dump
    size: int

    def __len__(self) -> int:
        return -(-self.dump.size // self.size)

    def __iter__(self) -> Iterator[bytes]:
        with told(Path(self.dump.file)), self.dump.open() as stream:
            while chunk := stream.read(self.size):
                yield chunk


def gather(sources: Iterable[str]) -> list[Dump]:
    """Every dump named: files, folders with all below them, ``-`` for standard input."""
    paths = list(dict.fromkeys(path for source in sources for path in _paths(source)))
    folders = cache(_folder_said)
    return [_dump(path, folders) for path in paths]


def without_dumps(sources: Iterable[str]) -> Iterator[Problem]:
    """Folders among the sources that hold no dump, links in them that lead nowhere."""
    for folder in (source for source in sources if Path(source).is_dir()):
        for path in sorted(_named(Path(folder))):
            if path.is_symlink() and not path.exists():
                reason = "a link that leads nowhere"
                yield Problem(_shown(str(path)), 0, reason, hint="Mend it, or remove it")
        if not any(_below(Path(folder))):
            hint = "Sidecars (*.yml), dot files, READMEs and licences are none"
            yield Problem(_shown(folder), 0, "there is no dump in the folder", hint=hint)


def _paths(source: str) -> Iterator[Path]:
    path = Path(source)
    with told(path):
        if not source:
            reason, hint = "the name of a dump is empty", "Is a variable of your script not set?"
            raise DigestError([Problem("''", 0, reason, hint=hint, error=True)])
        if path.is_dir():
            yield from sorted(_below(path))
        elif source == STDIN or path.exists():
            yield from () if path.suffix.lower() in _SIDECARS else (path,)
        else:
            reason = "there is no such file or folder"
            hint = "Name dumps that exist, a folder of them, or - for standard input"
            raise DigestError([Problem(_shown(source), 0, reason, hint=hint, error=True)])


def _below(folder: Path) -> Iterator[Path]:
    """Every dump in the folder and the folders in it, links to other folders left alone."""
    return (path for path in _named(folder) if path.is_file())


def _named(folder: Path) -> Iterator[Path]:
    """What has the name of a dump. A folder that cannot be read is an error."""

    def unreadable(error: OSError) -> None:
        with told(Path(error.filename)):
            raise error

    for where, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(where, name) for name in names if _is_dump(name))


def _is_dump(name: str) -> bool:
    said_to_be_none = name.startswith(".") or name.lower().startswith(_NO_DUMPS)
    return not said_to_be_none and not name.lower().endswith(_SIDECARS)


def _dump(path: Path, folders: _Folders) -> Dump:
    if str(path) == STDIN:
        return Dump("standard-input", "<stdin>", Said(), _kept(_standard_input))

    def opened() -> BinaryIO:
        return path.open("rb")

    again = opened if path.is_file() else _kept(opened)
    return Dump(_shown(path.name), _shown(str(path)), _said(path, folders), again)


def _standard_input() -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer if sys.stdin else BytesIO())


def _kept(opened: Callable[[], AbstractContextManager[BinaryIO]]) -> Callable[[], BinaryIO]:
    """What can be read only once goes to a temporary file, which can be read again."""

    @cache
    def copy() -> BinaryIO:
        kept = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the dump does
        with opened() as stream:
            shutil.copyfileobj(stream, kept, CHUNK)
        kept.flush()
        return cast(BinaryIO, kept)

    def again() -> BinaryIO:
        stream = os.fdopen(os.dup(copy().fileno()), "rb")
        stream.seek(0)
        return stream

    return again


def _shown(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def _said(path: Path, folders: _Folders) -> Said:
    """The file's own sidecar over its lines in ``dumps.yml`` over the folder's."""
    own = path.with_name(path.name + ".yml")
    single = sidecar.said(_values(own), str(own)) if _exists(own) else Said()
    general, files = folders(path.parent)
    return single.over(files.get(path.name, Said())).over(general)


def _folder_said(folder: Path) -> tuple[Said, dict[str, Said]]:
    path = folder / FOLDER_SIDECAR
    if not _exists(path):
        return Said(), {}
    return sidecar.folder_sidecar(_values(path), str(path))


def _exists(path: Path) -> bool:
    """False also for a name that is too long to be one."""
    return os.path.lexists(path)


def _values(path: Path) -> dict[str, object]:
    return load_mapping(text_of(path), str(path))
