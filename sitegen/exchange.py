"""Two folders change places: in one step where the system can, else in two that can be repaired."""

import ctypes
import errno
import os
import shutil
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
NOT_OFFERED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def exchange(live: Path, other: Path) -> None:
    """Nobody finds ``live`` missing, but for a moment on systems without such a step."""
    if not swap(live, other):
        waiting = parked(live)
        live.rename(waiting)
        other.rename(live)
        waiting.rename(other)


def repair(live: Path, other: Path) -> None:
    """Undo or finish an exchange in two steps that was interrupted."""
    waiting = parked(live)
    if not waiting.exists():
        return
    if not live.exists():
        waiting.rename(live)
    elif not other.exists():
        waiting.rename(other)
    else:
        shutil.rmtree(waiting)


def parked(live: Path) -> Path:
    return live.with_name(f".{live.name}.parked")


def swap(one: Path, other: Path) -> bool:
    """False where the system or the file system has no atomic exchange."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if call(AT_FDCWD, names[0], AT_FDCWD, names[1], ctypes.c_uint(RENAME_EXCHANGE)) == 0:
        return True
    code = ctypes.get_errno()
    if code in NOT_OFFERED:
        return False
    raise OSError(code, os.strerror(code), str(one))
