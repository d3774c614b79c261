"""Seeing that somebody edited a file, and doing something about it."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import DigestError

EVERY = 0.15
QUIET = 0.05

Signature = tuple[tuple[str, int, int, int], ...]


@contextmanager
def watching(
    watched: Sequence[Path], rebuild: Callable[[], None], announce: Callable[[str], None]
) -> Iterator[None]:
    """Inside, a thread rebuilds whenever something below ``watched`` changes."""
    stop = threading.Event()
    arguments = (signature(watched), watched, rebuild, announce, stop)
    thread = threading.Thread(target=watch, args=arguments, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def watch(
    seen: Signature,
    watched: Sequence[Path],
    rebuild: Callable[[], None],
    announce: Callable[[str], None],
    stop: threading.Event,
) -> None:
    while not stop.wait(EVERY):
        found = signature(watched)
        if found != seen:
            seen = settled(found, watched, stop)
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
            for child in path.iterdir():
                if not child.name.startswith(".") and not (child.is_symlink() and child.is_dir()):
                    yield from marks(child)
        else:
            yield str(path), found.st_mtime_ns, found.st_size, found.st_ino
    except FileNotFoundError:
        return  # gone since it was listed, which the missing entry tells
