"""``sitegen build`` where nothing changed since the last one: what that one said is said again.

It imports little, so that a build without work takes no longer than looking.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen import defaults, standing
from sitegen.commands.reportfile import document
from sitegen.standing import Standing
from sitegen.trees import Identity


class Asked(Struct, frozen=True):
    """What a build reads: the options that matter to it, files and folders; where it goes."""

    said: Mapping[str, object]
    roots: tuple[Path, ...]
    output: Path

    def fingerprint(self) -> str:
        own = defaults.templates(), defaults.topics(), defaults.concepts()
        return standing.of_inputs(self.said, (*self.roots, *own))


def last_one(asked: Asked, read: str) -> Standing | None:
    """The last build, where it read the same and what it made stands as it was made."""
    last = standing.remembered(asked.output) if read else None
    if last is None or last.read != read:
        return None
    return last if last.made == standing.of_site(asked.output) else None


def keep(
    asked: Asked,
    read: str,
    made: Mapping[str, Identity],
    said: list[str],
    clean: bool,
    report: Mapping[str, Any],
) -> None:
    """Remembers a build, unless what it read was changed meanwhile, by itself or somebody else."""
    if read and read == asked.fingerprint():
        files = standing.of_files(made)
        standing.remember(asked.output, Standing(read, files, tuple(said), clean, report))


def report_file(last: Standing, seconds: float) -> str:
    return document({**last.report, "seconds": round(seconds, 3)})
