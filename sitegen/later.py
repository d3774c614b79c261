"""Records that are made when somebody first looks at them."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

Record = TypeVar("Record")


class Later(Generic[Record]):
    """Stands for ``function(*beside, *told)`` and has its attributes.

    ``told`` says all that tells it from others of its kind (see ``recordkey``); ``beside`` is the
    same for all of them.
    """

    __slots__ = ("_beside", "_function", "_made", "told")

    def __init__(
        self,
        function: Callable[..., Record],
        beside: tuple[object, ...],
        told: tuple[object, ...],
    ) -> None:
        self.told = (function.__qualname__, *told)
        self._function, self._beside = function, beside
        self._made: tuple[Record, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    @property
    def record(self) -> Record:
        if not self._made:
            self._made = (self._function(*self._beside, *self.told[1:]),)
        return self._made[0]


def later(
    function: Callable[..., Record], beside: tuple[object, ...], told: tuple[object, ...]
) -> Record:
    """``function(*beside, *told)``, made by need."""
    return cast(Record, Later(function, beside, told))


def made(record: Record) -> Record:
    """The record itself, whether or not it was to be made later."""
    return record.record if isinstance(record, Later) else record
