"""Results by key in a file that is only ever added to, until too much of it is of no use."""

import os
import pickle
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import Any
from zlib import crc32

from sitegen.memo import NOTHING, Key
from sitegen.pickling import RecordPickler
from sitegen.store import told, write_atomic

_ENTRY = Struct("<16sII")  # key, length and checksum of what follows
_SMALL = 1 << 20  # what may be in a file for nothing, in bytes
_DAMAGED = (
    *(pickle.UnpicklingError, EOFError, ValueError, LookupError, TypeError, AttributeError),
    *(ImportError, MemoryError),
)


class Notebook:
    """What stands in such a file, read by need: the file when it is asked for something, a result
    when it is asked for that. Its first line says the ``edition`` and how long the rest was when
    it was last written whole; of another edition nothing counts, nor of what is damaged."""

    def __init__(self, path: Path, edition: str) -> None:
        self._path, self._edition = path, edition

    @cached_property
    def _page(self) -> "_Page":
        return _read(self._path, self._edition)

    def __contains__(self, key: object) -> bool:
        return key in self._page.places

    def find(self, key: Key) -> Any:
        """NOTHING where there is none that can be read."""
        start, end, checksum = self._page.places.get(key, (0, 0, 0))
        written = memoryview(self._page.data)[start:end]
        if written and crc32(written) == checksum:
            value = unpickled(written)
            if value is not NOTHING:
                return value
        self._page.places.pop(key, None)
        return NOTHING

    def keep(
        self, used: Mapping[Key, Any], asked: Collection[Key] = (), *, anew: bool = False
    ) -> None:
        """Adds what is new. ``anew``, or where there is too much in the file, only what was used
        stays, and what was ``asked`` for. Raises DigestError where it cannot be written."""
        if not used and not asked:
            return
        page = self._page
        if anew:
            page.places.clear()
        added = b"".join(_entry(key, used[key]) for key in used if key not in page.places)
        if not anew and len(page.data) + len(added) <= page.room:
            _append(self._path, added)
        else:
            stay = (key for key in dict.fromkeys((*used, *asked)) if key in page.places)
            body = b"".join((*map(page.entry, stay), added))
            write_atomic(self._path, f"{self._edition} {len(body)}\n".encode() + body)

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Page:
    """The bytes of the file, the places of what stands in them (beginning, end and checksum), and
    how long it may grow."""

    data: bytes
    places: dict[Key, tuple[int, int, int]]
    room: int

    def entry(self, key: Key) -> bytes:
        start, end, _ = self.places[key]
        return self.data[start - _ENTRY.size : end]


def _read(path: Path, edition: str) -> _Page:
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    head, _, _ = data.partition(b"\n")
    said, _, length = head.decode(errors="replace").rpartition(" ")
    if said != edition or not length.isdecimal():
        return _Page(b"", {}, 0)
    places, whole = _looked_through(data, len(head) + 1)
    return _Page(data, places, 2 * int(length) + _SMALL if whole else 0)


def _looked_through(data: bytes, at: int) -> tuple[dict[Key, tuple[int, int, int]], bool]:
    """Where entries stand, and whether there is nothing else; a write that was cut short leaves
    half a one."""
    places = {}
    while at + _ENTRY.size <= len(data):
        key, length, checksum = _ENTRY.unpack_from(data, at)
        start = at + _ENTRY.size
        at = start + length
        if at <= len(data):
            places[key] = start, at, checksum
    return places, at == len(data)


def pickled(value: Any) -> bytes:
    if type(value) is str:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    written = BytesIO()
    RecordPickler(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()


def unpickled(written: bytes | memoryview) -> Any:
    """NOTHING where it is damaged."""
    try:
        return pickle.loads(written)  # from the user's own cache
    except _DAMAGED:
        return NOTHING


def _entry(key: Key, value: Any) -> bytes:
    written = pickled(value)
    return _ENTRY.pack(key, len(written), crc32(written)) + written


def _append(path: Path, data: bytes) -> None:
    if data:
        with told(path), path.open("ab", buffering=0) as file:
            os.write(file.fileno(), data)
