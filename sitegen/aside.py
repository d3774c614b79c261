"""Work that other processes do while this one goes on."""

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import IO, Any, Generic, TypeVar

from sitegen.errors import DigestError, Problem
from sitegen.pool import can_fork

Result = TypeVar("Result")
Task = Callable[[], Result]
Begun = tuple[BaseProcess, IO[bytes]]
_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Aside(Generic[Result]):
    """Tasks that were begun. ``waiting`` is a pipe with the numbers of those that nobody took."""

    tasks: tuple[Task[Result], ...]
    waiting: IO[bytes] | None
    begun: tuple[Begun, ...]

    def results(self, processes: int = 0) -> list[Result]:
        """In the order of the tasks. So many ``processes`` may be at work now that this one waits.

        Raises what the first task to fail raised.
        """
        if self.waiting is None:
            return [task() for task in self.tasks]
        more = min(processes, len(self.tasks)) - len(self.begun) if can_fork() else 0
        helping = tuple(_begin(self.tasks, self.waiting) for _ in range(more))
        found: dict[int, Any] = {}
        try:
            for process, answers in (*self.begun, *helping):
                found |= _received(process, answers)
        finally:
            _end(helping)
        self.waiting.close()
        return [_result(found, number) for number in range(len(self.tasks))]

    def end(self) -> None:
        """Nobody will ask for the results: what is still at work on them ends."""
        _end(self.begun)


def aside(tasks: Sequence[Task[Result]], processes: int) -> Aside[Result]:
    """Begins the tasks in so many processes; 0, or where none can be forked: when asked for.

    Only results and exceptions travel, and a task must not need another's side effects.
    """
    count = min(processes, len(tasks)) if can_fork() else 0
    if not count:
        return Aside(tuple(tasks), None, ())
    waiting = _numbers(len(tasks))
    return Aside(tuple(tasks), waiting, tuple(_begin(tasks, waiting) for _ in range(count)))


def _numbers(count: int) -> IO[bytes]:
    """A pipe that gives each number to one reader, and ends."""
    taken, given = os.pipe()
    with os.fdopen(given, "wb") as pipe:
        pipe.writelines(number.to_bytes(_NUMBER, "big") for number in range(count))
    return os.fdopen(taken, "rb", buffering=0)


def _begin(tasks: Sequence[Task[Result]], waiting: IO[bytes]) -> Begun:
    """A process ends, and gives its memory back, when nothing is left to do: whoever reads its
    answers need not be there."""
    answers = os.fdopen(os.memfd_create("answers"), "w+b")
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_work, args=(tasks, waiting, answers), daemon=True)
    process.start()
    return process, answers


def _end(working: Sequence[Begun]) -> None:
    for process, _ in working:
        process.terminate()


def _work(tasks: Sequence[Task[Result]], waiting: IO[bytes], answers: IO[bytes]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with answers:
        while taken := waiting.read(_NUMBER):
            number = int.from_bytes(taken, "big")
            pickle.dump((number, _answer(tasks[number])), answers)


def _answer(task: Task[Result]) -> Result | DigestError:
    """An error is raised again where the results are asked for."""
    try:
        return task()
    except DigestError as error:
        return error


def _received(process: BaseProcess, answers: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """Without the last one of a process that died while it answered."""
    process.join()
    answers.seek(0)
    with answers, suppress(EOFError, pickle.UnpicklingError):
        while True:
            yield pickle.load(answers)


def _result(found: dict[int, Any], number: int) -> Any:
    if number not in found:
        hint = "It may have run out of memory: try again with --jobs 1"
        raise DigestError([Problem("jobs", 0, "a worker process died", hint=hint, error=True)])
    if isinstance(found[number], DigestError):
        raise found[number]
    return found[number]
