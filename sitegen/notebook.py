"""Results by key in a file that is only ever added to, until too much of it is of no use."""

import os
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import Any
from zlib import crc32

from sitegen.memo import NOTHING, Key
from sitegen.recordkey import getter
from sitegen.store import told, write_atomic

_ENTRY = Struct("<16sII")  # key, length and checksum of what follows
_SMALL = 1 << 20  # what may be in a file for nothing, in bytes
_DAMAGED = (
    *(pickle.UnpicklingError, EOFError, ValueError, LookupError, TypeError, AttributeError),
    *(ImportError, MemoryError),
)


class Notebook:
    """What stands in such a file, read from it by need. Its first line says the ``edition`` and
    how long the rest was when it was last written whole; of another edition nothing counts, nor
    of what is damaged."""

    def __init__(self, path: Path, edition: str) -> None:
        self._path, self._edition = path, edition
        self._places: dict[Key, tuple[int, int, int]] = {}
        try:
            self._data = path.read_bytes()
        except OSError:
            self._data = b""
        head, _, _ = self._data.partition(b"\n")
        said, _, length = head.decode(errors="replace").rpartition(" ")
        self._room = 0
        if said == edition and length.isdecimal() and self._look_through(len(head) + 1):
            self._room = 2 * int(length) + _SMALL

    def find(self, key: Key) -> Any:
        """NOTHING where there is none that can be read."""
        start, end, checksum = self._places.get(key, (0, 0, 0))
        written = self._data[start:end]
        if written and crc32(written) == checksum:
            value = unpickled(written)
            if value is not NOTHING:
                return value
        self._places.pop(key, None)
        return NOTHING

    def keep(self, used: Mapping[Key, Any], *, anew: bool = False) -> None:
        """Adds what is new; ``anew``, or where there is too much in the file, only what was used
        stays. Raises DigestError where it cannot be written."""
        new = (item for item in used.items() if item[0] not in self._places)
        added = b"" if anew else b"".join(_entry(key, value) for key, value in new)
        if not anew and len(self._data) + len(added) <= self._room:
            _append(self._path, added)
        else:
            body = b"".join(_entry(key, value) for key, value in used.items())
            write_atomic(self._path, f"{self._edition} {len(body)}\n".encode() + body)

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)

    def _look_through(self, at: int) -> bool:
        """Whether all of it is entries; a write that was cut short leaves half a one."""
        while at + _ENTRY.size <= len(self._data):
            key, length, checksum = _ENTRY.unpack_from(self._data, at)
            start = at + _ENTRY.size
            at = start + length
            if at <= len(self._data):
                self._places[key] = start, at, checksum
        return at == len(self._data)


def pickled(value: Any) -> bytes:
    written = BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()


def unpickled(written: bytes) -> Any:
    """NOTHING where it is damaged."""
    try:
        return pickle.loads(written)  # from the user's own cache
    except _DAMAGED:
        return NOTHING


_forms: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}


class _Pickler(pickle.Pickler):
    """Records by their type and values: of all ways the quickest to read again."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind not in _forms:
            _forms[kind] = _values_of(kind)
        values = _forms[kind]
        return NotImplemented if values is None else (kind, values(value))


def _values_of(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What a record of this type is made of; None for what is no record."""
    if not is_dataclass(kind):
        return None
    return getter([field.name for field in fields(kind) if field.init])


def _entry(key: Key, value: Any) -> bytes:
    written = pickled(value)
    return _ENTRY.pack(key, len(written), crc32(written)) + written


def _append(path: Path, data: bytes) -> None:
    if data:
        with told(path), path.open("ab", buffering=0) as file:
            os.write(file.fileno(), data)
