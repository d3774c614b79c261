"""Records as pickle writes them quickest."""

import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from sitegen.recordkey import getter


class RecordPickler(pickle.Pickler):
    """Records by their type and values: of all ways the quickest to read again."""

    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        values = _values_of(kind)
        return NotImplemented if values is None else (kind, values(value))


@cache
def _values_of(kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
    """What a record of this type is made of; None for what is no record."""
    if not is_dataclass(kind):
        return None
    return getter([field.name for field in fields(kind) if field.init])
