"""``sitegen build`` and ``sitegen serve``: dumps taken in, the site made, its outcome told."""

import argparse
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.asking import alone, inputs_of, what_is_asked
from sitegen.outcome import conclude, exit_code, tell
from sitegen.terminal import progress, progress_bar, say

if TYPE_CHECKING:
    from sitegen.commands.again import Asked
    from sitegen.commands.build import Built
    from sitegen.commands.target import Target


def run_build(options: argparse.Namespace) -> int:
    """Where nothing changed since the last build, what that one said is said again."""
    from sitegen.commands.again import last_one, report_file

    began = time.perf_counter()
    options.dry_run = options.dry_run or bool(options.why)
    asked = what_is_asked(options)
    read = "" if options.dry_run else asked.fingerprint()
    if last := last_one(asked, read):
        seconds = time.perf_counter() - began
        tell(["nothing has changed since the last build", *last.said], seconds)
        return exit_code(options, last.clean, report_file(last, seconds))
    with alone(options):
        return _build_anew(options, asked, read, began)


def _build_anew(options: argparse.Namespace, asked: "Asked", read: str, began: float) -> int:
    from msgspec.structs import replace

    from sitegen.commands.again import keep
    from sitegen.commands.report import as_values, told, touched
    from sitegen.commands.reportfile import document

    options.built = built = _make(
        options, once=True
    )  # it lives as long as the options: see ``run``
    report = replace(built.report, seconds=time.perf_counter() - began)
    said, values = told(report, options.dry_run), as_values(report)
    tell([*said, *touched(report)], report.seconds)
    keep(asked, read, built.made, said, report.clean, values)
    return exit_code(options, report.clean, document(values))


def run_serve(options: argparse.Namespace) -> int:
    from sitegen.commands.serve import Rebuilding, serve
    from sitegen.state import State

    def build() -> "Built":
        began = time.perf_counter()
        with State(Path(options.content)).exclusive():
            built = _make(options)
        conclude(options, built.report, began)
        return built

    watched = [Path(options.content), Path(options.templates), *map(Path, options.dumps)]
    serve(Path(options.output), options.host, options.port, Rebuilding(build), watched, say)
    return 0


def _make(options: argparse.Namespace, once: bool = False) -> "Built":
    """``once``: nobody asks for more of the content afterwards than the site shows of it."""
    from functools import partial

    from msgspec.structs import replace

    from sitegen.ahead import ahead
    from sitegen.commands.build import Meanwhile, build
    from sitegen.commands.ingest import ingest, let_go
    from sitegen.memory import remembering
    from sitegen.pool import default_jobs, ordered_map
    from sitegen.prose import html
    from sitegen.steps import Steps

    step = Steps()
    jobs = options.jobs or default_jobs()
    inputs = inputs_of(options)
    target = _target(options, inputs.content, jobs)
    with (
        remembering(inputs.content, step, jobs) as memory,
        _uncollected(),
        ahead(html.abstract, jobs) as abstracts,
    ):
        spread = partial(ordered_map, jobs=jobs)
        inputs = replace(inputs, spread=spread, step=step, fresh=abstracts.begin)
        content, report = ingest(inputs, progress)
        if once and not options.dry_run:
            let_go(inputs, content)
        meanwhile = Meanwhile(abstracts.arrive, memory.write)
        built = build(content, target, report, say, progress_bar, step, meanwhile)
        if not once:
            from sitegen.commands.drafts import hold

            hold(built)
    for line in step.lines() if options.profile else ():
        say(line)
    return built


def _target(options: argparse.Namespace, content: Path, jobs: int) -> "Target":
    from sitegen.commands.target import Target

    return Target(
        content,
        Path(options.templates),
        Path(options.output),
        options.base_url,
        options.preview,
        jobs,
        options.dry_run,
        not options.no_search,
        options.verbose,
        options.why,
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Records hold no circles; to look for some among so many takes a fifth of a build."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
