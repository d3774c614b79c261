"""What an ingest is given."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from sitegen.contents import Fresh, nobody
from sitegen.dumps.chosen import EVERYTHING, Filter
from sitegen.dumps.sidecar import Said
from sitegen.spread import Spread, in_turn
from sitegen.steps import Stepping, unmeasured

Item = TypeVar("Item")
Piece = TypeVar("Piece", covariant=True)


class Counted(Protocol[Piece]):
    """Things that come one by one, their number known (or nearly) before."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Piece]: ...


class Progress(Protocol):
    """Hands the items through while it tells how far they are."""

    def __call__(self, words: str, items: Counted[Item], /) -> Iterable[Item]: ...


class Inputs(Struct, frozen=True):
    """What an ingest reads: the content folder, dumps, what the options say of every dump.

    ``today`` bounds a year that has to be guessed; ``pinned_years_only`` (set where CI is)
    makes such a guess an error. ``add``: papers that no list holds are taken in too, those of a
    snapshot that ``chosen`` admits. ``update``: what newer dumps tell otherwise goes into papers
    that stand. ``spread`` shares out work that needs no order, ``step`` measures; ``fresh`` is told
    of day pages that no earlier run read, by what gives the texts of their abstracts.
    """

    content: Path
    sources: tuple[str, ...]
    said: Said
    today: date
    dry_run: bool = False
    add: bool = False
    pinned_years_only: bool = False
    chosen: Filter = EVERYTHING
    update: bool = False
    spread: Spread = in_turn
    step: Stepping = unmeasured
    fresh: Fresh = nobody


def on_ci() -> bool:
    return bool(os.environ.get("CI"))
