"""The same function over many items in several processes, results in order."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sitegen.errors import DigestError, Problem

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_A_PROCESS = 64
CHUNKS_EACH = 16

# What a worker was forked to do; nothing but the pair of arguments that it inherited.
_task: tuple[Callable[[Any], Any], Sequence[Any]]


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
    """``map(function, todo)``, of known length; an exception is the one of the first item to raise.

    Workers inherit function and items by fork, so only results and exceptions are pickled and
    a closure is as good as any function. It must not need another process's side effects. Runs
    in this process when the items are few (one counts as ``each``) or ``can_fork`` says no.
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
            yield from map(self.function, self.todo)
            return
        try:
            yield from forked_map(self.function, self.todo, workers)
        except BrokenProcessPool as error:
            hint = "It may have run out of memory: try again with --jobs 1"
            problem = Problem("jobs", 0, "a worker process died", hint=hint, error=True)
            raise DigestError([problem]) from error


def can_fork() -> bool:
    """Not while there are other threads: a child would copy the locks they hold."""
    return sys.platform == "linux" and threading.active_count() == 1


def forked_map(
    function: Callable[[Item], Result], todo: Sequence[Item], workers: int
) -> Iterator[Result]:
    size = -(-len(todo) // (workers * CHUNKS_EACH))
    chunks = [range(len(todo))[start : start + size] for start in range(0, len(todo), size)]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, begin, (function, todo)) as pool:
        for part in pool.map(work, chunks):
            yield from part


def begin(function: Callable[[Any], Any], todo: Sequence[Any]) -> None:
    """In a worker: Ctrl-C is for the process that started it, which then ends it."""
    global _task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task = function, todo


def work(chunk: range) -> list[Any]:
    function, todo = _task
    return [function(todo[index]) for index in chunk]
