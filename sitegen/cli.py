"""What was asked for, and exit codes.

Exit codes: 0 done; 1 problems (an error, or any problem with ``--strict``); 2 wrong usage.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from sitegen.defaults import DUMPS
from sitegen.errors import DigestError, Problem
from sitegen.options import parser
from sitegen.terminal import progress, progress_bar, say

if TYPE_CHECKING:
    from sitegen.commands.again import Asked
    from sitegen.commands.build import Built
    from sitegen.commands.reading import Inputs
    from sitegen.commands.report import Report

Item = TypeVar("Item")
_THEMSELVES = ("init", "serve", "build")  # they ask to be alone when they are to write
_KEEPERS = ("redate", "remove", "restore", "same", "different", "undo")


def run() -> NoReturn:
    """Runs one command and ends the process; to take apart what it holds would take seconds."""
    options = parser().parse_args()
    if options.command == "build":
        gc.disable()
    code = _done(options)
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code."""
    return _done(parser().parse_args(arguments))


def _done(options: argparse.Namespace) -> int:
    try:
        with nullcontext() if options.command in _THEMSELVES else _alone(options):
            return _COMMANDS[options.command](options)
    except DigestError as error:
        for problem in error.problems:
            say(f"error: {problem}")
        say("Stopped. The site is as whole as it was before.")
        _report_failure(options, error)
        return 1
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    except BrokenPipeError:
        return 1
    except OSError as error:
        say(f"error: {error.filename or 'system'}: {error.strerror or error}")
        return 1


def _alone(options: argparse.Namespace) -> AbstractContextManager[None]:
    """Two runs never change the same content; a dry run changes nothing."""
    from sitegen.state import State

    if options.command in _KEEPERS and not Path(options.content).is_dir():
        hint = "Go to the folder of your digest, or name its content folder with --content"
        raise DigestError([Problem(options.content, 0, "no such folder", hint=hint, error=True)])
    if options.dry_run:
        return nullcontext()
    return State(Path(options.content)).exclusive()


def _run_init(options: argparse.Namespace) -> int:
    from sitegen.commands.init import init

    folder = Path(options.folder)
    written = init(folder, folder / options.content, options.title, options.id, options.url)
    for path in written:
        say(f"wrote {path}")
    say(f"Put dumps into {options.content}/{DUMPS}/ and run: sitegen build")
    return 0


def _run_ingest(options: argparse.Namespace) -> int:
    from sitegen.commands.ingest import ingest

    began = time.perf_counter()
    _, report = ingest(_inputs(options), progress)
    return _conclude(options, report, began)


def _run_build(options: argparse.Namespace) -> int:
    """Where nothing changed since the last build, what that one said is said again."""
    from sitegen.commands.again import last_one, report_file

    began = time.perf_counter()
    options.dry_run = options.dry_run or bool(options.why)
    asked = _asked(options)
    read = "" if options.dry_run else asked.fingerprint()
    if last := last_one(asked, read):
        seconds = time.perf_counter() - began
        _tell(["nothing has changed since the last build", *last.said], seconds)
        return _exit_code(options, last.clean, report_file(last, seconds))
    with _alone(options):
        return _build_anew(options, asked, read, began)


def _build_anew(options: argparse.Namespace, asked: "Asked", read: str, began: float) -> int:
    from dataclasses import replace

    from sitegen.commands.again import keep
    from sitegen.commands.report import as_values, told, touched
    from sitegen.commands.reportfile import document

    options.built = built = _make(options)  # it lives as long as the options: see ``run``
    report = replace(built.report, seconds=time.perf_counter() - began)
    said, values = told(report, options.dry_run), as_values(report)
    _tell([*said, *touched(report)], report.seconds)
    keep(asked, read, said, report.clean, values)
    return _exit_code(options, report.clean, document(values))


def _asked(options: argparse.Namespace) -> "Asked":
    from datetime import UTC, datetime

    from sitegen.commands.again import Asked

    beside = ("jobs", "profile", "report", "strict", "verbose", "why")
    said = {name: value for name, value in vars(options).items() if name not in beside}
    said["categories"] = sorted(options.categories)
    said["today"], said["ci"] = datetime.now(UTC).date(), os.environ.get("CI")
    roots = (options.content, options.templates, *options.dumps)
    return Asked(said, tuple(map(Path, roots)), Path(options.output))


def _run_redate(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import redate

    began = time.perf_counter()
    _, report = redate(_inputs(options), options.what, options.day)
    return _conclude(options, report, began)


def _run_restore(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import restore

    began = time.perf_counter()
    _, report = restore(_inputs(options), options.what, progress)
    return _conclude(options, report, began)


def _run_remove(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import remove

    began = time.perf_counter()
    _, report = remove(_inputs(options), options.what)
    return _conclude(options, report, began)


def _run_same(options: argparse.Namespace) -> int:
    from sitegen.commands.judge import same

    began = time.perf_counter()
    _, report = same(_inputs(options), options.one, options.other)
    return _conclude(options, report, began)


def _run_different(options: argparse.Namespace) -> int:
    from sitegen.commands.judge import different

    began = time.perf_counter()
    _, report = different(_inputs(options), options.one, options.other, progress)
    return _conclude(options, report, began)


def _run_undo(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import undo

    began = time.perf_counter()
    return _conclude(options, undo(_inputs(options)), began)


def _run_ledger(options: argparse.Namespace) -> int:
    from sitegen.commands.prove import prove

    site = Path(options.verify)
    proof = prove(Path(options.content), site, options.dumps)
    for problem in proof.lost:
        say(f"lost: {problem}")
    for why, count in sorted(proof.aside.items()):
        say(f"{count} need not be there: {why}")
    say(f"{proof.blocks} blocks of text, {len(proof.lost)} not on the site")
    return 1 if proof.lost else 0


def _run_topics(options: argparse.Namespace) -> int:
    from sitegen.commands.explain import explain, shown, try_out

    content = Path(options.content)
    if options.explain:
        verdict = explain(content, options.explain)
    else:
        verdict = try_out(content, sys.stdin.read() if options.test == "-" else options.test)
    print(shown(verdict, options.json))
    return 0


def _run_serve(options: argparse.Namespace) -> int:
    from sitegen.commands.serve import Rebuilding, serve
    from sitegen.state import State

    def build() -> "Built":
        began = time.perf_counter()
        with State(Path(options.content)).exclusive():
            built = _make(options)
        _conclude(options, built.report, began)
        return built

    watched = [Path(options.content), Path(options.templates), *map(Path, options.dumps)]
    serve(Path(options.output), options.host, options.port, Rebuilding(build), watched, say)
    return 0


def _make(options: argparse.Namespace) -> "Built":
    from dataclasses import replace
    from functools import partial

    from sitegen.commands.build import Target, build
    from sitegen.commands.ingest import ingest
    from sitegen.memory import remembering
    from sitegen.pool import default_jobs, ordered_map
    from sitegen.steps import Steps

    step = Steps()
    jobs = options.jobs or default_jobs()
    inputs = replace(_inputs(options), spread=partial(ordered_map, jobs=jobs), step=step)
    target = Target(
        inputs.content,
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
    with remembering(inputs.content, step), _uncollected():
        content, report = ingest(inputs, progress)
        built = build(content, target, report, say, progress_bar, step)
    for line in step.lines() if options.profile else ():
        say(line)
    return built


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


def _inputs(options: argparse.Namespace) -> "Inputs":
    from datetime import UTC, datetime

    from sitegen.commands.reading import Inputs, on_ci
    from sitegen.dumps.sidecar import Said
    from sitegen.dumps.snapshot_stream import Filter

    content = Path(options.content)
    own = content / DUMPS
    sources = tuple(options.dumps) or ((str(own),) if own.is_dir() else ())
    said = Said(date=options.date, year=options.year)
    today = datetime.now(UTC).date()
    dry_run, add = options.dry_run, getattr(options, "add", False)
    chosen = Filter(getattr(options, "since", ""), getattr(options, "categories", frozenset()))
    update = getattr(options, "update", False)
    return Inputs(content, sources, said, today, dry_run, add, on_ci(), chosen, update)


def _conclude(options: argparse.Namespace, report: "Report", began: float) -> int:
    from dataclasses import replace

    from sitegen.commands.report import as_json, told, touched

    report = replace(report, seconds=time.perf_counter() - began)
    _tell([*told(report, options.dry_run), *touched(report)], report.seconds)
    return _exit_code(options, report.clean, as_json(report))


def _tell(lines: Iterable[str], seconds: float) -> None:
    for line in lines:
        say(line)
    say(f"done in {seconds:.1f} s")


def _exit_code(options: argparse.Namespace, clean: bool, report: str) -> int:
    if options.report and not _written(Path(options.report), report):
        return 1
    return 1 if options.strict and not clean else 0


def _report_failure(options: argparse.Namespace, error: DigestError) -> None:
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


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": _run_init,
    "ingest": _run_ingest,
    "build": _run_build,
    "serve": _run_serve,
    "redate": _run_redate,
    "restore": _run_restore,
    "remove": _run_remove,
    "same": _run_same,
    "different": _run_different,
    "undo": _run_undo,
    "ledger": _run_ledger,
    "topics": _run_topics,
}
