"""What a run did, as values: told on the terminal, written with ``--report``."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from sitegen.commands.reportfile import document
from sitegen.errors import Problem, shorten

if TYPE_CHECKING:
    from sitegen.decide.update import Update


class DumpLine(Struct, frozen=True):
    """One dump of the run; ``day`` is an ISO day or None for Undated."""

    file: str
    kind: str
    day: str | None
    entries: int


class Report(Struct, frozen=True):
    """Counts of one run. ``refused`` and ``warnings`` are told with file and line; ``untold`` is
    how many more were refused than a dump's report tells one by one. ``done`` is what a keeper's
    command did, in words, ``errors`` why nothing was done. ``made`` counts pages, feeds and JSON
    documents that were made anew (``reasons`` says why, where somebody asked), ``written`` and
    ``removed`` files of the site."""

    dumps: tuple[DumpLine, ...] = ()
    entries: int = 0
    papers: int = 0
    new: int = 0
    merged: int = 0
    known: int = 0
    passed: int = 0
    left_out: int = 0
    refused: tuple[Problem, ...] = ()
    untold: int = 0
    pages: int = 0
    feeds: int = 0
    indexed: int = 0
    seconds: float = 0.0
    warnings: tuple[Problem, ...] = ()
    changed: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    updates: "tuple[Update, ...]" = ()
    made: int = 0
    written: int = 0
    removed: int = 0
    reasons: tuple[str, ...] = ()
    errors: tuple[Problem, ...] = ()

    def with_warnings(self, warnings: Iterable[Problem]) -> "Report":
        known = dict.fromkeys((*self.warnings, *warnings))
        return replace(self, warnings=tuple(known))

    @property
    def clean(self) -> bool:
        return not self.refused and not self.warnings


def as_json(report: Report) -> str:
    return document(as_values(report))


def as_values(report: Report) -> dict[str, Any]:
    values: dict[str, Any] = to_builtins(report)
    for key in ("refused", "warnings", "errors"):
        problems = getattr(report, key)
        values[key] = [
            {"file": p.file, "line": p.line, "reason": p.reason, "text": p.text, "hint": p.hint}
            for p in problems
        ]
    values["seconds"] = round(report.seconds, 3)
    return values


def summary(report: Report, dry: bool) -> list[str]:
    """A few lines for a person."""
    lines = [*report.done, *map(_update_line, report.updates)]
    if report.dumps:
        count = len(report.refused) + report.untold
        refused = f", {count} refused" if count else ""
        lines.append(
            f"{len(report.dumps)} dumps, {report.entries} entries: {report.new} new, "
            f"{report.merged} merged, {report.known} known{refused}"
        )
    if report.passed:
        lines.append(
            f"{report.passed} entries speak of papers that no list of the day holds; "
            "--add takes them in"
        )
    if report.left_out:
        lines.append(f"{report.left_out} entries were left out by --since or --categories")
    if dry:
        lines += [f"would change {path}" for path in report.changed]
        lines.append("nothing was written")
    elif report.changed:
        lines.append(f"{len(report.changed)} content files changed")
    if report.pages:
        lines.append(
            f"{report.papers} papers on {report.pages} pages, {report.feeds} feeds, "
            f"{report.indexed} papers in the search"
        )
    return lines


def touched(report: Report) -> list[str]:
    """What a build did to the site that stood."""
    if not report.pages:
        return []
    counts = f"{report.made} pages, feeds and documents made anew"
    files = f"{report.written} files of the site written, {report.removed} taken away"
    return [*(f"made: {one}" for one in report.reasons), f"{counts}; {files}"]


def told(report: Report, dry: bool) -> list[str]:
    """All that is said of a run, but for what it ``touched``."""
    refused = [f"refused: {problem}" for problem in report.refused]
    return [*refused, *(f"warning: {one}" for one in report.warnings), *summary(report, dry)]


def _update_line(one: "Update") -> str:
    old, new = (
        shorten(value if isinstance(value, str) else ", ".join(value))
        for value in (one.old, one.new)
    )
    what = "kept, since you edited it" if one.kept else "updated"
    return f"{what}: {one.file}:{one.line}: {one.slug}: {one.field}: {old!r} -> {new!r}"
