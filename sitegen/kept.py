"""Files of the cache that tell whether they are whole: one that is damaged is none."""

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from sitegen.errors import DigestError
from sitegen.store import write_atomic

_SIZE = 16


def kept(path: Path | None) -> bytes | None:
    """None where there is no such file, or it is not as it was written."""
    found = named(path)
    return found and found[1]


def named(path: Path | None) -> tuple[str, bytes] | None:
    """The same with the name that ``keep`` gave it."""
    if path is None:
        return None
    try:
        said, data = (written := path.read_bytes())[:_SIZE], written[_SIZE:]
    except OSError:
        return None
    return (said.hex(), data) if said == _seal(data) else None


def keep(path: Path | None, data: bytes) -> str:
    """Where there is no room or no right nothing is kept, not even what was there. A name for the
    data: others have another."""
    seal = _seal(data)
    if path is not None:
        try:
            write_atomic(path, seal + data)
        except DigestError:
            forget(path)
    return seal.hex()


def forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # what cannot be taken away is told by its key to be of no use
        return


def made_once(folder: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """``make()``, from the folder where it stands under ``key``; without a folder always anew.

    What is used again counts as new, so that ``keep_newest`` lets go of what nobody uses.
    """
    if folder is None:
        return make()
    path = folder / key
    data = kept(path)
    if data is None:
        keep(path, data := make())
    elif os.access(path, os.W_OK):
        os.utime(path)
    return data


def _seal(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()
