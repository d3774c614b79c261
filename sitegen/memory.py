"""What the last run worked out, on disk: lent to the functions that are marked as memoised."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sitegen.cachefolder import keep_newest, place_of
from sitegen.errors import DigestError
from sitegen.memo import FUNCTIONS, Carried, Kept
from sitegen.standing import of_inputs
from sitegen.store import write_atomic


@contextmanager
def remembering(content: Path) -> Iterator[None]:
    """Inside, memoised functions know what the last run over this content worked out; what this one
    used is there for the next. Another version of the program knows nothing of it."""
    folder = place_of("memory", content)
    program = of_inputs({}, ())
    lent = {name: _read(folder, name, program) for name in FUNCTIONS} if folder else {}
    for name, results in lent.items():
        FUNCTIONS[name].lend(results)
    try:
        yield
        for name, results in lent.items():
            _write(folder, FUNCTIONS[name], program, results)
        if folder:
            keep_newest(folder.parent)
    finally:
        for name in lent:
            FUNCTIONS[name].lend(None)


def _read(folder: Path | None, name: str, program: str) -> dict[bytes, Any]:
    if folder is None:
        return {}
    try:
        with (folder / name).open("rb") as file:
            if file.readline() != _head(program):
                return {}
            results: dict[bytes, Any] = pickle.load(file)
            return results
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, MemoryError):
        return {}  # a memory that is damaged is none
    except (pickle.UnpicklingError, ImportError):
        return {}


def _write(
    folder: Path | None,
    function: Kept[Any] | Carried[Any],
    program: str,
    before: dict[bytes, Any],
) -> None:
    if folder is None or _is_same(function.used, before):
        return
    data = _head(program) + pickle.dumps(function.used, pickle.HIGHEST_PROTOCOL)
    try:
        write_atomic(folder / function.name, data)
    except DigestError:  # no room for it: the next run works it out again
        (folder / function.name).unlink(missing_ok=True)


def _is_same(used: dict[bytes, Any], before: dict[bytes, Any]) -> bool:
    return used.keys() == before.keys() and all(used[key] is before[key] for key in used)


def _head(program: str) -> bytes:
    return f"{program}\n".encode()
