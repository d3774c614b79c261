"""The content folder on disk <-> values."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from sitegen import defaults
from sitegen.content import ledgerfiles, rules, savedsearches
from sitegen.content.conceptfile import Phrases, read_concepts
from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import foresee_days, is_known, read_again
from sitegen.content.filebytes import FileBytes
from sitegen.content.ledger import Ledger
from sitegen.content.ledgerfiles import (
    FOLDERS,
    LedgerFile,
    changed_files,
    knows,
    ledger_of,
    written,
)
from sitegen.content.pages import PageFile, Pages
from sitegen.content.settings import Settings, read_settings
from sitegen.content.topicpage import TopicPage, read_topic
from sitegen.content.whole import Content
from sitegen.errors import DigestError, Problem
from sitegen.memo import fingerprint
from sitegen.spread import Spread
from sitegen.standing import seen
from sitegen.store import read_bytes

DAYS, TOPICS, LEDGER = "days", "topics", "ledger"
SETTINGS, CONCEPTS = "site.yml", "concepts.yml"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))
_REPLACEMENT = "\ufffd"
Value = TypeVar("Value")
Fresh = Callable[[Sequence[Callable[[], Iterable[str]]]], None]
"""Is told of pages that are new here, by what gives the texts of their abstracts."""


def nobody(_: Sequence[Callable[[], Iterable[str]]]) -> None:
    """Does not want to be told."""


def load(folder: Path, spread: Spread | None = None, fresh: Fresh = nobody) -> Content:
    """Reads a content folder; what is missing is empty, or a default (topics, concepts). Day pages
    that no earlier run read are shared out by ``spread``, and ``fresh`` is told of them.

    Raises DigestError with the problems of every file, told together.
    """
    problems: list[Problem] = []
    days = _days(folder / DAYS, spread, fresh, problems)
    topics = _topics(folder, problems)
    settings = _collect(problems, lambda: _settings(folder / SETTINGS)) or Settings()
    ledger = _collect(problems, lambda: _ledger(folder / LEDGER)) or Ledger()
    concepts = _collect(problems, lambda: _concepts(folder / CONCEPTS)) or {}
    for page in days:
        name, day = Path(page.file), page.outline.day
        if name.stem != day:
            reason = f"the file is named {name.name}, its front matter says {day}"
            problems.append(Problem(page.file, 1, reason, hint="Make them agree", error=True))
    if settings.searches:
        file, known = folder / SETTINGS, [page.topic.slug for page in topics]
        found = savedsearches.check(settings.searches, known, text_of(file), str(file))
        problems.extend(found)
    if problems:
        raise DigestError(problems)
    by_slug = {page.topic.slug: page for page in topics}
    return Content(settings, Pages(days), by_slug, ledger, concepts)


def ledger_changes(folder: Path, after: Ledger) -> tuple[dict[Path, bytes | None], Ledger]:
    """The ledger files that differ, None for those that go away, and the ledger that knows what
    its files will be."""
    root = folder / LEDGER
    before = {file.path: file for file in _ledger_files(root)}
    changed = changed_files(before, after, str(root))
    texts = {root / path: None if text is None else text.encode() for path, text in changed.items()}
    return texts, written(after, before, changed)


def pages_of(pages: Mapping[str, DayPage]) -> Pages:
    """Pages that have been read, by the day on which they stand."""
    return Pages(
        PageFile(
            FileBytes(page.file, page.fingerprint, page.data), _decoding(Path(page.file)), page
        )
        for page in pages.values()
    )


def let_go(folder: Path, content: Content) -> int:
    """Where pages and ledger lie on disk as they are in ``content``: nothing is held of them any
    more, and who asks for one reads it again. How many pages were held."""
    root, days = folder / LEDGER, content.days
    ledgerfiles.let_go(content.ledger, partial(_ledger_file, root), str(root))
    return days.let_go(lambda file: read_bytes(Path(file))) if isinstance(days, Pages) else 0


def text_of(path: Path) -> str:
    """A content file as text, every sign of it. Raises DigestError where it is not UTF-8, or holds
    a sign that no page and no feed may hold."""
    return _text_in(read_bytes(path), path)


def _text_in(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-8")
        return text if _is_printable(data) else _printable(text, path)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = "this content file is not UTF-8"
        hint = "Save it as UTF-8"
        raise DigestError([Problem(str(path), line, reason, hint=hint, error=True)]) from error


def _is_printable(data: bytes) -> bool:
    """Whether the text surely is; five times as fast as to look for what is not."""
    signs = len(data.translate(None, _CONTROLS))
    return signs == len(data) and b"\xef\xbf" not in data


def _printable(text: str, path: Path) -> str:
    if found := _NO_XML.search(text):
        line = text.count("\n", 0, found.start()) + 1
        reason = f"there is an invisible character here, U+{ord(found[0]):04X}"
        shown = _NO_XML.sub(_REPLACEMENT, text.split("\n")[line - 1])
        hint = f"Delete it: where {_REPLACEMENT} is shown"
        raise DigestError([Problem(str(path), line, reason, shown, hint, error=True)])
    return text


def _days(
    folder: Path, spread: Spread | None, fresh: Fresh, problems: list[Problem]
) -> list[PageFile]:
    def read(path: Path) -> FileBytes:
        return _bytes_of(path, lambda name: is_known(name, str(path)))

    found = _read_all(folder, "*.md", read, problems)
    new = [(one.name, one.file) for one in found if not is_known(one.name, one.file)]
    if spread:
        _foresee(found, spread)
    fresh([partial(_abstracts, *one) for one in new if is_known(*one)])
    files = [_collect(problems, partial(_page_file, one)) for one in found]
    return [file for file in files if file is not None]


def _abstracts(name: str, file: str) -> list[str]:
    """Of a page that was read: whoever asks need not hold it."""
    return [section.abstract for section in read_again(name, file).sections]


def _bytes_of(path: Path, known: Callable[[str], bool]) -> FileBytes:
    """Read at once, unless this run has looked at the file and an earlier one has read it."""
    name = seen(path)
    if name and known(name):
        return FileBytes(str(path), name, partial(read_bytes, path))
    data = read_bytes(path)
    return FileBytes(str(path), fingerprint(data), data)


def _page_file(held: FileBytes) -> PageFile:
    return PageFile(held, _decoding(Path(held.file)))


def _decoding(path: Path) -> Callable[[bytes], str]:
    return lambda data: _text_in(data, path)


def _foresee(found: list[FileBytes], spread: Spread) -> None:
    by_name = {one.name: one for one in found if one.at_hand}
    files = {name: one.file for name, one in by_name.items()}
    with suppress(DigestError):  # who reads the page next is told
        foresee_days(files, lambda name: _text_in(by_name[name](), Path(files[name])), spread)


def _read_all(
    folder: Path, pattern: str, read: Callable[[Path], Value], problems: list[Problem]
) -> list[Value]:
    paths = [path for path in sorted(folder.glob(pattern)) if not path.name.startswith(".")]
    values = [_collect(problems, lambda p=path: read(p)) for path in paths]  # type: ignore[misc]
    return [value for value in values if value is not None]


def _collect(problems: list[Problem], read: Callable[[], Value]) -> Value | None:
    try:
        return read()
    except DigestError as error:
        problems.extend(error.problems)
        return None


def _topics(folder: Path, problems: list[Problem]) -> list[TopicPage]:
    def read(path: Path) -> TopicPage:
        return read_topic(text_of(path), str(path), path.stem)

    own = folder / TOPICS
    pages = _read_all(own if own.is_dir() else defaults.topics(), "*.md", read, problems)
    files = {page.topic.slug: page.file for page in pages}
    problems.extend(p for p in rules.check([page.topic for page in pages], files) if p.error)
    return pages


def _settings(path: Path) -> Settings:
    return read_settings(text_of(path), str(path)) if path.exists() else Settings()


def _concepts(path: Path) -> Phrases:
    file = path if path.exists() else defaults.concepts()
    return read_concepts(text_of(file), str(file))


def _ledger(folder: Path) -> Ledger:
    return ledger_of(_ledger_files(folder), str(folder))


def _ledger_files(folder: Path) -> list[LedgerFile]:
    names = (f"{name}/{path.name}" for name in FOLDERS for path in (folder / name).glob("*.jsonl"))
    return [_ledger_file(folder, name) for name in sorted(names)]


def _ledger_file(folder: Path, name: str) -> LedgerFile:
    path = folder / name
    held = _bytes_of(path, lambda fingerprint: knows(name, fingerprint))
    return LedgerFile(name, held, _decoding(path))
