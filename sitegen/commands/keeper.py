"""The keeper's commands: ``redate``, ``remove``, ``restore``, ``undo``."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from msgspec.structs import replace

from sitegen import store
from sitegen.commands.concluding import conclude, day_files
from sitegen.commands.inputs import Inputs, Progress
from sitegen.commands.reading import read_dumps
from sitegen.commands.report import Report
from sitegen.content.whole import Content
from sitegen.contents import load
from sitegen.dates import UNDATED
from sitegen.decide.happened import happened
from sitegen.decide.ingest import Decision, Move, decide
from sitegen.decide.remove import take_down
from sitegen.decide.restore import bring_back
from sitegen.dumps.dating import PINNED, Dated
from sitegen.errors import DigestError, Problem
from sitegen.state import State
from sitegen.undo import Undo

SHORTEST_DIGEST = 8


def redate(inputs: Inputs, what: str, day: str) -> tuple[Content, Report]:
    """Moves a capture (its file name or the beginning of its digest) or a whole day."""
    content = load(inputs.content)
    move = _named(content, what, day)
    decision = decide(content.days, content.ledger, (), day_files(inputs.content), [move])
    return conclude(inputs, content, decision, told(content, decision, Report()))


def restore(inputs: Inputs, what: str, progress: Progress) -> tuple[Content, Report]:
    """Brings back a paper (slug), or what was taken off a day."""
    content = load(inputs.content)
    observed = decide(content.days, content.ledger, (), day_files(inputs.content))
    slugs = _to_restore(observed, what)
    texts = State(inputs.content).deleted_texts(slugs)
    dated, report = read_dumps(inputs, content.ledger, progress)
    decision = restored(inputs, observed, what, slugs, texts, dated)
    return conclude(inputs, content, decision, told(observed, decision, report))


def remove(inputs: Inputs, what: str) -> tuple[Content, Report]:
    """Takes a paper down; ``restore`` brings it back as it stood."""
    content = load(inputs.content)
    files = day_files(inputs.content)
    observed = decide(content.days, content.ledger, (), files)
    papers = observed.ledger.papers.values()
    found = [p.slug for p in papers if not p.deleted and what in (p.slug, *p.aliases)]
    if not found:
        close = get_close_matches(what, [p.slug for p in papers if not p.deleted], 3)
        hint = f"Did you mean {', '.join(close)}?" if close else "Name it by its slug"
        raise DigestError([Problem(what, 0, "no paper has this slug", hint=hint, error=True)])
    decision = take_down(observed, found[0], files)
    set_aside(inputs, observed, found)
    return conclude(inputs, content, decision, told(observed, decision, Report()))


def told(before: Content | Decision, decision: Decision, report: Report) -> Report:
    """The report with what became of which paper."""
    pages = before.days if isinstance(before, Content) else before.pages
    return replace(report, done=(*report.done, *happened(pages, decision.pages)))


def set_aside(inputs: Inputs, observed: Decision, slugs: Sequence[str]) -> None:
    """Keeps the sections of papers that are about to go, so that they can come back as they are."""
    if not inputs.dry_run:
        state = State(inputs.content)
        state.keep_deleted(observed.deleted)
        state.remember(observed.pages)
        state.keep_deleted(slugs)


def undo(inputs: Inputs) -> Report:
    """Puts the content back as it was before the last ingest or keeper's command."""
    record = Undo(inputs.content)
    changes = record.changes()
    if not inputs.dry_run:
        store.apply(changes)
        record.forget()
        State(inputs.content).remember(load(inputs.content).days)
    paths = sorted(path.relative_to(inputs.content).as_posix() for path in changes)
    return Report(changed=tuple(paths))


def _named(content: Content, what: str, day: str) -> Move:
    """``what`` as a day with a page, a capture's file name, or a capture's digest."""
    year = "" if day == UNDATED else PINNED
    if what in content.days:
        return Move(day, year, whole_day=what)
    captures = content.ledger.captures.values()
    begun = [c for c in captures if c.digest.startswith(what.lower())]
    is_long = len(what) >= SHORTEST_DIGEST
    found = [c for c in captures if c.name == what] or (begun if is_long else [])
    if len(found) == 1:
        return Move(day, year, capture=found[0].digest)
    names = sorted(f"{c.name} ({c.digest[:12]})" for c in found or begun or captures)
    reason = "several captures have this name" if found else "no capture and no day of this name"
    if begun and not found:
        reason = f"too short for a digest: name at least {SHORTEST_DIGEST} of its letters"
    hint = f"Expected one of: {', '.join(names[:20]) or 'none recorded'}; or a day with a page"
    raise DigestError([Problem(what, 0, reason, hint=hint, error=True)])


def _to_restore(observed: Decision, what: str) -> tuple[str, ...]:
    """Deleted slugs that ``what`` (a slug, an old slug or a day) names."""
    papers = observed.ledger.papers.values()
    gone = [p for p in papers if p.deleted and what in (p.slug, p.home, *p.aliases)]
    off = [x for x in observed.ledger.listings.values() if x.off and what in (x.slug, x.day)]
    if not gone and not off:
        deleted = sorted(p.slug for p in papers if p.deleted)
        reason = "nothing of this name was deleted"
        hint = f"Deleted papers: {', '.join(deleted[:20]) or 'none'}"
        raise DigestError([Problem(what, 0, reason, hint=hint, error=True)])
    return tuple(p.slug for p in gone)


def restored(
    inputs: Inputs,
    observed: Decision,
    what: str,
    slugs: tuple[str, ...],
    texts: Mapping[str, str],
    dated: Sequence[Dated],
) -> Decision:
    """The papers brought back. Raises DigestError where the text of one is not at hand."""
    decision = bring_back(observed, what, slugs, texts, dated, day_files(inputs.content))
    missing = [slug for slug in slugs if decision.ledger.papers[slug].deleted]
    if missing:
        entries = observed.ledger.captures.values()
        names = sorted({c.name for c in entries for x in c.entries if x.slug in missing})
        reason = f"its text is no longer at hand: {', '.join(missing)}"
        hint = f"Name a dump that holds it ({', '.join(names) or 'none recorded'}), or use git"
        raise DigestError([Problem(what, 0, reason, hint=hint, error=True)])
    return decision
