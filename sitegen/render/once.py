"""What stands on many pages alike, rendered the first time only."""

from collections.abc import Callable, Hashable

from sitegen import later


class Once:
    """``once(macro, record, ...)`` is ``macro(record, ...)``, rendered the first time only: the
    same card stands on a day, in a week and in several topics. The record is told by identity."""

    def __init__(self) -> None:
        self._done: dict[tuple[object, ...], tuple[object, str]] = {}

    def __call__(self, macro: Callable[..., str], record: object, *others: Hashable) -> str:
        asked = macro, id(record), *others
        found = self._done.get(asked)
        if found is None:
            found = self._done[asked] = record, macro(later.made(record), *others)
        return found[1]

    def forget(self) -> None:
        self._done.clear()
