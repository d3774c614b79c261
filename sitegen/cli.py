"""Words, progress and exit codes: the only place that prints.

Exit codes: 0 done; 1 problems (an error, or any problem with ``--strict``); 2 wrong usage.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sitegen import __version__
from sitegen.errors import DigestError, Problem

if TYPE_CHECKING:
    from sitegen.commands.ingest import Inputs
    from sitegen.commands.report import Report

Item = TypeVar("Item")
DUMPS = "dumps"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code."""
    options = _parser().parse_args(arguments)
    try:
        with _alone(options):
            code: int = options.run(options)
        return code
    except DigestError as error:
        for problem in error.problems:
            _say(f"error: {problem}")
        _say("Stopped. The site is as whole as it was before.")
        return 1
    except KeyboardInterrupt:
        _say("interrupted")
        return 130
    except BrokenPipeError:
        return 1
    except OSError as error:
        _say(f"error: {error.filename or 'system'}: {error.strerror or error}")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sitegen", description="A static site from captures of daily paper lists."
    )
    parser.add_argument("--version", action="version", version=f"sitegen {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _init(commands.add_parser("init", help="begin a digest in a folder"))
    _ingest(commands.add_parser("ingest", help="take dumps into content/"))
    _build(commands.add_parser("build", help="ingest, then build the site"))
    _serve(commands.add_parser("serve", help="build, serve on this machine, rebuild on change"))
    _redate(commands.add_parser("redate", help="give a capture or a day another day"))
    _ledger(commands.add_parser("ledger", help="prove that nothing of a dump is lost"))
    _restore(commands.add_parser("restore", help="bring back a deleted paper, or those of a day"))
    return parser


def _alone(options: argparse.Namespace) -> AbstractContextManager[None]:
    """Two runs never change the same content; a dry run changes nothing."""
    from sitegen.state import State

    if options.run in (_run_redate, _run_restore) and not Path(options.content).is_dir():
        hint = "Go to the folder of your digest, or name its content folder with --content"
        raise DigestError([Problem(options.content, 0, "no such folder", hint=hint, error=True)])
    if options.run in (_run_init, _run_serve) or options.dry_run:
        return nullcontext()
    return State(Path(options.content)).exclusive()


def _day(text: str) -> str:
    from sitegen.dates import NoSuchDay, listing_day

    try:
        return listing_day(text) if text else ""
    except NoSuchDay as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _year(text: str) -> str:
    if text and (not re.fullmatch("[0-9]{4}", text) or text == "0000"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year of four digits")
    return text


def _address(text: str) -> str:
    from sitegen.content.settings import is_web_address

    if text and not is_web_address(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no address like https://example.org/")
    return text


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR")
    parser.add_argument("--title", default="", help="what the site is called")
    parser.add_argument("--id", default="", help="part of every feed id, e.g. example.org")
    parser.add_argument("--url", default="", help="the address it will be served at")
    _content(parser)
    parser.set_defaults(run=_run_init)


def _ingest(parser: argparse.ArgumentParser) -> None:
    _dumps(parser)
    _content(parser)
    _outcome(parser)
    parser.set_defaults(run=_run_ingest)


def _build(parser: argparse.ArgumentParser) -> None:
    _dumps(parser)
    _content(parser)
    _site(parser)
    _outcome(parser)
    parser.set_defaults(run=_run_build)


def _serve(parser: argparse.ArgumentParser) -> None:
    _dumps(parser)
    _content(parser)
    _site(parser)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(run=_run_serve, strict=False, dry_run=False, report="")


def _redate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="CAPTURE|DAY", help="a dump's file name, or a day")
    parser.add_argument("day", metavar="NEW", type=_day, help="YYYY-MM-DD or undated")
    _content(parser)
    _outcome(parser)
    parser.set_defaults(run=_run_redate, dumps=[], date="", year="")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="PAPER|DAY", help="a slug, or a day")
    _dumps(parser)
    _content(parser)
    _outcome(parser)
    parser.set_defaults(run=_run_restore)


def _ledger(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--verify", metavar="SITE", required=True, help="a published site")
    parser.add_argument("dumps", nargs="+", metavar="DUMPS", help="the dumps it was made of")
    _content(parser)
    parser.set_defaults(run=_run_ledger, dry_run=True)


def _dumps(parser: argparse.ArgumentParser) -> None:
    text = "files, folders or - (default: the folder dumps of the content)"
    parser.add_argument("dumps", nargs="*", metavar="DUMPS", help=text)
    of_all = "the listing day of these dumps, or undated"
    parser.add_argument("--date", metavar="D", type=_day, default="", help=of_all)
    of_some = "the year of dumps that print none"
    parser.add_argument("--year", metavar="Y", type=_year, default="", help=of_some)
    more = "take in papers of arXiv answers and bibliographies that no list of a day holds"
    parser.add_argument("--add", action="store_true", help=more)


def _content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", metavar="DIR", default="content", help="default: content")


def _site(parser: argparse.ArgumentParser) -> None:
    from_folder = "files here go before the default templates (default: templates)"
    parser.add_argument("--templates", metavar="DIR", default="templates", help=from_folder)
    parser.add_argument("--output", metavar="DIR", default="site", help="default: site")
    where = "where it is served"
    parser.add_argument("--base-url", metavar="URL", type=_address, default="", help=where)
    parser.add_argument("--preview", metavar="NAME", default="", help="mark it as a preview")
    parser.add_argument("--jobs", metavar="N", type=_count, default=0, help="processes")


def _outcome(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true", help="exit 1 for any problem")
    parser.add_argument("--dry-run", action="store_true", help="say what would change")
    parser.add_argument("--report", metavar="FILE", default="", help="write the summary as JSON")


def _run_init(options: argparse.Namespace) -> int:
    from sitegen.commands.init import init

    folder = Path(options.folder)
    written = init(folder, folder / options.content, options.title, options.id, options.url)
    for path in written:
        _say(f"wrote {path}")
    _say(f"Put dumps into {options.content}/{DUMPS}/ and run: sitegen build")
    return 0


def _run_ingest(options: argparse.Namespace) -> int:
    from sitegen.commands.ingest import ingest

    began = time.perf_counter()
    _, report = ingest(_inputs(options), _progress)
    return _conclude(options, report, began)


def _run_build(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    return _conclude(options, _make(options), began)


def _run_redate(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import redate

    began = time.perf_counter()
    _, report = redate(_inputs(options), options.what, options.day)
    return _conclude(options, report, began)


def _run_restore(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import restore

    began = time.perf_counter()
    _, report = restore(_inputs(options), options.what, _progress)
    return _conclude(options, report, began)


def _run_ledger(options: argparse.Namespace) -> int:
    from sitegen.commands.prove import prove

    site = Path(options.verify)
    count, problems = prove(Path(options.content), site, options.dumps)
    for problem in problems:
        _say(f"lost: {problem}")
    _say(f"{count} blocks of text, {len(problems)} not on the site")
    return 1 if problems else 0


def _run_serve(options: argparse.Namespace) -> int:
    from sitegen.commands.serve import serve
    from sitegen.state import State

    def rebuild() -> None:
        began = time.perf_counter()
        with State(Path(options.content)).exclusive():
            report = _make(options)
        _conclude(options, report, began)

    rebuild()
    watched = [Path(options.content), Path(options.templates), *map(Path, options.dumps)]
    serve(Path(options.output), options.host, options.port, rebuild, watched, _say)
    return 0


def _make(options: argparse.Namespace) -> "Report":
    from sitegen.commands.build import Target, build
    from sitegen.commands.ingest import ingest
    from sitegen.pool import default_jobs

    inputs = _inputs(options)
    target = Target(
        inputs.content,
        Path(options.templates),
        Path(options.output),
        options.base_url,
        options.preview,
        options.jobs or default_jobs(),
        options.dry_run,
    )
    content, report = ingest(inputs, _progress)
    return build(content, target, report, _say)


def _inputs(options: argparse.Namespace) -> "Inputs":
    from datetime import UTC, datetime

    from sitegen.commands.ingest import Inputs, on_ci
    from sitegen.dumps.sidecar import Said

    content = Path(options.content)
    own = content / DUMPS
    sources = tuple(options.dumps) or ((str(own),) if own.is_dir() else ())
    said = Said(date=options.date, year=options.year)
    today = datetime.now(UTC).date()
    dry_run, add = options.dry_run, getattr(options, "add", False)
    return Inputs(content, sources, said, today, dry_run, add, on_ci())


def _conclude(options: argparse.Namespace, report: "Report", began: float) -> int:
    from dataclasses import replace

    from sitegen.commands.report import as_json, summary

    report = replace(report, seconds=time.perf_counter() - began)
    for problem in report.refused:
        _say(f"refused: {problem}")
    for problem in report.warnings:
        _say(f"warning: {problem}")
    for line in summary(report, options.dry_run):
        _say(line)
    if options.report and not _written(Path(options.report), as_json(report)):
        return 1
    return 1 if options.strict and not report.clean else 0


def _written(path: Path, text: str) -> bool:
    """What was done is done, even where its report cannot be written."""
    from sitegen.store import write_atomic

    try:
        write_atomic(path, text.encode())
    except DigestError as error:
        _say(f"error: {error}")
        return False
    return True


def _progress(words: str, items: Sequence[Item]) -> Iterable[Item]:
    """A bar on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        _say(f"{words}: {len(items)}")
        return items
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would keep the renderer from forking
    bar: Iterable[Item] = tqdm(items, desc=words, leave=False)
    return bar


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
