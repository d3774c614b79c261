"""The Daily Papers page saved as plain text.

A masthead, a day (often without a year), then title and abstract by turns, each a block of its
own between blank lines.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct

from sitegen.dates import NoSuchDay, printed_day
from sitegen.dumps.capture import Reading
from sitegen.dumps.limits import LONGEST_ABSTRACT, LONGEST_PAGE
from sitegen.dumps.pairing import Block, ends_in_address, pair
from sitegen.errors import Problem
from sitegen.model import Record
from sitegen.text import normalise

KIND = "page-text"
_MASTHEAD = re.compile(
    r"new|subscribe|daily papers|get trending papers\b.{0,60}|by ?@?_?(ak|akhaliq)?"
    r"( ?and (the )?(research )?community)?",
    re.IGNORECASE,
)
_TELLING = re.compile(r"trending papers|community|daily papers", re.IGNORECASE)
_COUNTED = re.compile(r"^[ \t]*(?:[*•·-] ?)?\d{1,5} authors?[ \t]*$", re.MULTILINE)
_MASTHEAD_LINES, _LONG_LINE = 12, 120
_DAMAGED = "The dump may be damaged: save the page again"
_SENTENCE_END = re.compile(r"[.!?:;)\]}\"'’”…]$")


class _Line(Struct, frozen=True):
    number: int
    text: str

    @property
    def is_masthead(self) -> bool:
        return bool(_MASTHEAD.fullmatch(self.text))

    @property
    def tells(self) -> bool:
        return self.is_masthead and bool(_TELLING.search(self.text))


def looks_like(text: str) -> bool:
    """Whether a line of this page's masthead is among the first."""
    lines = zip(range(_MASTHEAD_LINES), _lines(text), strict=False)
    return any(line.tells for _, line in lines)


def read(text: str, file: str) -> Reading:
    """The entries in the order of the page. Every block is masthead, in a record or refused."""
    if len(text) > LONGEST_PAGE:
        reason = f"the page has more than {LONGEST_PAGE} characters"
        return Reading(None, (), (Problem(file, 0, reason, hint="Save it again"),))
    if counted := _COUNTED.search(text):
        reason = "the page was saved with its counts and without its links: no paper can be told"
        line, hint = text.count("\n", 0, counted.start()) + 1, "Save it as HTML or with its links"
        return Reading(None, (), (Problem(file, line, reason, counted[0].strip(), hint),))
    lines = list(_lines(text))
    page = _Page(file)
    start = page.masthead(lines)
    page.entries(page.first_page(list(_blocks(lines[start:]))))
    return Reading(
        page.printed, tuple(page.records), tuple(page.refused), tuple(page.warnings), page.day_line
    )


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank, white space folded."""
    for number, line in enumerate(text.split("\n"), start=1):
        if folded := normalise(line):
            yield _Line(number, folded)


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    """Runs of lines without a blank one between them, each folded to one line."""
    start, run = 0, list[str]()
    for line in lines:
        if run and line.number != start + len(run):
            yield Block(start, " ".join(run))
            run = []
        start = start if run else line.number
        run.append(line.text)
    if run:
        yield Block(start, normalise(" ".join(run)))


def _last_telling(lines: Sequence[_Line]) -> int:
    """How many lines are surely masthead: above the first long line, and above one that tells."""
    first = takewhile(lambda line: len(line.text) < _LONG_LINE, lines[:_MASTHEAD_LINES])
    return max((k for k, line in enumerate(first, start=1) if line.tells), default=0)


class _Page(Struct):
    """What is found on the page; nothing is dropped without a word."""

    file: str
    printed: tuple[int | None, int, int] | None = None
    day_line: int = 0
    records: list[Record] = []
    refused: list[Problem] = []
    warnings: list[Problem] = []

    def refuse(self, line: int, reason: str, text: str, hint: str = "") -> None:
        self.refused.append(Problem(self.file, line, reason, text, hint))

    def masthead(self, lines: Sequence[_Line]) -> int:
        """The index of the first line below masthead and day."""
        surely = _last_telling(lines)
        for index, line in enumerate(lines):
            if line.is_masthead:
                continue
            if not self._is_day(line):
                if index >= surely:
                    return index
                hint = "Delete the line, or the masthead lines below it"
                self.refuse(line.number, "a line above the masthead's end", line.text, hint)
            elif index >= surely:
                return index + 1
        return len(lines)

    def _is_day(self, line: _Line) -> bool:
        """Takes the line for the page's day if it has the form of one."""
        try:
            printed = printed_day(line.text)
        except NoSuchDay as error:
            hint = "Its papers go to Undated: give the day with --date or in a sidecar"
            self.refuse(line.number, str(error), line.text, hint)
            return True
        if printed and not self.day_line:
            self.printed, self.day_line = printed, line.number
            return True
        return False

    def first_page(self, blocks: list[Block]) -> list[Block]:
        """The blocks up to a second masthead: its papers may be those of another day."""
        heads = [_MASTHEAD.fullmatch(block.text) for block in blocks]
        for index, block in enumerate(blocks):
            if heads[index] and _TELLING.search(block.text):
                while index and heads[index - 1]:
                    index -= 1
                reason = f"a second page begins here, its {len(blocks) - index} blocks are left out"
                hint = "Save each page in a file of its own"
                self.refuse(blocks[index].line, reason, blocks[index].text, hint)
                return blocks[:index]
        return blocks

    def entries(self, blocks: list[Block]) -> None:
        for title, abstract in pair(blocks):
            if abstract and len(abstract.text) > LONGEST_ABSTRACT:
                reason = f"the abstract has more than {LONGEST_ABSTRACT} characters"
                self.refuse((title or abstract).line, reason, abstract.text[:200], _DAMAGED)
            elif title and abstract:
                self.records.append(Record(title.text, abstract.text, title.line))
            elif abstract:
                hint = "Add its title above it, or join it to the abstract it belongs to"
                self.refuse(abstract.line, "an abstract without a title", abstract.text, hint)
            elif title is blocks[-1]:
                reason = "the file ends after a title, its abstract is missing"
                hint = "The dump may be cut: save the page again"
                self.refuse(title.line, reason, title.text, hint)
            elif title:
                hint = "Add its abstract below it"
                self.refuse(title.line, "a title without an abstract", title.text, hint)
        if blocks and self.records and self.records[-1].abstract == blocks[-1].text:
            self._warn_if_cut(blocks[-1])

    def _warn_if_cut(self, last: Block) -> None:
        if not (_SENTENCE_END.search(last.text) or ends_in_address(last.text)):
            reason = "the file ends in the middle of an abstract"
            hint = "It is kept as it is; if the dump is cut, save the page again"
            self.warnings.append(Problem(self.file, last.line, reason, last.text[-60:], hint))
