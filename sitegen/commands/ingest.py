"""``sitegen ingest``: dumps into content/, all or nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sitegen import store
from sitegen.commands.reading import Inputs, Progress, read_dumps
from sitegen.commands.report import Report
from sitegen.content.settled import settle, settled
from sitegen.content.whole import Content
from sitegen.contents import DAYS, LEDGER, TOPICS, ledger_changes, load
from sitegen.decide.ingest import Decision, FileOf, decide
from sitegen.errors import DigestError, Problem
from sitegen.state import State
from sitegen.topiclists import topic_texts
from sitegen.undo import Undo

Changes = Mapping[Path, bytes | None]


def ingest(inputs: Inputs, progress: Progress) -> tuple[Content, Report]:
    """Takes the dumps in; gives the content as it is (or, dry, would be) afterwards."""
    with inputs.step("content"):
        content = load(inputs.content)
    with inputs.step("dumps"):
        dated, report = read_dumps(inputs, content.ledger, progress)
    known = None if dated else settled(content)
    if known:
        with inputs.step("content written"):
            return _as_it_stands(inputs, content, replace(report, papers=known.papers))
    files = day_files(inputs.content)
    with inputs.step("decisions"):
        decision = decide(
            content.days, content.ledger, dated, files, add=inputs.add, update=inputs.update
        )
    with inputs.step("content written"):
        after, said = conclude(inputs, content, decision, report)
        if not (dated or decision.warnings or any(map(_is_observed, said.changed))):
            settle(after)
    return after, said


def _is_observed(name: str) -> bool:
    return name.startswith((f"{DAYS}/", f"{LEDGER}/"))


def _as_it_stands(inputs: Inputs, content: Content, report: Report) -> tuple[Content, Report]:
    """Of settled content only the lists of topics, which are made of papers' texts, may change."""
    changes = _topic_changes(inputs, content)
    _write(inputs, content, changes)
    return content, replace(report, changed=_names(inputs, changes))


def conclude(
    inputs: Inputs, content: Content, decision: Decision, report: Report
) -> tuple[Content, Report]:
    """Writes what was decided, all or nothing, and reports it."""
    errors = [problem for problem in decision.warnings if problem.error]
    if errors:
        raise DigestError(errors)
    ledger_files, ledger = ledger_changes(inputs.content, decision.ledger)
    after = replace(content, days=decision.pages, ledger=ledger)
    changes = {**_page_changes(inputs, decision), **ledger_files, **_topic_changes(inputs, after)}
    _write(inputs, after, changes, decision.deleted)
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
        changed=_names(inputs, changes),
        done=(*report.done, *_nothing_new(content, decision)),
        updates=decision.updates,
    )
    return after, done.with_warnings((*decision.warnings, *_deletions(inputs, decision)))


def _write(inputs: Inputs, after: Content, changes: Changes, deleted: Sequence[str] = ()) -> None:
    """All or nothing. The copies that ``restore`` needs are those of the pages as they are now."""
    if inputs.dry_run:
        return
    state = State(inputs.content)
    state.keep_deleted(deleted)
    if changes:
        Undo(inputs.content).keep(changes)
    store.apply(changes)
    state.remember(after.days)


def _names(inputs: Inputs, changes: Changes) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(inputs.content).as_posix() for path in changes))


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


def _topic_changes(inputs: Inputs, after: Content) -> Changes:
    seeded = _seeded_topics(inputs.content, after)
    return {
        inputs.content / TOPICS / f"{slug}.md": text.encode()
        for slug, text in topic_texts(after, inputs.spread).items()
        if slug in seeded or text != after.topics[slug].text
    }


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
