"""What earlier runs worked out, on disk: lent to the functions that are marked as memoised."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.cachefolder import keep_newest, place_of
from sitegen.errors import DigestError
from sitegen.memo import FUNCTIONS, Carried
from sitegen.notebook import Notebook
from sitegen.spread import Spread, in_turn
from sitegen.standing import of_inputs
from sitegen.steps import Stepping, unmeasured


@contextmanager
def remembering(
    content: Path, step: Stepping = unmeasured, spread: Spread = in_turn
) -> Iterator[None]:
    """Inside, memoised functions know what earlier runs over this content worked out; what this one
    used is there for the next, written as ``spread`` shares it out. Another version of the program
    knows nothing of it."""
    folder = place_of("memory", content)
    with step("memory of texts"):
        edition = of_inputs({}, ())
        lent = {name: Notebook(folder / name, edition) for name in FUNCTIONS} if folder else {}
    for name, notebook in lent.items():
        FUNCTIONS[name].lend(notebook)
    try:
        yield
        with step("memory of texts"):
            new = {name: _new(name, notebook) for name, notebook in lent.items()}
            many, by_size = sum(new.values()), sorted(lent, key=lambda name: -new[name])
            spread(lambda name: _keep(name, lent[name]), by_size, each=many // (len(lent) or 1))
        if folder:
            keep_newest(folder.parent)
    finally:
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
