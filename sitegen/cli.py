"""What was asked for, and exit codes.

Exit codes: 0 done; 1 problems (an error, or any problem with ``--strict``); 2 wrong usage.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from typing import NoReturn

from sitegen import building, keeping
from sitegen.asking import alone
from sitegen.errors import DigestError
from sitegen.keeping import Command
from sitegen.options import parser
from sitegen.outcome import report_failure
from sitegen.terminal import say

_THEMSELVES = ("init", "serve", "build")  # they ask to be alone when they are to write


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
        with nullcontext() if options.command in _THEMSELVES else alone(options):
            return _COMMANDS[options.command](options)
    except DigestError as error:
        for problem in error.problems:
            say(f"error: {problem}")
        say("Stopped. The site is as whole as it was before.")
        report_failure(options, error)
        return 1
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    except BrokenPipeError:
        return 1
    except OSError as error:
        say(f"error: {error.filename or 'system'}: {error.strerror or error}")
        return 1


_COMMANDS: dict[str, Command] = {
    "init": keeping.run_init,
    "ingest": keeping.run_ingest,
    "build": building.run_build,
    "serve": building.run_serve,
    "redate": keeping.run_redate,
    "restore": keeping.run_restore,
    "remove": keeping.run_remove,
    "same": keeping.run_same,
    "different": keeping.run_different,
    "undo": keeping.run_undo,
    "ledger": keeping.run_ledger,
    "topics": keeping.run_topics,
}
