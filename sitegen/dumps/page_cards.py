"""The cards of a Daily Papers page: which piece of the page belongs to which paper."""

from msgspec import Struct

from sitegen.dates import NoSuchDay
from sitegen.dumps.page_card import Card
from sitegen.dumps.page_parts import (
    COMMUNITY,
    FOOTER,
    FURNITURE,
    MARKS,
    NAMES,
    SUBMITTED,
    TRUNCATED,
    Piece,
    count,
    says_authors,
    votes,
)
from sitegen.errors import Problem

_LOWEST_TITLE = 3
_SHORT = 80
_STRAY, _LONE_VOTES = "text that belongs to no paper", "votes without their paper below them"


class Refused(Struct):
    """Text that could not be taken; lines that follow each other are one refusal."""

    reason: str
    lines: list[Piece]

    def goes_on(self, reason: str, piece: Piece) -> bool:
        return self.reason == reason and piece.line - self.lines[-1].line in (0, 1)

    def problem(self, file: str) -> Problem:
        text = " ".join(piece.text for piece in self.lines)
        hint = "The dump may be damaged or cut: save the page again"
        return Problem(file, self.lines[0].line, self.reason, text, hint)


class Cards(Struct):
    """Takes the pieces below the masthead one by one; what belongs nowhere is refused.

    ``headed``: the titles of this form are headings; else they are a paper's first link.
    """

    headed: bool
    cards: list[Card] = []
    refused: list[Refused] = []
    no_days: list[tuple[Piece, str]] = []
    truncated: bool = False
    _votes: Piece | None = None
    _submitter: bool = False
    _over: bool = False

    def take(self, piece: Piece) -> None:
        if self.is_title(piece):
            self._begin(piece)
        elif TRUNCATED.fullmatch(piece.text):
            self.truncated = self._over = True
        elif not (self._counted(piece) or self._is_furniture(piece)):
            self._detail(piece)

    def end(self) -> None:
        """Votes that no title follows are told."""
        if self._votes:
            self._refuse(_LONE_VOTES, self._votes)
        self._votes = None

    def is_title(self, piece: Piece) -> bool:
        if not piece.text or NAMES.fullmatch(piece.text) or COMMUNITY.fullmatch(piece.text):
            return False
        if piece.heading:
            return bool(piece.paper) or (piece.heading >= _LOWEST_TITLE and not piece.url)
        return not self.headed and self._is_first_link(piece)

    def _is_first_link(self, piece: Piece) -> bool:
        if not piece.paper or piece.leads_to_comments or says_authors(piece.text):
            return False
        current = self._current
        if current is None or current.arxiv != piece.paper:
            return not count(piece.text)
        return current.closed and piece.text == current.title

    @property
    def _current(self) -> Card | None:
        return self.cards[-1] if self.cards else None

    def _begin(self, piece: Piece) -> None:
        card, waiting = Card(piece.line, piece.text, piece.paper), self._votes
        if waiting and card.arxiv and waiting.voted not in ("", card.arxiv):
            self.end()
        elif waiting:
            card.votes, card.arxiv = votes(waiting.text)[0], card.arxiv or waiting.voted
        self.cards.append(card)
        self._votes, self._submitter, self._over = None, False, False

    def _counted(self, piece: Piece) -> bool:
        """Votes stand above their title, where they are called so below their abstract."""
        if piece.url is None or not (piece.voted or piece.url == ""):
            return False
        counted, called = votes(piece.text)
        current = self._current
        if not counted or (current and not piece.voted and current.day_line == piece.line):
            return False
        if current and not current.votes and (called or current.arxiv == piece.voted != ""):
            current.votes, current.closed = counted, True
        else:
            self.end()
            self._votes = piece
        return True

    def _is_furniture(self, piece: Piece) -> bool:
        """What the page says round its cards, and between them who brought a paper in."""
        short = len(piece.text) <= _SHORT
        if not piece.text or MARKS.fullmatch(piece.text):
            return True
        if self._submitter and short:
            self._submitter = False
            return True
        self._submitter = bool(SUBMITTED.fullmatch(piece.text))
        if self._submitter or (short and SUBMITTED.match(piece.text)):
            return True
        return self._is_frame(piece, short)

    def _is_frame(self, piece: Piece, short: bool) -> bool:
        current = self._current
        if current and not (current.closed or self._over):
            return False
        self._over = self._over or bool(FOOTER.fullmatch(piece.text))
        named = FURNITURE.fullmatch(piece.text) or NAMES.fullmatch(piece.text)
        return bool(named) or (self._over and short)

    def _detail(self, piece: Piece) -> None:
        current = None if self._over else self._current
        if current is None:
            self._refuse(_STRAY, piece)
            return
        try:
            taken = current.take(piece)
        except NoSuchDay as error:
            self.no_days.append((piece, str(error)))
            taken = current.closed = True
        if not taken:
            self._refuse(_STRAY, piece)

    def _refuse(self, reason: str, piece: Piece) -> None:
        refuse(self.refused, reason, piece)


def refuse(refused: list[Refused], reason: str, piece: Piece) -> None:
    """Adds the piece, to the last refusal where it goes on."""
    if refused and refused[-1].goes_on(reason, piece):
        refused[-1].lines.append(piece)
    else:
        refused.append(Refused(reason, [piece]))
