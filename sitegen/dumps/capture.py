"""A dump that has been read."""

from dataclasses import dataclass

from sitegen.errors import Problem
from sitegen.model import Record


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: the day as printed (year, month, day) and the entries.

    ``refused`` are the entries and lines it could not take, ``warnings`` doubts about what it
    took; ``day_line`` is the line on which the day is printed, 0 where there is none.
    """

    printed: tuple[int | None, int, int] | None
    records: tuple[Record, ...]
    refused: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    day_line: int = 0


@dataclass(frozen=True, slots=True)
class Capture:
    """One dump: ``name`` is its file name, ``digest`` the SHA-256 of its bytes.

    ``file`` is the name as the keeper gave it, for messages only.
    """

    name: str
    file: str
    digest: str
    kind: str
    reading: Reading
