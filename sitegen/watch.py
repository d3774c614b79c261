"""Seeing that somebody edited a file, and doing something about it."""

import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.errors import DigestError

EVERY = 0.05
QUIET = 0.03

Signature = tuple[tuple[str, int, int, int], ...]


@contextmanager
def watching(
    watched: Sequence[Path],
    edited: Callable[[Collection[Path]], bool],
    rebuild: Callable[[], None],
    announce: Callable[[str], None],
) -> Iterator[None]:
    """Inside, a thread says ``edited`` whenever something below ``watched`` changes; where that
    says so, another one rebuilds: an edit is heard of while the one before is built."""
    stop, asked = threading.Event(), threading.Event()

    def tell(paths: Collection[Path]) -> None:
        if edited(paths):
            asked.set()

    watcher = threading.Thread(target=watch, args=(signature(watched), watched, tell, stop))
    builder = threading.Thread(target=build, args=(rebuild, announce, asked, stop))
    watcher.start()
    builder.start()
    try:
        yield
    finally:
        stop.set()
        asked.set()
        watcher.join()
        builder.join()


def watch(
    seen: Signature,
    watched: Sequence[Path],
    tell: Callable[[Collection[Path]], None],
    stop: threading.Event,
) -> None:
    while not stop.wait(EVERY):
        found = signature(watched)
        if found != seen:
            before, seen = seen, settled(found, watched, stop)
            tell({Path(name) for name, *_ in set(before) ^ set(seen)})


def build(
    rebuild: Callable[[], None],
    announce: Callable[[str], None],
    asked: threading.Event,
    stop: threading.Event,
) -> None:
    while asked.wait() and not stop.is_set():
        asked.clear()
        attempt(rebuild, announce)


def settled(found: Signature, watched: Sequence[Path], stop: threading.Event) -> Signature:
    """When nothing moves any more: a file that is half written must not be taken for the whole."""
    while not stop.wait(QUIET):
        before, found = found, signature(watched)
        if before == found:
            break
    return found


def attempt(rebuild: Callable[[], None], announce: Callable[[str], None]) -> None:
    """Whatever goes wrong is told, and the next edit gets its chance."""
    try:
        rebuild()
    except DigestError as error:
        for problem in error.problems:
            announce(f"error: {problem}")
        announce("The site served is still the one before.")
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end the server either
        announce(f"error: the rebuild failed ({type(error).__name__}: {error})")


def signature(watched: Iterable[Path]) -> Signature:
    """Equal while no file below was added, removed or written; dot files do not count."""
    return tuple(sorted(entry for path in watched for entry in marks(path)))


def marks(path: Path) -> Iterator[tuple[str, int, int, int]]:
    """A folder counts for its name only: its own time changes with every dot file."""
    try:
        found = path.stat()
        if path.is_dir():
            yield str(path), 0, 0, 0
            yield from _below(str(path))
        else:
            yield _mark(str(path), found)
    except FileNotFoundError:
        return  # gone since it was listed, which the missing entry tells


def _below(folder: str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            with suppress(FileNotFoundError):
                if entry.is_dir(follow_symlinks=False):
                    yield entry.path, 0, 0, 0
                    yield from _below(entry.path)
                elif not entry.is_dir():
                    yield _mark(entry.path, entry.stat())


def _mark(path: str, found: os.stat_result) -> tuple[str, int, int, int]:
    return path, found.st_mtime_ns, found.st_size, found.st_ino
