"""Work that another process does while this one goes on."""

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from sitegen.errors import DigestError, Problem
from sitegen.pool import can_fork

Result = TypeVar("Result")
Task = Callable[[], Result]


@dataclass(frozen=True, slots=True)
class Aside(Generic[Result]):
    """Tasks that were begun; their results, in order, when they are asked for."""

    tasks: tuple[Task[Result], ...]
    begun: tuple[tuple[BaseProcess, Connection], ...]

    def results(self) -> list[Result]:
        """Raises what the first task to fail raised."""
        if not self.begun:
            return [task() for task in self.tasks]
        shares: list[list[Result]] = [_received(process, answer) for process, answer in self.begun]
        return [shares[at % len(shares)][at // len(shares)] for at in range(len(self.tasks))]


def aside(tasks: Sequence[Task[Result]], processes: int) -> Aside[Result]:
    """Begins the tasks in so many processes; 0, or where none can be forked: when asked for.

    Only results and exceptions travel, and a task must not need another's side effects.
    """
    count = min(processes, len(tasks)) if can_fork() else 0
    return Aside(tuple(tasks), tuple(_begin(tasks[at::count]) for at in range(count)))


def _begin(share: Sequence[Task[Result]]) -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(share, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _work(share: Sequence[Task[Result]], answer: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answer.send([task() for task in share])
    except DigestError as error:  # raised again where the results are asked for
        answer.send(error)


def _received(process: BaseProcess, answer: Connection) -> list[Result]:
    try:
        found = answer.recv()
    except EOFError as error:
        hint = "It may have run out of memory: try again with --jobs 1"
        raise DigestError(
            [Problem("jobs", 0, "a worker process died", hint=hint, error=True)]
        ) from error
    finally:
        answer.close()
        process.join()
    if isinstance(found, DigestError):
        raise found
    results: list[Result] = found
    return results
