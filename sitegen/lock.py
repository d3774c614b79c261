"""One run at a time in a folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sitegen.errors import DigestError, Problem
from sitegen.store import told

LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One run at a time in ``folder``: a second process is refused, not made to wait.

    The file of the lock stays where it is, empty; the lock itself ends with the process.
    """
    path = folder / LOCK
    with told(path):
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    with file:
        take(file, path)
        yield


def take(file: BinaryIO, path: Path) -> None:
    with told(path):
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            raise busy(path) from error


def busy(path: Path) -> DigestError:
    hint = "Wait until it has ended, then run again"
    return DigestError([Problem(str(path), 0, "another sitegen is at work here", "", hint, True)])
