"""What an ingest or a keeper's command decides, written and told."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from sitegen.commands.contentfiles import Changes, names, topic_changes, write
from sitegen.commands.inputs import Inputs
from sitegen.commands.report import Report
from sitegen.content.whole import Content
from sitegen.contents import DAYS, ledger_changes, pages_of
from sitegen.decide.ingest import Decision, FileOf
from sitegen.errors import DigestError, Problem


def conclude(
    inputs: Inputs, content: Content, decision: Decision, report: Report
) -> tuple[Content, Report]:
    """Writes what was decided, all or nothing, and reports it."""
    errors = [problem for problem in decision.warnings if problem.error]
    if errors:
        raise DigestError(errors)
    ledger_files, ledger = ledger_changes(inputs.content, decision.ledger)
    after = replace(content, days=pages_of(decision.pages), ledger=ledger)
    changes = {**_page_changes(inputs, decision), **ledger_files, **topic_changes(inputs, after)}
    write(inputs, after, changes, decision.deleted)
    tally = decision.tally
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
        changed=names(inputs, changes),
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


def _page_changes(inputs: Inputs, decision: Decision) -> Changes:
    return {
        inputs.content / DAYS / f"{day}.md": None if text is None else text.encode()
        for day, text in decision.texts.items()
    }


def _deletions(inputs: Inputs, decision: Decision) -> list[Problem]:
    if not decision.deleted:
        return []
    names = ", ".join(decision.deleted[:5]) + (", …" if len(decision.deleted) > 5 else "")
    reason = f"{len(decision.deleted)} papers were deleted by hand: {names}"
    hint = "They stay away; `sitegen restore PAPER` or `sitegen restore DAY` brings them back"
    return [Problem(str(inputs.content / DAYS), 0, reason, hint=hint)]
