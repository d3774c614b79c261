"""Records written down with gaps, into which other records are put when they are read."""

import pickle
from collections.abc import Sequence
from io import BytesIO
from typing import Any


class Gap(tuple[Any, ...]):
    """Stands where another record is to be; says which."""

    __slots__ = ()


def with_gaps(record: Any) -> tuple[bytes, tuple[Gap, ...]]:
    """The record as it is written down, and its gaps, each once, in the order of their numbers."""
    written, gaps = BytesIO(), dict[Gap, int]()
    _Writer(written, gaps).dump(record)
    return written.getvalue(), tuple(gaps)


def filled(written: bytes, records: Sequence[Any]) -> Any:
    """What ``with_gaps`` wrote; in each gap the record of its number."""
    return _Reader(BytesIO(written), records).load()


def _record(number: int) -> Any:
    """What stands in a gap is asked for by this name, and told by whoever reads."""
    raise pickle.UnpicklingError(f"nothing is in gap {number}")


class _Writer(pickle.Pickler):
    def __init__(self, file: BytesIO, gaps: dict[Gap, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._gaps = gaps

    def reducer_override(self, value: Any) -> Any:
        if type(value) is Gap:
            return _record, (self._gaps.setdefault(value, len(self._gaps)),)
        return NotImplemented


class _Reader(pickle.Unpickler):
    def __init__(self, file: BytesIO, records: Sequence[Any]) -> None:
        super().__init__(file)
        self._records = records

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        return self._records.__getitem__ if found is _record else found
