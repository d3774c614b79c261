"""Which of a row of blocks are titles, which abstracts, and which have lost their partner.

Every way of pairing neighbours has a price, the cheapest is taken: so one block too few or too
many costs one entry, and the pairs after it are right again.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

_LONG_TITLE, _LONGEST_TITLE = 350, 500
_TERSE, _SHORT, _BRIEF = 60, 150, 250
_ENDS = re.compile(r"[.!?…。][)\]\"'’”]*$")
_ADDRESS = re.compile(r"https?://\S")
_INNER_END = re.compile(r"[a-z)]\. [A-Z]")
_ALONE = 6
_NEVER = 2 * _ALONE + 1


class Block(Struct, frozen=True):
    """A paragraph; ``line`` is its first."""

    line: int
    text: str

    @property
    def sentences(self) -> int:
        """How many end inside the beginning of the block."""
        return len(_INNER_END.findall(self.text[:_LONGEST_TITLE]))

    @property
    def reads_as_abstract(self) -> bool:
        return len(self.text) >= _BRIEF or bool(self.sentences) or self._is_finished

    @property
    def _is_finished(self) -> bool:
        """Whether it ends as a sentence does, or in a web address."""
        return bool(_ENDS.search(self.text)) or ends_in_address(self.text)


def ends_in_address(text: str) -> bool:
    """Whether a web address is the last word; the text is normalised."""
    return bool(_ADDRESS.search(text.rpartition(" ")[2]))


Pair = tuple[Block | None, Block | None]


def pair(blocks: Sequence[Block]) -> Iterator[Pair]:
    """(title, abstract) in the order of the blocks, None where a partner is missing."""
    told = 4 * sum(block.reads_as_abstract for block in blocks) >= len(blocks)
    titles = [_as_title(block) for block in blocks]
    abstracts = [_as_abstract(block, told and block is not blocks[-1]) for block in blocks]
    best = [0] * (len(blocks) + 2)
    for k in reversed(range(len(blocks))):
        together = _together(titles, abstracts, k) + best[k + 2]
        best[k] = min(together, _ALONE + best[k + 1])
    k = 0
    while k < len(blocks):
        if best[k] == _together(titles, abstracts, k) + best[k + 2]:
            yield blocks[k], blocks[k + 1]
            k += 2
        else:
            yield (None, blocks[k]) if _is_orphan(blocks[k]) else (blocks[k], None)
            k += 1


def _together(titles: Sequence[int], abstracts: Sequence[int], k: int) -> int:
    return titles[k] + abstracts[k + 1] if k + 1 < len(titles) else _NEVER


def _as_title(block: Block) -> int:
    """What it costs to take the block for a title."""
    length = len(block.text)
    if length > _LONGEST_TITLE or (length > _BRIEF and block.sentences > 2):
        return _NEVER
    if length > _LONG_TITLE or block.sentences > 1:
        return _ALONE - 1
    return int(block.text.endswith("."))


def _as_abstract(block: Block, told: bool) -> int:
    """What it costs to take the block for an abstract.

    ``told``: the abstracts of this dump are sentences, so that a short block which is none is no
    abstract, unless the file was cut there.
    """
    if not block.reads_as_abstract:
        return _NEVER if told else _ALONE - 2
    return sum(len(block.text) < limit for limit in (_TERSE, _SHORT, _BRIEF))


def _is_orphan(block: Block) -> bool:
    return len(block.text) >= _BRIEF or _as_title(block) > 0
