"""The same function over many items in several processes, results in order."""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any, Generic, TypeVar

from sitegen.workers import Found, Work, Worker, answer, numbers, take, tried

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_A_PROCESS = 64
CHUNKS_EACH = 16


def default_jobs() -> int:
    """The processors this process may use, which in a container are fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered_map(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int, *, each: int = 1
) -> list[Result]:
    """``[function(item) for item in items]``, see ``Ordered``."""
    return list(Ordered(function, list(items), jobs, each))


@dataclass(frozen=True, slots=True)
class Ordered(Generic[Item, Result]):
    """``map(function, todo)``, of known length; a DigestError is that of the first item with one.

    This process is one of the workers. The others inherit function and items by fork, so only
    their results and errors are pickled and a closure is as good as any function. It must not
    need another process's side effects. No other works where the items are few (one counts as
    ``each``) or ``can_fork`` says no.
    """

    function: Callable[[Item], Result]
    todo: Sequence[Item]
    jobs: int
    each: int = 1

    def __len__(self) -> int:
        return len(self.todo)

    def __iter__(self) -> Iterator[Result]:
        worth = len(self.todo) * self.each // WORTH_A_PROCESS
        workers = min(self.jobs, len(self.todo), worth)
        if workers < 2 or not can_fork():
            return map(self.function, self.todo)
        return chain.from_iterable(_shared(self.function, self.todo, workers))


def can_fork() -> bool:
    """Not while there are other threads: a child would copy the locks they hold."""
    return sys.platform == "linux" and threading.active_count() == 1


def _shared(
    function: Callable[[Item], Result], todo: Sequence[Item], workers: int
) -> Iterator[list[Result]]:
    """The results chunk by chunk."""
    size = -(-len(todo) // (workers * CHUNKS_EACH))
    chunks = [range(len(todo))[start : start + size] for start in range(0, len(todo), size)]

    def work(number: int) -> list[Result]:
        return [function(todo[index]) for index in chunks[number]]

    with numbers(len(chunks)) as waiting, ExitStack() as ends:
        others = [Worker(work, waiting) for _ in range(workers - 1)]
        for other in others:
            ends.callback(other.end)
        yield from _in_order(work, waiting, others, len(chunks))


def _in_order(
    work: Work, waiting: IO[bytes], others: Sequence[Worker], count: int
) -> Iterator[Any]:
    found: Found = {}
    told = 0
    while (number := take(waiting)) is not None:
        found[number] = tried(work, number)
        for other in others:
            found.update(other.answers())
        while told in found:
            yield answer(found, told)
            told += 1
    for other in others:
        found.update(other.last_answers())
    for number in range(told, count):
        yield answer(found, number)
