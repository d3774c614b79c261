"""The commands of a keeper, but ``build`` and ``serve``: each with its own exit code."""

import argparse
import sys
import time
from pathlib import Path

from sitegen.asking import inputs_of
from sitegen.defaults import DUMPS
from sitegen.outcome import conclude
from sitegen.terminal import progress, say


def run_init(options: argparse.Namespace) -> int:
    from sitegen.commands.init import init

    folder = Path(options.folder)
    written = init(folder, folder / options.content, options.title, options.id, options.url)
    for path in written:
        say(f"wrote {path}")
    say(f"Put dumps into {options.content}/{DUMPS}/ and run: sitegen build")
    return 0


def run_ingest(options: argparse.Namespace) -> int:
    from sitegen.commands.ingest import ingest

    began = time.perf_counter()
    _, report = ingest(inputs_of(options), progress)
    return conclude(options, report, began)


def run_redate(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import redate

    began = time.perf_counter()
    _, report = redate(inputs_of(options), options.what, options.day)
    return conclude(options, report, began)


def run_restore(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import restore

    began = time.perf_counter()
    _, report = restore(inputs_of(options), options.what, progress)
    return conclude(options, report, began)


def run_remove(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import remove

    began = time.perf_counter()
    _, report = remove(inputs_of(options), options.what)
    return conclude(options, report, began)


def run_same(options: argparse.Namespace) -> int:
    from sitegen.commands.judge import same

    began = time.perf_counter()
    _, report = same(inputs_of(options), options.one, options.other)
    return conclude(options, report, began)


def run_different(options: argparse.Namespace) -> int:
    from sitegen.commands.judge import different

    began = time.perf_counter()
    _, report = different(inputs_of(options), options.one, options.other, progress)
    return conclude(options, report, began)


def run_undo(options: argparse.Namespace) -> int:
    from sitegen.commands.keeper import undo

    began = time.perf_counter()
    return conclude(options, undo(inputs_of(options)), began)


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
