"""Where this machine keeps what it can make again: compiled templates, results of pure steps.

It is the user's and lies outside any digest: what is run or unpickled from it must not come with
a repository that somebody else wrote.
"""

import os
import shutil
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from sitegen import __version__

VARIABLE = "SITEGEN_CACHE"
MOST = 16


def cache_folder() -> Path | None:
    """``$SITEGEN_CACHE``, else ``$XDG_CACHE_HOME/sitegen``, else ``~/.cache/sitegen``; made where
    it is missing. None where it cannot be, or where the variable is empty: then nothing is kept."""
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    try:
        folder = (Path(named) if named else _of_user()) / __version__
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder if _is_ours(folder) else None
    except (OSError, RuntimeError):  # no right, no room, no home: the build is the same without
        return None


def place_of(room: str, folder: Path) -> Path | None:
    """Where the cache keeps what belongs to a folder of a keeper, in the room of its kind."""
    cache = cache_folder()
    name = blake2b(os.fsencode(os.path.realpath(folder)), digest_size=20).hexdigest()
    return cache / room / name if cache else None


def keep_newest(folder: Path, most: int = MOST) -> None:
    """Of what lies in a folder of the cache, what was written last stays: digests come and go."""
    with suppress(OSError):  # another run may be doing the same
        found = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for path in found[:-most]:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()


def _of_user() -> Path:
    stated = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(stated) if stated.startswith("/") else Path.home() / ".cache"
    return base / "sitegen"


def _is_ours(folder: Path) -> bool:
    found = folder.stat()
    others_write = found.st_mode & 0o022
    return found.st_uid == os.getuid() and not others_write and os.access(folder, os.W_OK)
