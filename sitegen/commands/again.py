"""``sitegen build`` where nothing changed since the last one: what that one said is said again.

It imports little, so that a build without work takes no longer than looking.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen import defaults, standing
from sitegen.commands.reportfile import document
from sitegen.leftfiles import left_in
from sitegen.standing import Standing
from sitegen.trees import scan


class Asked(Struct, frozen=True):
    """What a build reads: the options that matter to it, files and folders; where it goes."""

    said: Mapping[str, object]
    roots: tuple[Path, ...]
    output: Path

    def fingerprint(self) -> str:
        standing.recall(self.output)
        own = defaults.templates(), defaults.topics(), defaults.concepts()
        return standing.of_inputs(self.said, (*self.roots, *own))


def last_one(asked: Asked, read: str) -> Standing | None:
    """The last build, where it read the same and what it made stands as it was made."""
    last = standing.remembered(asked.output) if read else None
    if last is None or last.read != read:
        return None
    left = left_in(asked.output)
    if last.made != left.name or scan(asked.output, left.files).files is not left.files:
        return None
    return last


def keep(
    asked: Asked,
    read: str,
    made: str,
    said: list[str],
    clean: bool,
    report: Mapping[str, Any],
) -> None:
    """Remembers a build, unless what it read was changed meanwhile, by itself or somebody else.
    ``made``: the fingerprint of the files that it left."""
    if read and read == asked.fingerprint():
        standing.note(asked.output)
        standing.remember(asked.output, Standing(read, made, tuple(said), clean, report))


def report_file(last: Standing, seconds: float) -> str:
    return document({**last.report, "seconds": round(seconds, 3)})
