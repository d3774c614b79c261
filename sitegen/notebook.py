"""Results by key in a file that is only ever added to, until too much of it is of no use."""

import os
import pickle
import struct
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple
from zlib import crc32

from msgspec import Struct

from sitegen.jottings import Jottings
from sitegen.memo import NOTHING, Key, pickled
from sitegen.store import replaced, told

_ROW = struct.Struct("<16sII")  # key, length and checksum of a result
_FOOT = struct.Struct("<IQI")  # how many rows, length of their results, checksum of the rows
_LONGEST_HEAD = 128
_SMALL = 1 << 20  # what may be in a file for nothing, in bytes
_DAMAGED = (
    *(pickle.UnpicklingError, EOFError, ValueError, LookupError, TypeError, AttributeError),
    *(ImportError, MemoryError),
)


class Notebook:
    """What stands in such a file: results, then a row for each, as often as something was added.
    Rows are read when something is asked for, a result when that is. The first line says the
    ``edition`` and how long the rest was when it was last written whole; of another edition
    nothing counts, nor of what is damaged."""

    def __init__(self, path: Path, edition: str) -> None:
        self._path, self._edition = path, edition
        self.jotted = Jottings(path.with_name(f".{path.name}.jotted"))

    @cached_property
    def _page(self) -> "_Page":
        try:
            return _read(self._path.open("rb", buffering=0), self._edition)
        except OSError:
            return _Page(None, {}, 0, 0)

    def __contains__(self, key: object) -> bool:
        return key in self.jotted or key in self._page.places

    def jot(self, results: Sequence[tuple[Key, bytes]]) -> bool:
        """Results to be found from now on, and kept; False where they cannot be written."""
        return self.jotted.add(results)

    def find(self, key: Key) -> Any:
        """NOTHING where there is none that can be read."""
        if jotted := self.jotted.find(key):
            return unpickled(jotted)
        place = self._page.places.get(key)
        if place is None:
            return NOTHING
        written = self._page.at(place)
        value = unpickled(written) if crc32(written) == place.checksum else NOTHING
        if value is NOTHING:
            del self._page.places[key]
        return value

    def keep(
        self, used: Mapping[Key, Any], asked: Collection[Key] = (), *, anew: bool = False
    ) -> None:
        """Adds what is new. ``anew``, or where there is too much in the file, only what was used
        stays, and what was ``asked`` for. Raises DigestError where it cannot be written."""
        if not used and not asked and not self.jotted:
            return
        page = self._page
        if anew:
            page.places.clear()
        made = (key for key in used if key not in page.places)
        new: Iterator[tuple[Key, bytes]]
        new = chain(self.jotted.items(), ((key, pickled(used[key])) for key in made))
        if page.room and not anew and page.size + self.jotted.size <= page.room:
            found = dict(new)
            added = _segment(found)
            if page.size + len(added) <= page.room:
                _append(self._path, added)
                return
            new = iter(found.items())
        known = [key for key in dict.fromkeys((*used, *asked)) if key in page.places]
        self._write(chain(((key, page.at(page.places[key])) for key in known), new))

    def _write(self, results: Iterable[tuple[Key, bytes]]) -> None:
        """One segment, of which only the rows are in memory."""
        rows = bytearray()
        with replaced(self._path) as file:
            begin = file.write(_head(self._edition, 0))
            for key, one in results:
                file.write(one)
                rows += _ROW.pack(key, len(one), crc32(one))
            if rows:
                file.write(_ended(rows, file.tell() - begin))
            length = file.tell() - begin
            file.seek(0)
            file.write(_head(self._edition, length))

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)


class _Place(NamedTuple):
    start: int
    length: int
    checksum: int


class _Page(Struct, frozen=True):
    """The file, where in it which result stands, how long it is and how long it may grow."""

    file: IO[bytes] | None
    places: dict[Key, _Place]
    size: int
    room: int

    def at(self, place: _Place) -> bytes:
        return os.pread(self.file.fileno(), place.length, place.start) if self.file else b""


def _read(file: IO[bytes], edition: str) -> _Page:
    size = os.fstat(file.fileno()).st_size
    head, end, _ = os.pread(file.fileno(), _LONGEST_HEAD, 0).partition(b"\n")
    said, _, length = head.decode(errors="replace").rpartition(" ")
    if not end or said != edition or not length.isdecimal():
        return _Page(None, {}, 0, 0)
    places: dict[Key, _Place] = {}
    begin, at = len(head) + 1, size
    while at > begin and (found := _rows_before(file.fileno(), at)):
        rows, at = found
        start = at
        for key, length_of_one, checksum in _ROW.iter_unpack(rows):
            places.setdefault(key, _Place(start, length_of_one, checksum))
            start += length_of_one
    return _Page(file, places, size, 2 * int(length) + _SMALL if at == begin else 0)


def _rows_before(descriptor: int, end: int) -> tuple[bytes, int] | None:
    """The rows that end there, and where their results begin; None where they are damaged."""
    end -= _FOOT.size
    foot = os.pread(descriptor, _FOOT.size, end) if end > 0 else b""
    if len(foot) < _FOOT.size:
        return None
    count, results, checksum = _FOOT.unpack(foot)
    begin = end - count * _ROW.size
    rows = os.pread(descriptor, end - begin, begin) if begin > results else b""
    return (rows, begin - results) if rows and crc32(rows) == checksum else None


def _segment(results: Mapping[Key, bytes]) -> bytes:
    """Results as they are added to the file; nothing for none."""
    if not results:
        return b""
    rows = b"".join(_ROW.pack(key, len(one), crc32(one)) for key, one in results.items())
    body = b"".join(results.values())
    return body + _ended(rows, len(body))


def _ended(rows: bytes | bytearray, results: int) -> bytes:
    return bytes(rows) + _FOOT.pack(len(rows) // _ROW.size, results, crc32(rows))


def _head(edition: str, length: int) -> bytes:
    """As long as any other of the edition."""
    return f"{edition} {length:015d}\n".encode()


def unpickled(written: bytes) -> Any:
    """NOTHING where it is damaged."""
    try:
        return pickle.loads(written)  # from the user's own cache
    except _DAMAGED:
        return NOTHING


def _append(path: Path, data: bytes) -> None:
    if data:
        with told(path), path.open("ab", buffering=0) as file:
            os.write(file.fileno(), data)
