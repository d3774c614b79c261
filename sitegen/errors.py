"""What went wrong, in one shape: where, what was found, what was expected, what to do."""

from collections.abc import Iterable

from msgspec import Struct


class Problem(Struct, frozen=True, order=True):
    """One thing a keeper should know about.

    ``file`` is shown as it was given; ``line`` counts from 1, 0 when the whole file is meant.
    ``text`` is the beginning of the offending text. An ``error`` stops publication, anything
    else is a warning (an error under ``--strict``).
    """

    file: str
    line: int
    reason: str
    text: str = ""
    hint: str = ""
    error: bool = False

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        found = f" (found: {shorten(self.text)!r})" if self.text else ""
        hint = f". {self.hint}" if self.hint else ""
        return f"{where}: {self.reason}{found}{hint}"


class DigestError(Exception):
    """The run cannot go on; carries every problem found so far, so they are told together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["DigestError"], tuple[tuple[Problem, ...]]]:
        return DigestError, (self.problems,)


def shorten(text: str, width: int = 80) -> str:
    """The first ``width`` characters on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
