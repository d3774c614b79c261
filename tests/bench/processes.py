"""What a command costs: seconds on the clock and of the processors, memory of all its processes."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

EVERY = 0.05


class Command(Struct, frozen=True):
    """Arguments, the folder it runs in, what it finds in its environment."""

    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str]

    def start(self, **streams: int) -> "subprocess.Popen[bytes]":
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        surroundings = {**kept, **self.environment}
        return subprocess.Popen(self.arguments, cwd=self.folder, env=surroundings, **streams)


class Cost(Struct, frozen=True):
    """Seconds; ``cpu`` are those of all processes, children included."""

    wall: float
    cpu: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


def cost(command: Command) -> Cost:
    began = time.perf_counter()
    process = command.start(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command.arguments)} failed:\n{said.decode()}")
    return Cost(wall, used.ru_utime + used.ru_stime)


def peak(command: Command) -> int:
    """The most bytes that all its processes held at one time, shared pages counted once."""
    process = command.start(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(proportional_size, tree(process.pid))))
        time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"{' '.join(command.arguments)} failed")
    return most


def tree(process: int) -> Iterator[int]:
    """The process and all below it."""
    yield process
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        for child in _text(listed).split():
            yield from tree(int(child))


def proportional_size(process: int) -> int:
    for line in _text(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _text(path: Path) -> str:
    """What the kernel tells; nothing of a process that has just ended."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
