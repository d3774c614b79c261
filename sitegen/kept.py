"""What was made before from the same is not made again."""

import os
from collections.abc import Callable
from pathlib import Path

from sitegen.store import read_bytes, write_atomic


def kept(folder: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """``make()``, from the folder where it stands under ``key``; without a folder always anew.

    What is used again counts as new, so that ``keep_newest`` lets go of what nobody uses.
    """
    if folder is None:
        return make()
    path = folder / key
    if path.is_file():
        os.utime(path)
        return read_bytes(path)
    made = make()
    write_atomic(path, made)
    return made
