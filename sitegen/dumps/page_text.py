"""The Daily Papers page saved as plain text.

A masthead, a day (often without a year), then title and abstract by turns, each a block of its
own between blank lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sitegen.dates import NoSuchDay, printed_day
from sitegen.dumps.capture import Reading
from sitegen.errors import Problem
from sitegen.model import Record
from sitegen.text import normalise

KIND = "page-text"
_MASTHEAD = re.compile(
    r"new|subscribe|daily papers|get trending papers in your email inbox!?"
    r"|by ?(ak|@?_?akhaliq)? ?(and )?the research community",
    re.IGNORECASE,
)
_TELLING = re.compile(r"trending papers|research community|daily papers", re.IGNORECASE)
_MASTHEAD_BLOCKS = 12
_LONGEST_TITLE = 350
_SURELY_ABSTRACT = 500
_SENTENCE_END = re.compile(r"[.!?:;)\]}\"'’”…]$|https?://\S+$")


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    text: str

    @property
    def is_abstract(self) -> bool:
        """Longer than any title, or several sentences."""
        return len(self.text) > _LONGEST_TITLE or len(re.findall(r"[a-z)]\. [A-Z]", self.text)) > 1

    @property
    def is_title(self) -> bool:
        return not self.is_abstract and not self.text.endswith(".")

    @property
    def may_be_abstract(self) -> bool:
        return self.is_abstract or self.text.endswith(".")


def looks_like(text: str) -> bool:
    """Whether the first blocks are this page's masthead."""
    blocks = [block.text for _, block in zip(range(_MASTHEAD_BLOCKS), _blocks(text), strict=False)]
    return any(_MASTHEAD.fullmatch(block) and _TELLING.search(block) for block in blocks)


def read(text: str, file: str) -> Reading:
    """The entries in the order of the page."""
    blocks = list(_blocks(text))
    start = _after_masthead(blocks)
    pairing = _Pairing(file)
    printed = None
    if start < len(blocks):
        try:
            printed = printed_day(blocks[start].text)
            start += printed is not None
        except NoSuchDay as error:
            hint = "Its papers go to Undated: give the day with --date or in a sidecar"
            pairing.refuse(blocks[start], str(error), hint)
            start += 1
    pairing.read(blocks[start:])
    return Reading(printed, tuple(pairing.records), tuple(pairing.refused), tuple(pairing.warnings))


def _blocks(text: str) -> Iterator[_Block]:
    """Runs of lines between blank lines, each folded to one line."""
    start, lines = 0, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if normalise(line):
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield _Block(start, normalise(" ".join(lines)))
            lines = []


def _after_masthead(blocks: list[_Block]) -> int:
    """The index of the first block that is not masthead."""
    last = 0
    for index, block in enumerate(blocks[:_MASTHEAD_BLOCKS]):
        if _MASTHEAD.fullmatch(block.text):
            last = index + 1
    return last


@dataclass(slots=True)
class _Pairing:
    """Puts titles and abstracts together; what has no partner is refused, never dropped."""

    file: str
    records: list[Record] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, block: _Block, reason: str, hint: str = "") -> None:
        self.refused.append(Problem(self.file, block.line, reason, block.text, hint))

    def read(self, blocks: list[_Block]) -> None:
        title: _Block | None = None
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            if title is None:
                title = self._begin(block)
            elif self._second_title(block, following):
                self.refuse(title, "a title without an abstract", "Add its abstract below it")
                title = block
            else:
                self.records.append(Record(title.text, block.text, title.line))
                title = None
        if title is not None:
            hint = "The dump may be cut: save the page again"
            self.refuse(title, "the file ends after a title, its abstract is missing", hint)
        elif blocks:
            self._warn_if_cut(blocks[-1])

    def _begin(self, block: _Block) -> _Block | None:
        if len(block.text) > _SURELY_ABSTRACT:
            self.refuse(block, "an abstract without a title", "Add its title above it")
            return None
        return block

    def _second_title(self, block: _Block, following: _Block | None) -> bool:
        """A short block where an abstract is due is a title if an abstract follows it."""
        return block.is_title and following is not None and following.may_be_abstract

    def _warn_if_cut(self, last: _Block) -> None:
        if not _SENTENCE_END.search(last.text):
            reason = "the file ends in the middle of an abstract"
            hint = "It is kept as it is; if the dump is cut, save the page again"
            self.warnings.append(Problem(self.file, last.line, reason, last.text[-60:], hint))
