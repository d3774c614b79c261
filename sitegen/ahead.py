"""Results of a memoised function that another process works out while this one goes on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from sitegen.aside import Aside, aside
from sitegen.memo import Kept, Key

_LEAST = 8  # lots of texts for which a process is worth while
Texts = Callable[[], Iterable[str]]
Written = list[tuple[Key, bytes]]


class Ahead:
    """``begin`` is given texts in lots, each read by whoever works on it, which half the processes
    do; ``arrive`` waits, and the function knows what it gives for each text."""

    def __init__(self, function: Kept[Any], jobs: int) -> None:
        self._function, self._jobs = function, jobs
        self._begun: Aside[Written] | None = None

    def begin(self, lots: Sequence[Texts]) -> None:
        """Nothing, where they are few, or only one process may work."""
        if self._jobs > 1 and len(lots) >= _LEAST and self._function.remembers:
            self._begun = aside([partial(self._written, lot) for lot in lots], self._jobs // 2)

    def arrive(self) -> None:
        begun, self._begun = self._begun, None
        if begun is None:
            return
        try:
            for written in begun.each():
                self._function.learn(written)
        finally:
            begun.end()

    def end(self) -> None:
        """Nobody waits for the results any more."""
        if self._begun is not None:
            self._begun.end()

    def _written(self, lot: Texts) -> Written:
        return self._function.written((text,) for text in lot())


@contextmanager
def ahead(function: Kept[Any], jobs: int) -> Iterator[Ahead]:
    """Inside, the function may be asked beforehand."""
    begun = Ahead(function, jobs)
    try:
        yield begun
    finally:
        begun.end()
