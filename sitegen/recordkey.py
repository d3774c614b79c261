"""The fingerprint of a record: two records that are equal have the same, on every run."""

import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from io import BytesIO
from operator import attrgetter
from typing import Any

_SIZE = 16


def record_key(*records: object) -> str:
    """Of frozen records, tuples and plain values."""
    return Keys()(*records)


class Keys:
    """Makes fingerprints. A record of the type ``often``, which stands in many others, is read
    once: it is told by identity, and must stay what it is."""

    def __init__(self, often: type | None = None) -> None:
        self._often = often
        self._known: dict[int, tuple[object, bytes]] = {}

    def __call__(self, *records: object) -> str:
        return self._digest(records, self._often).hex()

    def _digest(self, value: object, often: type | None) -> bytes:
        written = BytesIO()
        pickler = _Plain(written, pickle.HIGHEST_PROTOCOL)
        pickler.fast = True  # no references: texts count by what they say, not by which object
        pickler.often, pickler.digest_of = often, self._once
        pickler.dump(value)
        return blake2b(written.getbuffer(), digest_size=_SIZE).digest()

    def _once(self, record: object) -> bytes:
        if id(record) not in self._known:
            self._known[id(record)] = record, self._digest(_values(record), None)
        return self._known[id(record)][1]


class _Plain(pickle.Pickler):
    """Records by the name of their type and their values; nobody reads it again."""

    often: type | None
    digest_of: Callable[[object], bytes]

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind is self.often:
            return _Plain, (self.digest_of(value),)
        if is_dataclass(kind):
            return _Plain, (kind.__name__, _values(value))
        return NotImplemented


_getters: dict[type, Callable[[Any], Any]] = {}


def _values(record: Any) -> Any:
    kind = type(record)
    if kind not in _getters:
        names = [field.name for field in fields(kind)]
        _getters[kind] = attrgetter(*names) if names else lambda _: ()
    return _getters[kind](record)
