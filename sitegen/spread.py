"""The same function over many items, in this process or in several."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol


class Spread(Protocol):
    """``map`` as a list; a caller may do it in several processes.

    ``each`` tells how much one item is: as much as so many papers.
    """

    def __call__(
        self, function: Callable[[Any], Any], items: Iterable[Any], /, *, each: int = 1
    ) -> list[Any]: ...


def in_turn(function: Callable[[Any], Any], items: Iterable[Any], /, *, each: int = 1) -> list[Any]:
    return list(map(function, items))
