"""The commands of a keeper, but ``build`` and ``serve``: each with its own exit code."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.asking import inputs_of
from sitegen.defaults import DUMPS
from sitegen.outcome import conclude
from sitegen.terminal import progress, say

if TYPE_CHECKING:
    from sitegen.commands.report import Report

Command = Callable[[argparse.Namespace], int]


def run_init(options: argparse.Namespace) -> int:
    from sitegen.commands.init import init

    folder = Path(options.folder)
    written = init(folder, folder / options.content, options.title, options.id, options.url)
    for path in written:
        say(f"wrote {path}")
    say(f"Put dumps into {options.content}/{DUMPS}/ and run: sitegen build")
    return 0


def _telling(change: Callable[[argparse.Namespace], "Report"]) -> Command:
    """A command that changes the content and tells what it did."""

    def run(options: argparse.Namespace) -> int:
        began = time.perf_counter()
        return conclude(options, change(options), began)

    return run


@_telling
def run_ingest(options: argparse.Namespace) -> "Report":
    from sitegen.commands.ingest import ingest

    return ingest(inputs_of(options), progress)[1]


@_telling
def run_redate(options: argparse.Namespace) -> "Report":
    from sitegen.commands.keeper import redate

    return redate(inputs_of(options), options.what, options.day)[1]


@_telling
def run_restore(options: argparse.Namespace) -> "Report":
    from sitegen.commands.keeper import restore

    return restore(inputs_of(options), options.what, progress)[1]


@_telling
def run_remove(options: argparse.Namespace) -> "Report":
    from sitegen.commands.keeper import remove

    return remove(inputs_of(options), options.what)[1]


@_telling
def run_same(options: argparse.Namespace) -> "Report":
    from sitegen.commands.judge import same

    return same(inputs_of(options), options.one, options.other)[1]


@_telling
def run_different(options: argparse.Namespace) -> "Report":
    from sitegen.commands.judge import different

    return different(inputs_of(options), options.one, options.other, progress)[1]


@_telling
def run_undo(options: argparse.Namespace) -> "Report":
    from sitegen.commands.keeper import undo

    return undo(inputs_of(options))


def run_ledger(options: argparse.Namespace) -> int:
    from sitegen.commands.prove import prove

    site = Path(options.verify)
    proof = prove(Path(options.content), site, options.dumps)
    for problem in proof.lost:
        say(f"lost: {problem}")
    for why, count in sorted(proof.aside.items()):
        say(f"{count} need not be there: {why}")
    say(f"{proof.blocks} blocks of text, {len(proof.lost)} not on the site")
    return 1 if proof.lost else 0


def run_topics(options: argparse.Namespace) -> int:
    from sitegen.commands.explain import explain, shown, try_out

    content = Path(options.content)
    if options.explain:
        verdict = explain(content, options.explain)
    else:
        verdict = try_out(content, sys.stdin.read() if options.test == "-" else options.test)
    print(shown(verdict, options.json))
    return 0
