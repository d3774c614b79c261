"""The Daily Papers page as plain text in which each link's address follows it on a line of its own.

Votes are `` [-] 1``, titles are told by their address.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sitegen.dumps.capture import Reading
from sitegen.dumps.page_parts import HEAD, Piece, stands_alone
from sitegen.dumps.page_reading import read_page
from sitegen.text import normalise

KIND = "page-links"
_ADDRESS = re.compile(r"https?://[^\s<>\"\[\]()]+")
_PAGE = re.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/")
_GLUED = re.compile(r"(.{0,300})\]\((https?://[^\s()]+)\)")
_NAMED = re.compile(r"(?:LINK: )?(?:GitHub\b.{0,20}|arXiv Page)", re.I)
_VOTE = re.compile(
    r"^[ \t]*https://huggingface\.co/login\?next=%2Fpapers%2F\d{4}\.\d{4,5}[ \t]*$", re.M | re.A
)
_BYLINE = re.compile(r"^by[ \t]*\n+[ \t]*AK[ \t]*\n+https://huggingface\.co/akhaliq[ \t]*$", re.M)


def looks_like(text: str) -> bool:
    """Whether the address of a vote is a line of its own, or that of the masthead's byline."""
    return bool(_VOTE.search(text[:HEAD]) or _BYLINE.search(text[:HEAD]))


def read(text: str, file: str) -> Reading:
    """The entries in the order of the page."""
    return read_page(text, file, _pieces)


def _pieces(text: str) -> Sequence[Piece]:
    lines = _Lines()
    return [piece for row in enumerate(text.split("\n"), start=1) for piece in lines.take(*row)] + [
        *lines.flush()
    ]


class _Lines(Struct):
    """Holds a paragraph back until it is clear whether an address follows it."""

    start: int = 0
    run: list[str] = []
    ended: bool = False

    def take(self, number: int, raw: str) -> Iterator[Piece]:
        line = normalise(raw)
        if not line or line == "[":
            self.ended = True
        elif _ADDRESS.fullmatch(line) and self._is_link(line):
            yield Piece(self.start if self.run else number, " ".join(self.run), line)
            self.run = []
        elif glued := _GLUED.fullmatch(line):
            yield from self.flush()
            yield Piece(number, glued[1], glued[2])
        else:
            yield from self._add(number, line)

    def flush(self) -> Iterator[Piece]:
        if self.run:
            yield Piece(self.start, " ".join(self.run))
        self.run = []

    def _add(self, number: int, line: str) -> Iterator[Piece]:
        if self.ended or stands_alone(line) or stands_alone(" ".join(self.run[:1])):
            yield from self.flush()
        self.start, self.ended = (self.start if self.run else number), False
        self.run.append(line)

    def _is_link(self, address: str) -> bool:
        """An address of another site in the middle of a paragraph is a word of it."""
        named = len(self.run) == 1 and _NAMED.fullmatch(self.run[0])
        return bool(_PAGE.match(address) or named or self.ended or not self.run)
