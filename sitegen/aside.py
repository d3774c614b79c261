"""Work that other processes do while this one goes on."""

from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, Generic, TypeVar

from msgspec import Struct

from sitegen.pool import can_fork
from sitegen.workers import Found, Worker, answer, numbers, take

Result = TypeVar("Result")
Task = Callable[[], Result]


class Aside(Struct, Generic[Result], frozen=True):
    """Tasks that were begun. ``waiting`` is a pipe with the numbers of those that nobody took."""

    tasks: tuple[Task[Result], ...]
    waiting: IO[bytes] | None
    begun: tuple[Worker, ...]

    def results(self, processes: int = 0) -> list[Result]:
        """In the order of the tasks. So many ``processes`` may be at work now that this one waits.

        Raises what the first task to fail raised.
        """
        if self.waiting is None:
            return [task() for task in self.tasks]
        more = min(processes, len(self.tasks)) - len(self.begun) if can_fork() else 0
        helping = _begin(self.tasks, self.waiting, more)
        try:
            found: Found = dict(self._answers((*self.begun, *helping)))
        finally:
            _end(helping)
        return [answer(found, number) for number in range(len(self.tasks))]

    def each(self) -> Iterator[Result]:
        """As ``results``, in whatever order they come, none held any longer; this process works on
        what nobody took."""
        if self.waiting is None:
            yield from (task() for task in self.tasks)
            return
        left = set(range(len(self.tasks)))
        while (number := take((self.waiting,))) is not None:
            yield self.tasks[number]()
            left.remove(number)
        for number, result in self._answers(self.begun):
            yield answer({number: result}, number)
            left.remove(number)
        for number in left:
            answer({}, number)

    def _answers(self, workers: Sequence[Worker]) -> Iterator[tuple[int, Any]]:
        for worker in workers:
            yield from worker.last_answers()
        if self.waiting is not None:
            self.waiting.close()

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
    waiting = numbers(range(len(tasks)))
    return Aside(tuple(tasks), waiting, _begin(tasks, waiting, count))


def _begin(tasks: Sequence[Task[Result]], waiting: IO[bytes], processes: int) -> tuple[Worker, ...]:
    return tuple(Worker(lambda number: tasks[number](), (waiting,)) for _ in range(processes))


def _end(working: Sequence[Worker]) -> None:
    for worker in working:
        worker.end()
