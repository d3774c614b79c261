"""The fingerprint of a record: two records that are equal have the same, on every run."""

import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from hashlib import blake2b
from marshal import dumps
from operator import attrgetter
from typing import Any

from msgspec import Struct

from sitegen.bodies import Body
from sitegen.later import Later

_SIZE = 16
_NO_MARKS = 2  # the form of marshal that says the same of equal values, whoever else holds them
_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})
_PERHAPS_PLAIN = _PLAIN | {tuple}


def record_key(*records: object) -> str:
    """Of frozen records, tuples, mappings and plain values."""
    return Keys()(*records)


def plain_key(plain: Any) -> str:
    """Of texts, numbers, and tuples and lists of them, which takes a step."""
    return _digest(plain).hex()


def plain_digest(plain: Any) -> bytes:
    """``plain_key`` in bytes."""
    return _digest(plain)


class Keys:
    """Makes fingerprints. Records of the types ``often``, which stand in many others, and those
    that are made later are read once: they are told by identity, and must stay what they are.

    ``known``: fingerprints of records that have a name and are made later.
    """

    def __init__(self, *often: type, known: Mapping[str, bytes] | None = None) -> None:
        self._known = dict[int, tuple[object, bytes]]()
        self.named: Mapping[str, bytes] = {} if known is None else known
        self._ways: dict[type, _Way] = dict.fromkeys(often, Keys._once)
        self._ways |= {Later: Keys._later, tuple: Keys._tuple, dict: Keys._mapping}
        self._ways[Body] = Keys._body

    def __call__(self, *records: object) -> str:
        return self._digest(records).hex()

    def learn(
        self, kind: type, name: Callable[[Any], str], fingerprints: Mapping[str, bytes]
    ) -> None:
        """What ``of`` would give for each record of a type, by its name."""
        self._ways[kind] = lambda _, record: fingerprints[name(record)]

    def of(self, record: object) -> bytes:
        """The fingerprint of a record that stands often, or is made later."""
        found: bytes = self._plain(record)
        return found

    def _digest(self, values: tuple[Any, ...]) -> bytes:
        """Most tuples among values are plain, which marshal finds out while it writes them."""
        told = self._plain
        try:
            return _digest(tuple([v if type(v) in _PERHAPS_PLAIN else told(v) for v in values]))
        except ValueError:
            return _digest(tuple(map(told, values)))

    def _plain(self, value: Any) -> Any:
        """What marshal can write of it: records by the name of their type and their values."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = _way(kind)
        return way(self, value)

    def _tuple(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        return value if _is_all_plain(value) else tuple(map(self._plain, value))

    def _mapping(self, value: Mapping[Any, Any]) -> Any:
        """The order counts."""
        return value if _is_written(value) else self._other(value)

    def _once(self, record: Any) -> bytes:
        known = self._known.get(id(record))
        if known is None:
            known = self._known[id(record)] = record, self._digest(self._values(record))
        return known[1]

    def _later(self, record: Later[Any]) -> bytes:
        if record.name:  # whoever asks for it again knows its name
            return self.named.get(record.name) or self._digest(record.told)
        known = self._known.get(id(record))
        if known is None:
            known = self._known[id(record)] = record, self._digest(record.told)
        return known[1]

    def _body(self, body: Body) -> tuple[str, str]:
        """Not by the texts that it is written among."""
        return body.told

    def _values(self, record: Any) -> tuple[Any, ...]:
        form = _form(type(record))
        return (form.plain(record), *form.others(record))

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


_Way = Callable[[Keys, Any], Any]
"""Without the keys themselves: a circle would hold all that they know."""


def _way(kind: type) -> _Way:
    if not _is_record(kind):
        return Keys._other
    name, form = kind.__name__, _form(kind)
    if not form.nested:
        return lambda keys, record: (name, form.plain(record))
    return lambda keys, record: (
        *(name, form.plain(record)),
        *map(keys._plain, form.others(record)),
    )


def _is_all_plain(value: tuple[Any, ...]) -> bool:
    """Marshal knows at once, but where it does not, that costs: only what looks so is tried."""
    if not value or type(value[0]) not in (str, tuple):
        return not value
    return _is_written(value)


def _is_written(value: Any) -> bool:
    try:
        dumps(value, _NO_MARKS)
    except ValueError:
        return False
    return True


def _digest(plain: Any) -> bytes:
    return blake2b(dumps(plain, _NO_MARKS), digest_size=_SIZE).digest()


class _Form(Struct, frozen=True):
    """The values of a record: those that marshal writes as they are, of records within it too, and
    the others, if there are any (``nested``)."""

    plain: Callable[[Any], tuple[Any, ...]]
    others: Callable[[Any], tuple[Any, ...]]
    nested: bool


_forms: dict[type, _Form] = {}


def _form(kind: Any) -> _Form:
    if kind not in _forms:
        _forms[kind] = _formed(kind)
    return _forms[kind]


def _formed(kind: Any) -> _Form:
    plain = list(_plain_names(kind))
    within = {name.partition(".")[0] for name in plain}
    others = [name for name in kind.__struct_fields__ if name not in within]
    return _Form(getter(plain), getter(others), bool(others))


def _plain_names(kind: Any) -> Iterator[str]:
    """Of a record within the record, where all of it is plain, the names below its own."""
    hints = typing.get_type_hints(kind)
    for name in kind.__struct_fields__:
        hint = hints[name]
        if _is_plain(hint):
            yield name
        elif _is_record(hint) and not _form(hint).nested:
            yield from (f"{name}.{below}" for below in _plain_names(hint))


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct) and kind is not Body


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
