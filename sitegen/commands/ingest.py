"""``sitegen ingest``: dumps into content/, all or nothing."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from sitegen import store
from sitegen.commands.reading import Inputs, Progress, read_dumps
from sitegen.commands.report import Report
from sitegen.content.whole import Content
from sitegen.contents import DAYS, TOPICS, ledger_changes, load
from sitegen.decide.ingest import Decision, FileOf, decide
from sitegen.errors import DigestError, Problem
from sitegen.state import State
from sitegen.topiclists import topic_texts
from sitegen.undo import Undo


def ingest(inputs: Inputs, progress: Progress) -> tuple[Content, Report]:
    """Takes the dumps in; gives the content as it is (or, dry, would be) afterwards."""
    with inputs.step("content"):
        content = load(inputs.content, inputs.spread)
    with inputs.step("dumps"):
        dated, report = read_dumps(inputs, content.ledger, progress)
    files = day_files(inputs.content)
    with inputs.step("decisions"):
        decision = decide(
            content.days, content.ledger, dated, files, add=inputs.add, update=inputs.update
        )
    with inputs.step("content written"):
        return conclude(inputs, content, decision, report)


def conclude(
    inputs: Inputs, content: Content, decision: Decision, report: Report
) -> tuple[Content, Report]:
    """Writes what was decided, all or nothing, and reports it."""
    errors = [problem for problem in decision.warnings if problem.error]
    if errors:
        raise DigestError(errors)
    after = replace(content, days=decision.pages, ledger=decision.ledger)
    changes = _changes(inputs, after, decision)
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
        left_out=tally.left_out,
        refused=report.refused,
        untold=report.untold,
        warnings=report.warnings,
        changed=changed,
        done=(*report.done, *_nothing_new(content, decision)),
        updates=decision.updates,
    )
    return after, done.with_warnings((*decision.warnings, *_deletions(inputs, decision)))


def _nothing_new(content: Content, decision: Decision) -> Iterator[str]:
    """Captures taken in for the first time whose papers all stood before."""
    before = content.ledger
    known = {old for paper in before.papers.values() for old in (paper.slug, *paper.aliases)}
    for digest, entry in sorted(decision.ledger.captures.items(), key=lambda item: item[1].name):
        fresh = digest not in before.captures and entry.day
        if fresh and known.issuperset(listed.slug for listed in entry.entries):
            count = len(entry.entries)
            yield f"{entry.name}: no new paper, each of its {count} entries is known already"


def day_files(content: Path) -> FileOf:
    return FileOf(str(content / DAYS))


def _changes(inputs: Inputs, after: Content, decision: Decision) -> dict[Path, bytes | None]:
    folder = inputs.content
    changes: dict[Path, bytes | None] = {
        folder / DAYS / f"{day}.md": None if text is None else text.encode()
        for day, text in decision.texts.items()
    }
    changes |= ledger_changes(folder, after.ledger)
    seeded = _seeded_topics(folder, after)
    for slug, text in topic_texts(after, inputs.spread).items():
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
