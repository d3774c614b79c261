"""What a run says when it is done, its report file and its exit code."""

import argparse
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.errors import DigestError
from sitegen.terminal import say

if TYPE_CHECKING:
    from sitegen.commands.report import Report


def conclude(options: argparse.Namespace, report: "Report", began: float) -> int:
    """Tells a report, writes it where that is asked for; the exit code. ``began``: of the run's
    clock, in seconds."""
    from msgspec.structs import replace

    from sitegen.commands.report import as_json, told, touched

    report = replace(report, seconds=time.perf_counter() - began)
    tell([*told(report, options.dry_run), *touched(report)], report.seconds)
    return exit_code(options, report.clean, as_json(report))


def tell(lines: Iterable[str], seconds: float) -> None:
    for line in lines:
        say(line)
    say(f"done in {seconds:.1f} s")


def exit_code(options: argparse.Namespace, clean: bool, report: str) -> int:
    if options.report and not _written(Path(options.report), report):
        return 1
    return 1 if options.strict and not clean else 0


def report_failure(options: argparse.Namespace, error: DigestError) -> None:
    """Who reads reports wants to know why there is nothing new."""
    from sitegen.commands.report import Report, as_json

    if path := getattr(options, "report", ""):
        _written(Path(path), as_json(Report(errors=error.problems)))


def _written(path: Path, text: str) -> bool:
    """What was done is done, even where its report cannot be written."""
    from sitegen.store import write_atomic

    try:
        write_atomic(path, text.encode())
    except DigestError as error:
        say(f"error: {error}")
        return False
    return True
