"""That both sites hold the same: files and bytes, by kind of page."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

ALIKE, TOGETHER = 0.1, "all files"


class Output(Struct, frozen=True):
    """The files of one kind on both sides, and how many bytes they have."""

    kind: str
    ours: int
    our_bytes: int
    theirs: int
    their_bytes: int

    @property
    def ratio(self) -> float:
        """Our bytes in a page over theirs."""
        return (self.our_bytes / self.ours) / (self.their_bytes / self.theirs)

    def cells(self) -> tuple[str, ...]:
        if not self.ours or not self.theirs:
            return self.kind, f"{self.ours:,}", f"{self.theirs:,}", "none"
        alike = self.kind == TOGETHER or abs(self.ratio - 1) <= ALIKE
        mark = "" if alike else " (not alike)"
        each = (self.our_bytes // self.ours, self.their_bytes // self.theirs)
        return (
            self.kind,
            f"{self.ours:,} of {each[0]:,} bytes",
            f"{self.theirs:,} of {each[1]:,} bytes",
            f"{self.ratio:.2f}{mark}",
        )


KINDS = {
    "papers": ("papers/*.html", "papers/*.html"),
    "days": ("days/*.html", "days/*/index.html"),
    "topics": ("topics/**/*.html", "topics/**/*.html"),
    "feeds": ("feeds/*.*", "topics/**/*.[ax][tm]*"),
    TOGETHER: ("**/*", "**/*"),
}


def outputs(ours: Path, theirs: Path) -> list[Output]:
    return [
        Output(kind, *_count(ours.glob(our)), *_count(theirs.glob(their)))
        for kind, (our, their) in KINDS.items()
    ]


def _count(paths: Iterable[Path]) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in paths if path.is_file()]
    return len(sizes), sum(sizes)
