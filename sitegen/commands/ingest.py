"""``sitegen ingest``: dumps into content/, all or nothing."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sitegen import store
from sitegen.commands.report import DumpLine, Report
from sitegen.content.ledger import Ledger
from sitegen.content.whole import Content
from sitegen.contents import DAYS, TOPICS, ledger_changes, load
from sitegen.dates import UNDATED
from sitegen.decide.ingest import Decision, FileOf, decide
from sitegen.dumps.dating import INFERRED, Dated, agreed, date_capture
from sitegen.dumps.sidecar import Said
from sitegen.dumps.sniff import read_dump
from sitegen.errors import DigestError, Problem
from sitegen.gather import Dump, gather
from sitegen.state import State
from sitegen.topiclists import topic_texts
from sitegen.undo import Undo

Progress = Callable[[str, Sequence[Dump]], Iterable[Dump]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an ingest reads: the content folder, dumps, what the options say of every dump.

    ``today`` bounds a year that has to be guessed; ``pinned_years_only`` (set where CI is)
    makes such a guess an error. ``add``: papers that no list holds are taken in too.
    """

    content: Path
    sources: tuple[str, ...]
    said: Said
    today: date
    dry_run: bool = False
    add: bool = False
    pinned_years_only: bool = False


def on_ci() -> bool:
    return bool(os.environ.get("CI"))


def ingest(inputs: Inputs, progress: Progress) -> tuple[Content, Report]:
    """Takes the dumps in; gives the content as it is (or, dry, would be) afterwards."""
    content = load(inputs.content)
    dated, report = read_dumps(inputs, content.ledger, progress)
    decision = decide(
        content.days, content.ledger, dated, day_files(inputs.content), add=inputs.add
    )
    return conclude(inputs, content, decision, report)


def conclude(
    inputs: Inputs, content: Content, decision: Decision, report: Report
) -> tuple[Content, Report]:
    """Writes what was decided, all or nothing, and reports it."""
    errors = [problem for problem in decision.warnings if problem.error]
    if errors:
        raise DigestError(errors)
    after = replace(content, days=decision.pages, ledger=decision.ledger)
    changes = _changes(inputs.content, after, decision)
    if not inputs.dry_run:
        state = State(inputs.content)
        state.keep_deleted(decision.deleted)
        if changes:
            Undo(inputs.content).keep(changes)
        store.apply(changes)
        state.remember(decision.pages)
    tally = decision.tally
    changed = tuple(sorted(path.relative_to(inputs.content).as_posix() for path in changes))
    done = Report(
        dumps=report.dumps,
        entries=report.entries,
        papers=sum(not known.deleted for known in decision.ledger.papers.values()),
        new=tally.new,
        merged=tally.merged,
        known=tally.known,
        passed=tally.passed,
        refused=report.refused,
        warnings=report.warnings,
        changed=changed,
    )
    return after, done.with_warnings((*decision.warnings, *_deletions(inputs, decision)))


def read_dumps(inputs: Inputs, ledger: Ledger, progress: Progress) -> tuple[list[Dated], Report]:
    dated: list[Dated] = []
    refused: list[Problem] = []
    warnings: list[Problem] = []
    for dump in progress("reading dumps", gather(inputs.sources)):
        capture = read_dump(dump.data, dump.name, dump.file)
        recorded = ledger.captures.get(capture.digest)
        known = (recorded.day, recorded.year) if recorded else None
        one, problems = date_capture(capture, inputs.said.over(dump.said), known, inputs.today)
        dated.append(one)
        warnings.extend((*capture.reading.warnings, *problems))
        refused.extend(capture.reading.refused)
    dated, problems = agreed(dated)
    warnings.extend(problems)
    lines = [_dump_line(one) for one in dated]
    _guard_guesses(inputs, dated, ledger)
    count = sum(line.entries for line in lines)
    report = Report(tuple(lines), count, refused=tuple(refused), warnings=tuple(warnings))
    return dated, report


def _dump_line(dated: Dated) -> DumpLine:
    capture = dated.capture
    day = None if dated.day == UNDATED else dated.day
    return DumpLine(capture.file, capture.kind, day, len(capture.reading.records))


def _guard_guesses(inputs: Inputs, dated: Iterable[Dated], ledger: Ledger) -> None:
    """Where CI builds, a new guess would be lost with the machine."""
    if not inputs.pinned_years_only:
        return
    hint = "Ingest on your own machine and commit content/, or pin the year in a sidecar"
    reason = "the year of this dump would have to be guessed, and is not in the ledger"
    problems = [
        Problem(one.capture.file, 0, reason, hint=hint, error=True)
        for one in dated
        if one.year == INFERRED and one.capture.digest not in ledger.captures
        if one.capture.reading.page is None
    ]
    if problems:
        raise DigestError(problems)


def day_files(content: Path) -> FileOf:
    return FileOf(str(content / DAYS))


def _changes(folder: Path, after: Content, decision: Decision) -> dict[Path, bytes | None]:
    changes: dict[Path, bytes | None] = {
        folder / DAYS / f"{day}.md": None if text is None else text.encode()
        for day, text in decision.texts.items()
    }
    changes |= ledger_changes(folder, after.ledger)
    seeded = _seeded_topics(folder, after)
    for slug, text in topic_texts(after).items():
        path = folder / TOPICS / f"{slug}.md"
        if slug in seeded or text != after.topics[slug].text:
            changes[path] = text.encode()
    return changes


def _seeded_topics(folder: Path, after: Content) -> Collection[str]:
    """A content folder without topics gets the default ones."""
    return () if (folder / TOPICS).is_dir() else after.topics.keys()


def _deletions(inputs: Inputs, decision: Decision) -> list[Problem]:
    if not decision.deleted:
        return []
    names = ", ".join(decision.deleted[:5]) + (", …" if len(decision.deleted) > 5 else "")
    reason = f"{len(decision.deleted)} papers were deleted by hand: {names}"
    hint = "They stay away; `sitegen restore PAPER` or `sitegen restore DAY` brings them back"
    return [Problem(str(inputs.content / DAYS), 0, reason, hint=hint)]
