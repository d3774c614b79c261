"""The digest's memory under ``content/ledger/``: JSON Lines, a small file per capture and day.

``captures/<name>-<digest>.jsonl``: a head with source, kind and day, then a line per entry.
``days/<day>.jsonl``: a line per paper at home on that day and per listing, sorted by slug.
``judgements/<slug>.jsonl``: a line per pair that a keeper judged, the one named first in the name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.filebytes import FileBytes
from sitegen.content.flatrows import entries_of_capture, rows_of_day
from sitegen.content.judgement import Judgement
from sitegen.content.ledger import CaptureEntry, Known, Ledger, Listed, Listing
from sitegen.content.ledgerlines import Row, capture_row, file_text, name_of, reader
from sitegen.content.ledgerpapers import DayFile, Papers, Unread, renamed
from sitegen.dates import listing_day
from sitegen.errors import DigestError, Problem
from sitegen.memo import fingerprint, memoised, memoised_bulky

FOLDERS = ("captures", "days", "judgements")
_A_DAY = 32  # papers, more or less


class _File(Struct, frozen=True):
    """The rows of a ledger file in its order; ``ours``: whether they are written as we write."""

    rows: tuple[Row, ...]
    ours: bool


class LedgerFile:
    """A file of the ledger, named below ``content/ledger``. ``decoded`` makes its text of its
    bytes, or raises DigestError."""

    def __init__(self, path: str, data: FileBytes, decoded: Callable[[bytes], str] = bytes.decode):
        self.path, self.fingerprint = path, data.name
        self._data, self._decoded = data, decoded

    @property
    def is_known(self) -> bool:
        return knows(self.path, self.fingerprint)

    def read(self, where: str) -> _File:
        def text() -> str:
            return self._decoded(self._data())

        return _read_file(self.path, self.fingerprint, text=text, where=where)


def knows(path: str, fingerprint: str) -> bool:
    """Whether an earlier run read it: that stays remembered, though nobody asks for it."""
    return _read_file.knows(path, fingerprint)


def read_ledger(files: Mapping[str, str], where: str) -> Ledger:
    """The ledger from the texts of its files (path below ``content/ledger`` -> text).

    A paper that two merged branches recorded on two days is at home on the earlier one.

    Raises DigestError for lines that are not what ingest writes.
    """
    data = {path: text.encode() for path, text in files.items()}
    found = [LedgerFile(p, FileBytes(p, fingerprint(one), one)) for p, one in data.items()]
    return _all_of(sorted(found, key=attrgetter("path")), where)


def ledger_of(files: Sequence[LedgerFile], where: str) -> Ledger:
    """Like read_ledger, of files in the order of their paths; those that an earlier run read are
    read again only as far as somebody asks."""
    if not all(file.is_known for file in files):
        return _all_of(files, where)
    captures, of_days, judgements = (_below(folder, files) for folder in FOLDERS)
    told = cache(lambda: _all_of(of_days, where))
    days = {name_of(file.path): _day_file(file, where) for file in of_days}
    name = _fingerprint({file.path: file.fingerprint for file in files})
    return Ledger(
        Unread(lambda: _all_of(captures, where).captures),
        Papers(lambda: told().papers, days, name),
        Unread(lambda: told().listings),
        Unread(lambda: _all_of(judgements, where).judgements),
    )


def _below(folder: str, files: Iterable[LedgerFile]) -> list[LedgerFile]:
    return [file for file in files if file.path.startswith(f"{folder}/")]


def _day_file(file: LedgerFile, where: str) -> DayFile:
    def papers() -> dict[str, Known]:
        rows = file.read(where).rows
        return {row.slug: row for row in rows if isinstance(row, Known)}

    had = _aliases(file.path, file.fingerprint, papers=papers)
    return DayFile(file.fingerprint, had, papers)


@memoised
def _aliases(
    path: str, fingerprint: str, *, papers: Callable[[], Mapping[str, Known]]
) -> tuple[tuple[str, str], ...]:
    return renamed(papers())


def _all_of(files: Iterable[LedgerFile], where: str) -> Ledger:
    ledger = _Gathered({}, {}, {}, {})
    problems: list[Problem] = []
    for file in files:
        try:
            rows = file.read(where).rows
        except DigestError as error:
            problems.extend(error.problems)
            continue
        ledger.take(rows)
    if problems:
        raise DigestError(problems)
    return Ledger(ledger.captures, ledger.papers, ledger.listings, ledger.judgements)


class _Gathered(Struct, frozen=True):
    """What the files read so far say."""

    captures: dict[str, CaptureEntry]
    papers: dict[str, Known]
    listings: dict[tuple[str, str], Listing]
    judgements: dict[tuple[str, str], Judgement]

    def take(self, rows: tuple[Row, ...]) -> None:
        """The rows of one file."""
        for row in rows:
            if isinstance(row, Known):
                self.papers.setdefault(row.slug, row)
            elif isinstance(row, Listing):
                self.listings[row.day, row.slug] = row
            elif isinstance(row, Judgement):
                self.judgements[row.pair] = row
            elif isinstance(row, CaptureEntry):
                listed = tuple(one for one in rows if isinstance(one, Listed))
                self.captures[row.digest] = replace(row, entries=listed)


@memoised_bulky(_A_DAY)
def _read_file(path: str, fingerprint: str, *, text: Callable[[], str], where: str) -> _File:
    told = text()
    flat = flat_rows(path, told)
    return parsed_rows(path, told, where) if flat is None else _File(flat, True)


def parsed_rows(path: str, text: str, where: str) -> _File:
    read = reader(path)
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            if line.strip():
                rows.append(read(line, not rows))
        except (ValueError, RecursionError) as error:
            hint = "Take the file from git, or delete it and run `sitegen ingest` again"
            reason = f"not what ingest writes: {error}"
            problems.append(Problem(f"{where}/{path}", number, reason, "", hint, error=True))
    if problems:
        raise DigestError(problems)
    return _File(tuple(rows), file_text(path, rows) == text.replace("\r\n", "\n"))


def flat_rows(path: str, text: str) -> tuple[Row, ...] | None:
    """The rows of a file that is, line by line, as ingest writes nearly all; None of another."""
    folder, name = path.partition("/")[0], name_of(path)
    begins = text.find("\n") + 1
    try:
        if folder == "days" and listing_day(name) == name:
            return rows_of_day(text, name)
        entries = entries_of_capture(text, begins) if folder == "captures" else None
        if entries is None:
            return None
        head = capture_row(text[:begins], True)
    except (ValueError, RecursionError):  # which is told where it is read line by line
        return None
    return (head, *entries) if file_text(path, [head]) == text[:begins] else None


def ledger_files(ledger: Ledger) -> dict[str, str]:
    """Path below ``content/ledger`` -> text; the inverse of read_ledger."""
    return {path: file_text(path, rows) for path, rows in _rows_by_file(ledger).items()}


def changed_files(
    before: Mapping[str, LedgerFile], ledger: Ledger, where: str
) -> dict[str, str | None]:
    """The files that are to be others than ``before``; None for those that go away."""
    rows = _rows_by_file(ledger)
    changed: dict[str, str | None] = dict.fromkeys(before.keys() - rows.keys())
    for path, found in rows.items():
        stands = before[path].read(where) if path in before else None
        if stands is None or not stands.ours or stands.rows != found:
            changed[path] = file_text(path, found)
    return changed


def written(
    ledger: Ledger, before: Mapping[str, LedgerFile], changed: Mapping[str, str | None]
) -> Ledger:
    """The ledger as it lies on disk once the ``changed`` files are written; the next run knows
    these as if this one had read them."""
    stand = {path: file.fingerprint for path, file in before.items() if path not in changed}
    for path, text in changed.items():
        if text:
            stand[path] = fingerprint(text.encode())
            _read_file(path, stand[path], text=partial(str, text), where="")
    had: dict[str, list[tuple[str, str]]] = {}
    for old, slug in renamed(ledger.papers):
        had.setdefault(ledger.papers[slug].home, []).append((old, slug))

    def papers() -> Mapping[str, Known]:
        return ledger.papers

    days = {name_of(path): one for path, one in stand.items() if path.startswith("days/")}
    files = {d: DayFile(one, tuple(had.get(d, ())), papers) for d, one in days.items()}
    return replace(ledger, papers=Papers(papers, files, _fingerprint(stand)))


def let_go(ledger: Ledger, file: Callable[[str], LedgerFile], where: str) -> None:
    """Papers of a ledger that lies on disk are read again when they are asked for."""
    papers = ledger.papers
    if not isinstance(papers, Papers):
        return

    def at_home(day: str) -> dict[str, Known]:
        rows = file(f"days/{day}.jsonl").read(where).rows
        return {row.slug: row for row in rows if isinstance(row, Known)}

    newest_first = sorted(papers.files, reverse=True)  # an earlier home comes before a later one
    again = {day: replace(one, papers=partial(at_home, day)) for day, one in papers.files.items()}
    papers.let_go(
        lambda: dict(chain.from_iterable(at_home(d).items() for d in newest_first)), again
    )


def _fingerprint(files: Mapping[str, str]) -> str:
    return fingerprint("\n".join(map(" ".join, sorted(files.items()))).encode())


def day_files(ledger: Ledger, days: Iterable[str]) -> dict[str, str]:
    """Day -> the fingerprint of its file of the ledger, as that is or would be; "": none."""
    if isinstance(ledger.papers, Papers):
        files = ledger.papers.files
        return {day: files[day].fingerprint if day in files else "" for day in days}
    rows = _rows_by_file(ledger)
    paths = {day: f"days/{day}.jsonl" for day in days}
    texts = {day: file_text(path, rows.get(path, ())) for day, path in paths.items()}
    return {day: text and fingerprint(text.encode()) for day, text in texts.items()}


def _rows_by_file(ledger: Ledger) -> dict[str, tuple[Row, ...]]:
    """Rows as they stand in a file: a capture's head first, the others by name."""
    days: dict[str, list[Known | Listing]] = {}
    for known in ledger.papers.values():
        days.setdefault(known.home, []).append(known)
    for listing in ledger.listings.values():
        days.setdefault(listing.day, []).append(listing)
    judged: dict[str, list[Judgement]] = {}
    for _, judgement in sorted(ledger.judgements.items()):
        judged.setdefault(judgement.one, []).append(judgement)
    captures = ledger.captures.values()
    return {
        **{one.path: (replace(one, entries=()), *one.entries) for one in captures},
        **{f"days/{d}.jsonl": tuple(sorted(r, key=attrgetter("slug"))) for d, r in days.items()},
        **{f"judgements/{one}.jsonl": tuple(rows) for one, rows in judged.items()},
    }
