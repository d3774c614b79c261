"""The arXiv metadata snapshot as a stream: of millions of papers only those that matter are kept.

An entry matters when it names a paper that is known, by arXiv id, DOI or title, or when papers
are to be added and it passes the keeper's filters. What is kept may make others matter: an id
learnt from the entry of one snapshot may be that of another's.
"""

import hashlib
from array import array
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from sitegen.dumps import arxiv_snapshot as snapshot
from sitegen.dumps.arxiv_entry import Entry, doubts, judge, keys, problem, refusal
from sitegen.dumps.arxiv_snapshot import DAMAGED, Row
from sitegen.dumps.capture import Capture, Reading
from sitegen.dumps.chosen import Filter
from sitegen.dumps.limits import LONGEST_LINE, MOST_REFUSED_LINES
from sitegen.dumps.lines import lines
from sitegen.dumps.packed import Damaged, unpacked
from sitegen.dumps.told import Told
from sitegen.errors import Problem
from sitegen.model import Record

HEAD = 400_000
"""Enough of a file to see whether it is a snapshot: as many characters as the reader looks at."""
WEIGHT = 80
_LONGEST = 4 * LONGEST_LINE


def admits(chosen: Filter, row: Row) -> bool:
    if chosen.categories and chosen.categories.isdisjoint(snapshot.categories(row)):
        return False
    day = snapshot.first_day(row) if chosen.since else ""
    return not day or day >= chosen.since


class Wanted(Struct):
    """Which entries matter. ``keys`` of papers that are known grow with every entry kept; ``add``
    is None where no other paper is to be added."""

    keys: set[str]
    add: Filter | None = None
    learnt: set[str] = set()

    def learn(self, keys: tuple[str, ...]) -> None:
        """A weaker id than the strongest brings no other entry in: that has a stronger one too,
        and so is another paper."""
        if keys[0] not in self.keys:
            self.learnt.add(keys[0])
        self.keys.update(keys)


class Streamed(Struct, frozen=True):
    """``strangers``: hashes of the ids of the entries that did not matter when they came by."""

    capture: Capture
    strangers: "array[int]"

    def missed(self, wanted: Wanted) -> bool:
        """Whether an entry came by too early: a later one made it matter."""
        learnt = set(map(hash, wanted.learnt))
        return any(stranger in learnt for stranger in self.strangers)


def is_snapshot(head: bytes) -> bool:
    """Whether a file that begins like this is a snapshot in UTF-8, plain or gzip."""
    try:
        piece = next(unpacked([head]), b"")
    except Damaged:
        return False
    return snapshot.looks_like(piece[:HEAD].decode("utf-8", "ignore"))


def stream(chunks: Iterable[bytes], name: str, file: str, wanted: Wanted) -> Streamed:
    """The capture, holding besides what is kept no more than a piece of the file and a line."""
    digest = hashlib.sha256()

    def hashed() -> Iterator[bytes]:
        for chunk in chunks:
            digest.update(chunk)
            yield chunk

    packed = hashed()
    sifting = _Sifting(file, wanted)
    sifting.read(packed)
    for _ in packed:
        pass  # behind what is damaged: it counts for the digest only
    capture = Capture(
        name, file, digest.hexdigest(), snapshot.KIND, sifting.reading(), False, False, WEIGHT
    )
    return Streamed(capture, sifting.strangers)


class _Sifting(Struct):
    """One file under way. ``met``: categories asked for that some entry is in."""

    file: str
    wanted: Wanted
    records: list[Record] = []
    ranks: "array[int]" = field(default_factory=lambda: array("Q"))
    barred: "array[int]" = field(default_factory=lambda: array("Q"))
    strangers: "array[int]" = field(default_factory=lambda: array("q"))
    met: set[str] = set()
    refused: Told = field(default_factory=Told)
    warnings: Told = field(default_factory=Told)
    damage: tuple[Problem, ...] = ()
    entries: int = 0

    def read(self, chunks: Iterable[bytes]) -> None:
        number = 0
        try:
            for number, line in lines(unpacked(chunks), _LONGEST):
                if not line.isspace():
                    self._line(line, number)
                self._go_on()
        except Damaged as damage:
            hint = "The lines before were read; save it again"
            self.damage = (Problem(self.file, number + 1, str(damage), hint=hint),)

    def _go_on(self) -> None:
        """A line that is refused costs as much as one that is read, and may be much shorter."""
        if len(self.refused) > max(MOST_REFUSED_LINES, self.entries):
            raise Damaged(f"more than {MOST_REFUSED_LINES:,} lines are refused, and few are papers")

    def _line(self, line: bytes, number: int) -> None:
        row = _row(line, number, self.file)
        if isinstance(row, Problem):
            self.refused.add(row)
            return
        named = snapshot.named(row, number)
        if refused := refusal(named, self.file):
            self.refused.add(refused)
            return
        self.entries += 1
        own = keys(named)
        known, admitted = not self.wanted.keys.isdisjoint(own), self._admits(row)
        if known or admitted:
            self.wanted.learn(own)
            self._keep(snapshot.whole(named, row), admitted)
        else:
            self.strangers.extend(map(hash, own[:-1]))

    def _admits(self, row: Row) -> bool:
        add = self.wanted.add
        if add and add.categories:
            self.met.update(add.categories.intersection(snapshot.categories(row)))
        return add is not None and admits(add, row)

    def _keep(self, entry: Entry, admitted: bool) -> None:
        record = judge(entry, self.file)
        if isinstance(record, Record):
            self.records.append(record)
            self.ranks.append(self.entries)
            if not admitted:
                self.barred.append(self.entries)
            for doubt in doubts(entry, record, self.file):
                self.warnings.add(doubt)

    def reading(self) -> Reading:
        """The others are passed where no paper is to be added, else the filters left them out."""
        others = self.entries - len(self.records)
        adds = self.wanted.add is not None
        return Reading(
            None,
            tuple(self.records),
            (*self.refused.problems, *self.damage),
            (*self.warnings.problems, *self._not_told(), *self._not_met()),
            ranks=tuple(self.ranks),
            barred=frozenset(self.barred) if adds else frozenset(),
            passed=0 if adds else others,
            left_out=others if adds else 0,
            untold=self.refused.more,
        )

    def _not_told(self) -> Iterator[Problem]:
        for told, what in ((self.refused, "refused lines"), (self.warnings, "doubts")):
            if told.more:
                reason = f"{told.more:,} more {what} are not told one by one"
                yield Problem(self.file, 0, reason, hint="Those told show what they are like")

    def _not_met(self) -> Iterator[Problem]:
        add = self.wanted.add
        for category in sorted(add.categories - self.met if add else ()):
            hint = "Is this how arXiv writes it? See https://arxiv.org/category_taxonomy"
            yield Problem(self.file, 0, "no entry is in the category", category, hint)


def _row(line: bytes, number: int, file: str) -> Row | Problem:
    try:
        return snapshot.row_of(line.decode("utf-8"), number, file)
    except UnicodeDecodeError as error:
        reason = f"wrong encoding: byte {error.start} of the line is not UTF-8"
        return problem(file, number, reason, line[:200].decode("utf-8", "replace"), DAMAGED)
