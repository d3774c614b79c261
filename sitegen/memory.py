"""What earlier runs worked out, on disk: lent to the functions that are marked as memoised."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sitegen import pool
from sitegen.aside import Aside, aside
from sitegen.cachefolder import keep_newest, place_of
from sitegen.errors import DigestError
from sitegen.memo import FUNCTIONS, Carried
from sitegen.notebook import Notebook
from sitegen.standing import of_inputs
from sitegen.steps import Stepping, unmeasured

_IN_THE_TIME_OF_A_PAPER = 25  # results are written


class Memory:
    """The notebooks of a run. ``write`` begins to write down what is new, by another process where
    there is one and it is much: nothing of what comes after that is."""

    def __init__(self, notebooks: Mapping[str, Notebook], jobs: int) -> None:
        self._notebooks, self._jobs = notebooks, jobs
        self._writing: Aside[None] | None = None

    def write(self) -> None:
        new = {name: _new(name, notebook) for name, notebook in self._notebooks.items()}
        by_size = sorted(new, key=lambda name: -new[name])
        tasks = [partial(_keep, name, self._notebooks[name]) for name in by_size]
        many = (
            pool.can_fork()
            and sum(new.values()) // _IN_THE_TIME_OF_A_PAPER >= pool.worth_a_process()
        )
        self._writing = aside(tasks, self._jobs - 1 if many else 0)

    def written(self) -> None:
        """Waits until all is."""
        if self._writing is None:
            self.write()
        if self._writing is not None:
            self._writing.results()

    def end(self) -> None:
        if self._writing is not None:
            self._writing.end()


@contextmanager
def remembering(content: Path, step: Stepping = unmeasured, jobs: int = 1) -> Iterator[Memory]:
    """Inside, memoised functions know what earlier runs over this content worked out; what this one
    used is there for the next. Another version of the program knows nothing of it."""
    folder = place_of("memory", content)
    with step("memory of texts"):
        edition = of_inputs({}, ())
        lent = {name: Notebook(folder / name, edition) for name in FUNCTIONS} if folder else {}
    for name, notebook in lent.items():
        FUNCTIONS[name].lend(notebook)
    memory = Memory(lent, jobs)
    try:
        yield memory
        with step("memory of texts"):
            memory.written()
        if folder:
            keep_newest(folder.parent)
    finally:
        memory.end()
        for name in lent:
            FUNCTIONS[name].lend(None)


def _new(name: str, notebook: Notebook) -> int:
    """How many results are not written down yet."""
    used = FUNCTIONS[name].used
    return len(notebook.jotted) + sum(key not in notebook for key in used)


def _keep(name: str, notebook: Notebook) -> None:
    function = FUNCTIONS[name]
    alone = isinstance(function, Carried)
    if alone and not function.used:  # this run had no use for it
        return
    try:
        notebook.keep(function.used, function.asked, anew=alone)
    except DigestError:  # no room for it: the next run works it out again
        notebook.forget()
