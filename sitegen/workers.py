"""Processes that take numbered work from one pipe and leave answers in files without a name."""

import os
import pickle
import signal
import struct
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any, NoReturn

from msgspec import Struct

from sitegen.errors import DigestError, Problem

Work = Callable[[int], Any]
Found = dict[int, Any]
_NUMBER = 4
_HEAD = struct.Struct("<IQ")  # the number of the work, the length of its answer


def numbers(some: Iterable[int]) -> IO[bytes]:
    """A pipe that gives each number to one reader, and ends."""
    taken, given = os.pipe()
    with os.fdopen(given, "wb") as pipe:
        pipe.writelines(number.to_bytes(_NUMBER, "big") for number in some)
    return os.fdopen(taken, "rb", buffering=0)


def take(waiting: Sequence[IO[bytes]]) -> int | None:
    """The next number of the first pipe that has one; None where all are taken."""
    for pipe in waiting:
        if taken := pipe.read(_NUMBER):
            return int.from_bytes(taken, "big")
    return None


class Failed(Struct, frozen=True):
    """Stands for what was raised, which ``answer`` raises again."""

    error: DigestError


def tried(work: Work, number: int) -> Any:
    try:
        return work(number)
    except DigestError as error:
        return Failed(error)


def answer(found: Found, number: int) -> Any:
    """Taken out of ``found``. Raises the DigestError of the work, or one where its process died."""
    if number not in found:
        hint = "It may have run out of memory: try again with --jobs 1"
        raise DigestError([Problem("jobs", 0, "a worker process died", hint=hint, error=True)])
    result = found.pop(number)
    if isinstance(result, Failed):
        raise result.error
    return result


class Worker:
    """A process at work. It ends, and gives its memory back, when nothing is left to do: whoever
    reads its answers need not be there."""

    def __init__(self, work: Work, waiting: Sequence[IO[bytes]]) -> None:
        self._answers, self._read, self._ended = os.memfd_create("answers"), 0, False
        self._pid = os.fork()
        if not self._pid:
            _work(work, waiting, self._answers)

    def answers(self) -> Iterator[tuple[int, Any]]:
        """Those that are there and were not read yet; half a one is none."""
        while len(head := os.pread(self._answers, _HEAD.size, self._read)) == _HEAD.size:
            number, length = _HEAD.unpack(head)
            said = os.pread(self._answers, length, self._read + _HEAD.size)
            if len(said) < length:
                return
            self._read += _HEAD.size + length
            yield number, pickle.loads(said)

    def last_answers(self) -> Iterator[tuple[int, Any]]:
        """When it has ended."""
        self._wait()
        return self.answers()

    def end(self) -> None:
        if not self._ended:
            os.kill(self._pid, signal.SIGTERM)
            self._wait()
        os.close(self._answers)

    def _wait(self) -> None:
        if not self._ended:
            os.waitpid(self._pid, 0)
            self._ended = True


def _work(work: Work, waiting: Sequence[IO[bytes]], answers: int) -> NoReturn:
    """Ctrl-C is for the process that forked this one, which then ends it."""
    done = False
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        while (number := take(waiting)) is not None:
            said = pickle.dumps(tried(work, number), pickle.HIGHEST_PROTOCOL)
            _write(answers, _HEAD.pack(number, len(said)) + said)
        done = True
    finally:
        if not done:
            traceback.print_exc()
        os._exit(not done)


def _write(file: int, data: bytes) -> None:
    """All of it: one call writes 2 GB at most."""
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
