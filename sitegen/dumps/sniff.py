"""Which reader a dump needs: decided by its content, never by its name alone."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from sitegen.dumps import page_text
from sitegen.dumps.capture import Capture, Reading
from sitegen.dumps.decode import decode
from sitegen.errors import Problem

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of dump: how it is recognised, how it is read."""

    name: str
    looks_like: Callable[[str], bool]
    read: Callable[[str, str], Reading]


KINDS = (Kind(page_text.KIND, page_text.looks_like, page_text.read),)


def read_dump(data: bytes, name: str, file: str) -> Capture:
    """The capture in these bytes. What cannot be read is in its ``reading.refused``."""
    digest = hashlib.sha256(data).hexdigest()
    text = decode(data, file)
    if isinstance(text, Problem):
        return Capture(name, file, digest, UNKNOWN, Reading(None, (), (text,)))
    for kind in KINDS:
        if kind.looks_like(text):
            reading = _told_if_empty(kind.read(text, file), file)
            return Capture(name, file, digest, kind.name, reading)
    return Capture(name, file, digest, UNKNOWN, Reading(None, (), (_no_dump(file, text),)))


def _told_if_empty(reading: Reading, file: str) -> Reading:
    """Silence is what keepers miss most."""
    if reading.records or reading.refused or reading.warnings:
        return reading
    reason = "the dump holds no entries"
    hint = "Nothing was taken from it; look whether the page was saved whole"
    return replace(reading, warnings=(Problem(file, 0, reason, hint=hint),))


def _no_dump(file: str, text: str) -> Problem:
    reason = "this is no dump of a known kind"
    hint = f"Known kinds: {', '.join(kind.name for kind in KINDS)}"
    return Problem(file, 1, reason, text.strip()[:200], hint)
