"""A conversation with the Pagefind binary: base64(JSON) and a comma per message, both ways."""

import base64
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BufferedReader
from itertools import islice
from typing import IO, Any, cast

import pagefind_bin

from sitegen.errors import DigestError, Problem

CHUNK = 1 << 16


def message(payload: Mapping[str, Any]) -> bytes:
    return base64.b64encode(json.dumps({"message_id": 0, "payload": payload}).encode()) + b","


def converse(messages: Iterator[bytes], expected: int) -> Mapping[str, Any]:
    """The last answer. Writes in one thread, reads in this one, so that no pipe can fill up.

    The binary drops what it has not yet answered when its input ends: it stays open until the
    last answer is here.
    """
    process = start()
    stdin, stdout = cast(IO[bytes], process.stdin), cast(BufferedReader, process.stdout)
    writer = threading.Thread(target=send, args=(stdin, messages), daemon=True)
    writer.start()
    try:
        found = list(islice(answers(stdout), expected))
    finally:
        process.kill()
        writer.join()
        close(process)
    if len(found) < expected:
        raise failure(f"Pagefind died after {len(found)} of {expected} answers")
    return found[-1]


def start() -> subprocess.Popen[bytes]:
    try:
        command = [str(pagefind_bin.get_executable()), "--service"]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        reason = error.strerror or "the program is not there"
        raise failure(f"Pagefind cannot be started ({reason})") from error


def send(pipe: IO[bytes], messages: Iterator[bytes]) -> None:
    """A pipe that breaks is told by the reader, who misses answers."""
    with suppress(BrokenPipeError):
        pipe.writelines(messages)
        pipe.flush()


def answers(pipe: BufferedReader) -> Iterator[Mapping[str, Any]]:
    """One item per answer; the first refusal ends the conversation."""
    begun: list[bytes] = []
    while chunk := pipe.read1(CHUNK):
        first, *more = chunk.split(b",")
        begun.append(first)
        for rest in more:
            yield check(b"".join(begun))
            begun = [rest]


def check(answer: bytes) -> Mapping[str, Any]:
    try:
        payload: Mapping[str, Any] = json.loads(base64.b64decode(answer))["payload"]
        refused, reason = payload["type"] == "Error", payload.get("message")
    except (ValueError, TypeError, KeyError) as error:
        raise failure("Pagefind answered in a way that is not known here") from error
    if refused:
        raise failure(f"Pagefind refused: {reason}")
    return payload


def close(process: subprocess.Popen[bytes]) -> None:
    """Reap the binary; what the pipe still buffers has no reader any more."""
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(BrokenPipeError):
            cast(IO[bytes], pipe).close()


def failure(reason: str) -> DigestError:
    hint = "Install pagefind-bin again, or switch the search off in site.yml"
    return DigestError([Problem("search", 0, reason, hint=hint, error=True)])
