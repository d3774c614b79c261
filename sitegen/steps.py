"""What the steps of a run take, for ``build --profile``."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from msgspec import Struct


class Step(Struct):
    """Seconds of the clock and of the processors, those of processes that have ended included;
    the bytes that came out, where that is told."""

    name: str
    seconds: float = 0.0
    processors: float = 0.0
    bytes: int = 0


Stepping = Callable[[str], AbstractContextManager[Step]]


def unmeasured(name: str) -> AbstractContextManager[Step]:
    return nullcontext(Step(name))


class Steps:
    """Steps as they come, each once: what is done again under a name is added to it."""

    def __init__(self) -> None:
        self._steps: dict[str, Step] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[Step]:
        step = self._steps.setdefault(name, Step(name))
        clock, processors = time.perf_counter(), _processors()
        try:
            yield step
        finally:
            step.seconds += time.perf_counter() - clock
            step.processors += _processors() - processors

    def lines(self) -> Iterator[str]:
        yield f"{'step':26}{'seconds':>9}{'of processors':>15}{'bytes':>14}"
        for step in self._steps.values():
            size = f"{step.bytes:,}" if step.bytes else ""
            yield f"{step.name:26}{step.seconds:9.2f}{step.processors:15.2f}{size:>14}"


def _processors() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
