"""Results that are written down as they are made, so that nobody need hold them."""

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

Key = bytes


class Jottings:
    """A file that loses its name, ``path``, when it is begun. The process that begins it writes,
    those that it forks only read. What has no room there is not taken."""

    def __init__(self, path: Path) -> None:
        self.size = 0
        self._path, self._process = path, os.getpid()
        self._file: IO[bytes] | None = None
        self._places: dict[Key, tuple[int, int]] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def add(self, results: Sequence[tuple[Key, bytes]]) -> bool:
        """False where they are not taken."""
        if os.getpid() != self._process:
            return False
        with self._lock:
            try:
                self._write(b"".join([written for _, written in results]))
            except OSError:
                return False
            for key, written in results:
                self._places[key] = self.size, len(written)
                self.size += len(written)
        return True

    def find(self, key: Key) -> bytes | None:
        place = self._places.get(key)
        return None if place is None else self._read(*place)

    def items(self) -> Iterator[tuple[Key, bytes]]:
        """In the order in which they came."""
        return ((key, self._read(*place)) for key, place in self._places.items())

    def _write(self, written: bytes) -> None:
        if self._file is None:
            self._file = _begun(self._path)
        left, at = memoryview(written), self.size
        while left:
            done = os.pwrite(self._file.fileno(), left, at)
            left, at = left[done:], at + done

    def _read(self, start: int, length: int) -> bytes:
        return os.pread(self._file.fileno(), length, start) if self._file else b""


def _begun(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    path.unlink()
    return os.fdopen(descriptor, "r+b", buffering=0)
