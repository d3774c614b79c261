"""Dumps on disk -> captures with their days: every kind whole, the arXiv snapshot as a stream."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sitegen import ids
from sitegen.commands.inputs import Inputs, Progress
from sitegen.commands.report import DumpLine, Report
from sitegen.content.ledger import Ledger
from sitegen.dates import UNDATED
from sitegen.defaults import DUMPS
from sitegen.dumps.arxiv_snapshot import KIND as SNAPSHOT
from sitegen.dumps.capture import Capture
from sitegen.dumps.chosen import EVERYTHING
from sitegen.dumps.dating import INFERRED, Dated, agreed, date_capture
from sitegen.dumps.snapshot_stream import (
    HEAD,
    Streamed,
    Wanted,
    is_snapshot,
    stream,
)
from sitegen.dumps.sniff import read_dump
from sitegen.errors import DigestError, Problem
from sitegen.gather import Dump, gather, without_dumps


def read_dumps(inputs: Inputs, ledger: Ledger, progress: Progress) -> tuple[list[Dated], Report]:
    """The captures in the order of the dumps, and what is to be said of reading them."""
    dumps = gather(inputs.sources)
    captures = _captures(inputs, ledger, dumps, progress)
    dated: list[Dated] = []
    warnings = [*without_dumps(_others(inputs)), *_idle_filters(inputs, captures)]
    for dump, capture in zip(dumps, captures, strict=True):
        recorded = ledger.captures.get(capture.digest)
        known = (recorded.day, recorded.year) if recorded else None
        one, problems = date_capture(capture, inputs.said.over(dump.said), known, inputs.today)
        dated.append(one)
        warnings.extend((*capture.reading.warnings, *problems))
    dated, problems = agreed(dated)
    warnings.extend(problems)
    _guard_guesses(inputs, dated, ledger)
    readings = [capture.reading for capture in captures]
    report = Report(
        tuple(map(_dump_line, dated)),
        sum(reading.entries for reading in readings),
        refused=tuple(problem for reading in readings for problem in reading.refused),
        untold=sum(reading.untold for reading in readings),
        warnings=tuple(warnings),
    )
    return dated, report


def _others(inputs: Inputs) -> Iterator[str]:
    """The sources but the digest's own folder, which may stand empty."""
    return (source for source in inputs.sources if Path(source) != inputs.content / DUMPS)


def _captures(
    inputs: Inputs, ledger: Ledger, dumps: Sequence[Dump], progress: Progress
) -> list[Capture]:
    """Snapshots last: what matters of them, the ledger and all other captures say."""
    read: dict[int, Capture] = {}
    for at, dump in enumerate(progress("reading dumps", dumps)):
        if not is_snapshot(dump.head(HEAD)):
            read[at] = read_dump(dump.data(), dump.name, dump.file)
    snapshots = {at: dump for at, dump in enumerate(dumps) if at not in read}
    if snapshots:
        wanted = Wanted(
            set(_known_keys(ledger, read.values())), inputs.chosen if inputs.add else None
        )
        read |= _streamed(snapshots, wanted, progress)
    return [read[at] for at in sorted(read)]


def _known_keys(ledger: Ledger, captures: Iterable[Capture]) -> Iterator[str]:
    for paper in ledger.papers.values():
        yield from paper.keys
    for capture in captures:
        for record in capture.reading.records:
            yield from ids.keys(record.title, record.facts)


def _streamed(
    snapshots: Mapping[int, Dump], wanted: Wanted, progress: Progress
) -> dict[int, Capture]:
    """Once, and again as long as what was learnt late makes an earlier entry matter."""
    found: dict[int, Streamed] = {}
    while not found or any(one.missed(wanted) for one in found.values()):
        found.clear()
        wanted.learnt.clear()
        for at, dump in snapshots.items():
            chunks = progress(f"streaming {dump.file}", dump.chunks())
            found[at] = stream(chunks, dump.name, dump.file, wanted)
    return {at: one.capture for at, one in found.items()}


def _idle_filters(inputs: Inputs, captures: Iterable[Capture]) -> Iterator[Problem]:
    """Filters that have nothing to do are a slip of the keeper's."""
    if inputs.chosen == EVERYTHING:
        return
    options = "--since, --categories"
    if not inputs.add:
        reason = "they choose what --add takes in, and it is not given"
        yield Problem(options, 0, reason, hint="Give --add, or leave them out")
    elif not any(capture.kind == SNAPSHOT for capture in captures):
        reason = "they choose from the arXiv snapshot, and none is among the dumps"
        yield Problem(options, 0, reason, hint="Name the snapshot, or leave them out")


def _dump_line(dated: Dated) -> DumpLine:
    capture = dated.capture
    day = None if dated.day == UNDATED else dated.day
    return DumpLine(capture.file, capture.kind, day, capture.reading.entries)


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
