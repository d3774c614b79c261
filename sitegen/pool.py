"""The same function over many items in several processes, results in order."""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from mmap import PAGESIZE
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct

from sitegen.workers import Failed, Found, Worker, answer, numbers, take, tried

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNKS_EACH = 16
_LEAST, _FOR_A_MEGABYTE = 64, 3  # papers
_HELD = Path("/proc/self/statm")


def default_jobs() -> int:
    """The processors this process may use, which in a container are fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worth_a_process() -> int:
    """So many papers must be the work of a process: what this one holds is copied, page by page, by
    whoever of the two changes it first, and of a megabyte that takes the time of three papers."""
    pages = int(_HELD.read_text().split()[1])
    return max(_LEAST, _FOR_A_MEGABYTE * (pages * PAGESIZE >> 20))


def ordered_map(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int, *, each: int = 1
) -> list[Result]:
    """``[function(item) for item in items]``, see ``Ordered``."""
    return list(Ordered(function, list(items), jobs, each))


class Ordered(Struct, Generic[Item, Result], frozen=True):
    """``map(function, todo)``, of known length; a DigestError is that of the first item with one.

    This process is one of the workers. The others inherit function and items by fork, so only
    their results and errors are pickled and a closure is as good as any function. It must not
    need another process's side effects. No other works where the items (one counts as ``each``)
    are not ``worth_a_process``, or ``can_fork`` says no.
    """

    function: Callable[[Item], Result]
    todo: Sequence[Item]
    jobs: int
    each: int = 1

    def __len__(self) -> int:
        return len(self.todo)

    def __iter__(self) -> Iterator[Result]:
        workers = _workers(self.todo, self.jobs, self.each)
        if workers < 2:
            return map(self.function, self.todo)
        chunks = _chunks(len(self.todo), workers)
        found = _as_they_come(self.function, self.todo, chunks, workers, 1)
        return chain.from_iterable(_in_order(found, len(chunks)))


class Nearby(Struct, Generic[Item, Result], frozen=True):
    """Pairs of place and result, as they come: as far as may be, neighbours in ``todo`` are for
    one process, which may have made already what they have in common. Else as ``Ordered``."""

    function: Callable[[Item], Result]
    todo: Sequence[Item]
    jobs: int

    def __len__(self) -> int:
        return len(self.todo)

    def __iter__(self) -> Iterator[tuple[int, Result]]:
        workers = _workers(self.todo, self.jobs, 1)
        if workers < 2:
            return enumerate(map(self.function, self.todo))
        chunks = _chunks(len(self.todo), workers)
        found = _as_they_come(self.function, self.todo, chunks, workers, workers)
        return chain.from_iterable(_placed(found, chunks))


def can_fork() -> bool:
    """Not while there are other threads: a child would copy the locks they hold."""
    return sys.platform == "linux" and threading.active_count() == 1


def _workers(todo: Sequence[Any], jobs: int, each: int) -> int:
    most = min(jobs, len(todo))
    if most < 2 or not can_fork():
        return 1
    return min(most, len(todo) * each // worth_a_process())


def _chunks(count: int, workers: int) -> list[range]:
    size = -(-count // (workers * CHUNKS_EACH))
    return [range(count)[start : start + size] for start in range(0, count, size)]


def _as_they_come(
    function: Callable[[Item], Result],
    todo: Sequence[Item],
    chunks: Sequence[range],
    workers: int,
    portions: int,
) -> Iterator[tuple[int, Any]]:
    """The number of a chunk, and its results or what came of it instead. Chunks wait in so many
    portions; each process begins with another one."""

    def work(number: int) -> list[Result]:
        return [function(todo[index]) for index in chunks[number]]

    size = -(-len(chunks) // portions)
    starts = range(0, len(chunks), size)
    with ExitStack() as ends:
        waiting = [
            ends.enter_context(numbers(range(len(chunks))[start : start + size]))
            for start in starts
        ]
        others = []
        for at in range(1, workers):
            first = at % len(waiting)
            others.append(Worker(work, (*waiting[first:], *waiting[:first])))
            ends.callback(others[-1].end)
        while (number := take(waiting)) is not None:
            yield number, tried(work, number)
            for other in others:
                yield from other.answers()
        for other in others:
            yield from other.last_answers()


def _in_order(came: Iterable[tuple[int, Any]], count: int) -> Iterator[Any]:
    found: Found = {}
    told = 0
    for number, result in came:
        found[number] = result
        while told in found:
            yield answer(found, told)
            told += 1
    for number in range(told, count):
        yield answer(found, number)


def _placed(
    came: Iterable[tuple[int, Any]], chunks: Sequence[range]
) -> Iterator[Iterable[tuple[int, Any]]]:
    """What went wrong is raised when all are there, so that it is always the first."""
    others = dict.fromkeys(range(len(chunks)))
    failed: Found = {}
    for number, result in came:
        del others[number]
        if isinstance(result, Failed):
            failed[number] = result
        else:
            yield zip(chunks[number], result, strict=True)
    for number in sorted({*others, *failed}):
        answer(failed, number)
