"""What the options of the command line come to: inputs, a target, the wish to be alone."""

import argparse
import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.defaults import DUMPS
from sitegen.errors import DigestError, Problem

if TYPE_CHECKING:
    from sitegen.commands.again import Asked
    from sitegen.commands.inputs import Inputs

_KEEPERS = ("redate", "remove", "restore", "same", "different", "undo")


def alone(options: argparse.Namespace) -> AbstractContextManager[None]:
    """Two runs never change the same content; a dry run changes nothing."""
    from sitegen.state import State

    if options.command in _KEEPERS and not Path(options.content).is_dir():
        hint = "Go to the folder of your digest, or name its content folder with --content"
        raise DigestError([Problem(options.content, 0, "no such folder", hint=hint, error=True)])
    if options.dry_run:
        return nullcontext()
    return State(Path(options.content)).exclusive()


def what_is_asked(options: argparse.Namespace) -> "Asked":
    """What a build reads, today's date included: it bounds a guessed year."""
    from datetime import UTC, datetime

    from sitegen.commands.again import Asked

    beside = ("jobs", "profile", "report", "strict", "verbose", "why")
    said = {name: value for name, value in vars(options).items() if name not in beside}
    said["categories"] = sorted(options.categories)
    said["today"], said["ci"] = datetime.now(UTC).date(), os.environ.get("CI")
    dumps = (path for dump in options.dumps for path in _with_sidecars(Path(dump)))
    roots = Path(options.content), Path(options.templates), *dumps
    return Asked(said, roots, Path(options.output))


def _with_sidecars(dump: Path) -> tuple[Path, ...]:
    """Those of a file, which a folder has in it."""
    from sitegen.dumps.sidecar import FOLDER_SIDECAR

    own = dump.with_name(f"{dump.name}.yml") if dump.name else dump
    return dump, own, dump.parent / FOLDER_SIDECAR


def inputs_of(options: argparse.Namespace) -> "Inputs":
    """Of a command that takes dumps in; what it has no option for is left at its default."""
    from datetime import UTC, datetime

    from sitegen.commands.inputs import Inputs, on_ci
    from sitegen.dumps.chosen import Filter
    from sitegen.dumps.sidecar import Said

    content = Path(options.content)
    own = content / DUMPS
    sources = tuple(options.dumps) or ((str(own),) if own.is_dir() else ())
    said = Said(date=options.date, year=options.year)
    today = datetime.now(UTC).date()
    dry_run, add = options.dry_run, getattr(options, "add", False)
    chosen = Filter(getattr(options, "since", ""), getattr(options, "categories", frozenset()))
    update = getattr(options, "update", False)
    return Inputs(content, sources, said, today, dry_run, add, on_ci(), chosen, update)
