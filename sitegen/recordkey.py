"""The fingerprint of a record: two records that are equal have the same, on every run."""

import types
import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import blake2b
from marshal import dumps
from operator import attrgetter
from typing import Any

from sitegen.later import Later

_SIZE = 16
_NO_MARKS = 2  # the form of marshal that says the same of equal values, whoever else holds them
_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})


def record_key(*records: object) -> str:
    """Of frozen records, tuples, mappings and plain values."""
    return Keys()(*records)


class Keys:
    """Makes fingerprints. Records of the types ``often``, which stand in many others, and those
    that are made later are read once: they are told by identity, and must stay what they are."""

    def __init__(self, *often: type) -> None:
        self._often = frozenset((Later, *often))
        self._known: dict[int, tuple[object, bytes]] = {}

    def __call__(self, *records: object) -> str:
        return _digest(self._plain(records)).hex()

    def of(self, record: object) -> str:
        """The fingerprint of a record that stands often."""
        return self._once(record).hex()

    def _plain(self, value: Any) -> Any:
        """What marshal can write of it: records by the name of their type and their values."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return value if _is_all_plain(value) else tuple(map(self._plain, value))
        if kind in self._often:
            return self._once(value)
        if is_dataclass(kind):
            return (kind.__name__, *self._values(value))
        return self._other(value)

    def _once(self, record: Any) -> bytes:
        known = self._known.get(id(record))
        if known is None:
            later = type(record) is Later
            said = self._plain(record.told) if later else self._values(record)
            known = self._known[id(record)] = record, _digest(said)
        return known[1]

    def _values(self, record: Any) -> tuple[Any, ...]:
        form = _form(type(record))
        return (form.plain(record), *map(self._plain, form.others(record)))

    def _other(self, value: Any) -> Any:
        name = type(value).__name__
        if isinstance(value, str):
            return (name, str.__str__(value))
        if isinstance(value, tuple | list):
            return (name, *map(self._plain, value))
        if isinstance(value, Mapping):
            return (name, *(self._plain(pair) for pair in value.items()))
        if isinstance(value, Collection):
            return (name, *sorted(map(self._plain, value)))
        raise TypeError(f"no fingerprint of a {name}")


def _is_all_plain(value: tuple[Any, ...]) -> bool:
    """Marshal knows at once, but where it does not, that costs: only what looks so is tried."""
    if not value or type(value[0]) not in (str, tuple):
        return not value
    try:
        dumps(value, _NO_MARKS)
    except ValueError:
        return False
    return True


def _digest(plain: Any) -> bytes:
    return blake2b(dumps(plain, _NO_MARKS), digest_size=_SIZE).digest()


@dataclass(frozen=True, slots=True)
class _Form:
    """The values of a record: those that marshal writes as they are, and the others."""

    plain: Callable[[Any], tuple[Any, ...]]
    others: Callable[[Any], tuple[Any, ...]]


_forms: dict[type, _Form] = {}


def _form(kind: type) -> _Form:
    if kind not in _forms:
        _forms[kind] = _formed(kind)
    return _forms[kind]


def _formed(kind: Any) -> _Form:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    plain = [name for name in names if _is_plain(hints[name])]
    return _Form(getter(plain), getter([name for name in names if name not in plain]))


def _is_plain(hint: Any) -> bool:
    origin = typing.get_origin(hint)
    if origin is tuple or origin is types.UnionType:
        return all(one is Ellipsis or _is_plain(one) for one in typing.get_args(hint))
    return hint in _PLAIN


def getter(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What a record has under these names."""
    if len(names) == 1:
        get = attrgetter(names[0])
        return lambda record: (get(record),)
    return attrgetter(*names) if names else lambda _: ()
