"""Files that are written while others are made, to be moved into the site when all are there.

They need no memory, and every process writes its own.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from sitegen.errors import DigestError, Problem
from sitegen.store import told, write_new
from sitegen.trees import FILE_MODE, Staged

Stage = Callable[[bytes], bytes | Staged]
_NAME = re.compile("[0-9]+-[0-9]+")
_serial = count()


def unstaged(data: bytes) -> bytes:
    """For a run that writes nothing."""
    return data


@contextmanager
def staging(output: Path) -> Iterator[Stage]:
    """Inside, there is a folder beside ``output`` for them; afterwards it is gone.

    Raises DigestError where something else stands in its place.
    """
    live = Path(os.path.realpath(output))
    folder = live.with_name(f".{live.name}.new")
    with told(folder):
        _clear(folder)
        folder.mkdir(parents=True)
    try:
        yield partial(_stage, str(folder))
    finally:
        with told(folder):
            _clear(folder)


def _stage(folder: str, data: bytes) -> Staged:
    path = f"{folder}/{os.getpid()}-{next(_serial)}"
    with told(path):
        write_new(path, data, FILE_MODE)
    return Staged(path, len(data))


def _clear(folder: Path) -> None:
    """What a run left that was killed is ours; nothing else is."""
    if folder.is_symlink() or not folder.exists():
        return
    for path in sorted(folder.iterdir()):
        if not _NAME.fullmatch(path.name):
            reason, hint = "this is not a folder of ours", "Move it away"
            raise DigestError([Problem(str(folder), 0, reason, hint=hint, error=True)])
        path.unlink()
    folder.rmdir()
