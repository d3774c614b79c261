"""One ingest, as a pure function: content and captures in, new texts and ledger out.

pages, ledger
  | unify, observe       what people did since
  | move                 captures whose day a keeper has named now
  v settled pages
  | merge                records -> papers, known or new
  | unify                papers that a record has shown to be one
  | update               what newer dumps tell otherwise, where a keeper asks for it
  v texts, ledger
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import read_day
from sitegen.content.ledger import Ledger
from sitegen.decide.apart import apart
from sitegen.decide.deadlinks import dead_links
from sitegen.decide.doubts import doubtful_captures, near_titles
from sitegen.decide.draft import Draft
from sitegen.decide.finish import Outcome, finish
from sitegen.decide.merge import Tally, merge
from sitegen.decide.moves import move_capture, move_day
from sitegen.decide.observe import observe
from sitegen.decide.unify import unify
from sitegen.decide.update import Update
from sitegen.decide.update import update as updated
from sitegen.dumps.dating import Dated
from sitegen.errors import Problem


class Decision(Struct, frozen=True):
    """Pages and ledger as they are to be. ``texts``: only the pages that change, None: gone.

    ``deleted``: slugs whose sections people took out since the last ingest. ``updates``: what newer
    dumps tell otherwise than it stood. ``settled``: an ingest without dumps that comes next is
    known to change nothing, and to have nothing to tell.
    """

    pages: Mapping[str, DayPage]
    texts: Mapping[str, str | None]
    ledger: Ledger
    tally: Tally
    deleted: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    updates: tuple[Update, ...] = ()
    settled: bool = False


class Move(Struct, frozen=True):
    """A keeper's word: this capture (digest), or all of this day, belongs to ``day``."""

    day: str
    year: str
    capture: str = ""
    whole_day: str = ""


def decide(
    pages: Mapping[str, DayPage],
    ledger: Ledger,
    captures: Sequence[Dated],
    files: "FileOf",
    moves: Sequence[Move] = (),
    revived: Collection[str] = (),
    *,
    add: bool = False,
    update: bool = False,
    settled: bool = False,
) -> Decision:
    """``files`` gives the file of a day, for messages; ``revived`` and ``add`` see merge.
    ``settled``: pages and ledger are known to agree, so that nothing is to be observed."""
    seen = _Observed(pages, ledger) if settled else _observed(pages, ledger, files)
    moving = Draft.of(seen.pages, seen.ledger)
    for move in [*moves, *_moves(moving, captures)]:
        _move(moving, move)
    moved = settle(seen.pages, finish(moving), files)
    draft = Draft.of(moved, moving.ledger())
    tally = merge(draft, captures, revived, add=add)
    merged = settle(moved, finish(draft), files)
    bridged = Draft.of(merged, draft.ledger())
    unify(bridged)
    outcome = finish(bridged)
    final, updates = settle(merged, outcome, files), tuple[Update, ...]()
    if update:
        updating = Draft.of(final, outcome.ledger)
        updates = updated(updating, captures)
        outcome = finish(updating)
        final = settle(final, outcome, files)
    steps = (moving, draft, bridged)
    found = (warning for step in steps for warning in step.warnings)
    told = dict.fromkeys((*seen.warnings, *found))
    doubts = _doubts(final, ledger, outcome.ledger, captures)
    dead = tuple(dead_links(final, outcome.ledger))
    warnings, quiet = (*told, *doubts, *dead), not (told or dead or update)
    texts = changed(pages, final)
    return Decision(final, texts, outcome.ledger, tally, seen.deleted, warnings, updates, quiet)


class _Observed(Struct, frozen=True):
    """Pages and ledger when what people did is known, and what they deleted."""

    pages: Mapping[str, DayPage]
    ledger: Ledger
    deleted: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()


def _observed(pages: Mapping[str, DayPage], ledger: Ledger, files: "FileOf") -> _Observed:
    unified = Draft.of(pages, ledger)
    unify(unified)
    single = settle(pages, finish(unified), files)
    observed = Draft.of(single, unified.ledger())
    deleted = observe(observed)
    after = settle(single, finish(observed), files)
    return _Observed(after, observed.ledger(), deleted, (*unified.warnings, *observed.warnings))


def _doubts(
    pages: Mapping[str, DayPage], before: Ledger, after: Ledger, captures: Sequence[Dated]
) -> Iterator[Problem]:
    """What looks wrong about the captures and papers that are new in this run."""
    files = {dated.capture.digest: dated.capture.file for dated in captures}
    fresh = [e for digest, e in after.captures.items() if digest not in before.captures]
    names = {old: known.slug for known in after.papers.values() for old in known.aliases}
    yield from doubtful_captures(fresh, after.captures, files, names)
    new = sorted(after.papers.keys() - before.papers.keys())
    if new:
        yield from near_titles(new, pages, apart(after))


def concluded(
    observed: Decision,
    draft: Draft,
    files: "FileOf",
    tally: Tally | None = None,
    deleted: tuple[str, ...] | None = None,
) -> Decision:
    """What a keeper's command comes to, after people's edits were observed. ``deleted`` by hand,
    as observed unless some came back."""
    gone = observed.deleted if deleted is None else deleted
    outcome = finish(draft)
    pages = settle(observed.pages, outcome, files)
    texts = {**observed.texts, **changed(observed.pages, pages)}
    warnings = (*observed.warnings, *draft.warnings)
    return Decision(pages, texts, outcome.ledger, tally or Tally(), gone, warnings)


class FileOf:
    """Day -> the file of its page, as messages name it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, day: str) -> str:
        return f"{self.folder}/{day}.md"


def settle(pages: Mapping[str, DayPage], outcome: Outcome, files: FileOf) -> dict[str, DayPage]:
    """The pages with the outcome's texts read back."""
    settled = dict(pages)
    for day, text in outcome.texts.items():
        if text is None:
            del settled[day]
        else:
            settled[day] = read_day(text, files(day))
    return settled


def _moves(draft: Draft, captures: Sequence[Dated]) -> list[Move]:
    """Captures recorded under another day than the one a keeper names now."""
    found = []
    for dated in captures:
        entry = draft.captures.get(dated.capture.digest)
        if entry and dated.explicit and (entry.day, entry.year) != (dated.day, dated.year):
            found.append(Move(dated.day, dated.year, capture=entry.digest))
    return found


def _move(draft: Draft, move: Move) -> None:
    if move.whole_day:
        move_day(draft, move.whole_day, move.day, move.year)
    else:
        move_capture(draft, draft.captures[move.capture], move.day, move.year)


def changed(before: Mapping[str, DayPage], after: Mapping[str, DayPage]) -> dict[str, str | None]:
    changed: dict[str, str | None] = dict.fromkeys(before.keys() - after.keys())
    for day, page in after.items():
        if day not in before or before[day].text != page.text:
            changed[day] = page.text
    return changed
