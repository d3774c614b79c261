"""Records that are made when somebody first looks at them."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

Record = TypeVar("Record")
Told = tuple[object, ...]


class Later(Generic[Record]):
    """Stands for ``function(*beside, *told)`` and has its attributes.

    ``told`` says all that tells it from others of its kind (see ``recordkey``); ``beside`` is the
    same for all of them. Whoever knows what to think of its ``name`` need not ask what is told.
    """

    __slots__ = ("_among", "_beside", "_function", "_made", "_tell", "_told", "name")

    def __init__(
        self,
        function: Callable[..., Record],
        beside: Told,
        told: Told | None,
        tell: Callable[[str], Told] | None = None,
        name: str = "",
        among: list[Any] | None = None,
    ) -> None:
        self._function, self._beside, self._told = function, beside, told
        self._tell, self.name, self._among = tell, name, among
        self._made: tuple[Record, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    @property
    def told(self) -> Told:
        return self._function.__qualname__, *self._said()

    @property
    def record(self) -> Record:
        if not self._made:
            self._made = (self._function(*self._beside, *self._said()),)
            if self._among is not None:
                self._among.append(self)
        return self._made[0]

    def forget(self) -> None:
        """The record is made again when somebody looks at it again."""
        self._made = ()

    def _said(self) -> Told:
        """What has a name is told anew each time: there are many, and few are asked often."""
        if self._told is not None:
            return self._told
        return self._tell(self.name) if self._tell else ()


def later(
    function: Callable[..., Record], beside: Told, told: Told, among: list[Any] | None = None
) -> Record:
    """``function(*beside, *told)``, made by need. ``among``: learns that it was made."""
    return cast(Record, Later(function, beside, told, among=among))


def named(
    name: str,
    function: Callable[..., Record],
    beside: Told,
    tell: Callable[[str], Told],
    among: list[Any] | None = None,
) -> Record:
    """``function(*beside, *tell(name))``, of which others may know by its name what is told. A name
    is one record's alone."""
    return cast(Record, Later(function, beside, None, tell, name, among))


def made(record: Record) -> Record:
    """The record itself, whether or not it was to be made later."""
    return record.record if isinstance(record, Later) else record


def forget(record: Record) -> None:
    if isinstance(record, Later):
        record.forget()


def told(record: Record) -> Told:
    """What tells a record from others: itself, or what it is to be made from."""
    return record.told if isinstance(record, Later) else (record,)
