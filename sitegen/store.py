"""Files: read, replaced whole or not at all, changed together."""

import errno
import itertools
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from sitegen.errors import DigestError, Problem

HINTS = {
    errno.ENOSPC: "Free some space and run again",
    errno.EDQUOT: "Free some space and run again",
    errno.EACCES: "Give your user the right to read and write here",
    errno.EPERM: "Give your user the right to read and write here",
    errno.EROFS: "Choose a folder that can be written",
    errno.ENOENT: "Check the name",
    errno.EISDIR: "A folder stands where a file belongs: move it away",
    errno.ENOTDIR: "A file stands where a folder belongs: move it away",
    errno.ENAMETOOLONG: "Choose a shorter name",
}
_serial = itertools.count()


@contextmanager
def told(path: Path | str) -> Iterator[None]:
    """An OSError inside becomes a DigestError about ``path``, with what to do."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "cannot be read or written").lower()
        hint = HINTS.get(error.errno or 0, "")
        raise DigestError([Problem(str(path), 0, reason, hint=hint, error=True)]) from error


def read_bytes(path: Path) -> bytes:
    with told(path):
        return path.read_bytes()


def write_atomic(path: Path, data: bytes) -> bool:
    """Make ``path`` hold ``data``, parents included; False if it did and was left untouched.

    A reader sees the old bytes or the new ones. A symbolic link stays one, its target changes;
    the file keeps its mode.
    """
    return bool(apply({path: data}))


@contextmanager
def replaced(path: Path) -> Iterator[IO[bytes]]:
    """A new file, which takes the place of ``path`` when all is in it; parents included."""
    with told(path), ExitStack() as undo:
        make_parents(path.parent, undo)
        temporary = path.with_name(f".{os.getpid()}-{next(_serial)}.tmp")
        temporary.unlink(missing_ok=True)
        undo.callback(temporary.unlink, missing_ok=True)
        with temporary.open("xb") as file:
            yield file
        temporary.replace(path)
        undo.pop_all()


def remove(path: Path) -> bool:
    """False if there was nothing to remove."""
    return bool(apply({path: None}))


def apply(changes: Mapping[Path, bytes | None]) -> tuple[Path, ...]:
    """Write files, and remove those that map to None; returns the paths that changed, sorted.

    Whatever can fail for want of space or rights happens before the first file is replaced:
    an error until then leaves everything as it was.
    """
    changed = tuple(path for path in sorted(changes) if differs(path, changes[path]))
    with ExitStack() as undo:
        staged = [(path, stage(path, changes[path], undo)) for path in changed]
        for path, temporary in staged:
            with told(path):
                settle(path, temporary)
        undo.pop_all()
    return changed


def differs(path: Path, data: bytes | None) -> bool:
    with told(path):
        try:
            return path.read_bytes() != data
        except FileNotFoundError:
            return data is not None


def stage(path: Path, data: bytes | None, undo: ExitStack) -> Path | None:
    """Write the temporary file beside the target; ``undo`` learns how to take it back."""
    with told(path):
        if data is None:
            require_writable(path.parent)
            return None
        target = Path(os.path.realpath(path))
        make_parents(target.parent, undo)
        temporary = target.with_name(f".{os.getpid()}-{next(_serial)}.tmp")
        temporary.unlink(missing_ok=True)
        undo.callback(temporary.unlink, missing_ok=True)
        write_new(temporary, data, mode_of(target))
        return temporary


def settle(path: Path, temporary: Path | None) -> None:
    if temporary is None:
        path.unlink()
    else:
        temporary.replace(os.path.realpath(path))


def require_writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def make_parents(folder: Path, undo: ExitStack) -> None:
    if not folder.exists():
        make_parents(folder.parent, undo)
        folder.mkdir()
        undo.callback(remove_empty, folder)


def remove_empty(folder: Path) -> None:
    """Somebody else may have put a file there meanwhile, which then stays."""
    with suppress(OSError):
        folder.rmdir()


def mode_of(path: Path) -> int | None:
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return None


def write_new(path: Path | str, data: bytes, mode: int | None = None) -> None:
    """Only a file that is not there yet, so that no linked one is ever written in place.

    Without a mode the umask decides.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        written = os.write(descriptor, data)
        while written < len(data):
            written += os.write(descriptor, memoryview(data)[written:])
    finally:
        os.close(descriptor)
