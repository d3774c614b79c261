"""What stands above the cards of a Daily Papers page, and what the saving tool wrote above that."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from sitegen.dates import NoSuchDay, printed_day
from sitegen.dumps.page_parts import (
    COMMUNITY,
    FURNITURE,
    HEAD,
    INVITES,
    MARKS,
    NAMES,
    SUBMITTED,
    Day,
    Piece,
    day_at,
    query_at,
    real_day,
)

_MOST_PIECES = 400
_SHORT, _LONGEST_NAVIGATION = 80, 200
_TAB = re.compile("daily|weekly|monthly", re.I)
_ADDRESS = re.compile(
    r"^[ \t>*#-]{0,8}(?:source[ _-]?url|url|source|address|link|canonical)[*: =\t]{1,8}<?"
    r"(https?://[^\s<>*]+)",
    re.I | re.M,
)
_CAPTURED = re.compile(
    r"\b(?:retrieved|captured|fetched|saved|exported|accessed|crawled|scraped)\b"
    r"[^\n]{0,60}?(2\d{3}-\d\d-\d\d)",
    re.A | re.I,
)


class Head(Struct):
    """``cards`` is the index of the first piece below; ``stray`` what is no part of a masthead.

    ``query`` are the words of a search, ``captured`` the ISO day on which the tool says that it
    saved the page or handed it on, ``address_day`` the day in the page's own address.
    """

    cards: int
    trending: bool = False
    query: str = ""
    captured: str = ""
    address_day: str = ""
    printed: Day | None = None
    day_line: int = 0
    stray: list[Piece] = []
    no_day: tuple[int, str] | None = None

    def day_of_address(self) -> Day | None:
        return printed_day(self.address_day)


class Where(Struct, frozen=True):
    """Whether the masthead is known, and whether the tabs Daily, Weekly, Monthly are below."""

    known: bool
    above_tabs: bool


def head_of(text: str, pieces: Sequence[Piece], begins: Callable[[Piece], bool]) -> Head:
    """``begins``: whether a card begins with this piece."""
    masthead = _masthead(pieces)
    below = range(masthead, len(pieces))
    first = next((index for index in below if begins(pieces[index])), len(pieces))
    head = Head(first, _is_trending(pieces[:masthead]))
    head.stray = [piece for piece in pieces[:masthead] if len(piece.text) > _LONGEST_NAVIGATION]
    _read_wrapper(text, pieces[first].line if first < len(pieces) else 0, head)
    between = _without_submitters(pieces[masthead:first])
    tabs = max((k for k, piece in enumerate(between) if _TAB.fullmatch(piece.text)), default=0)
    for index, piece in enumerate(between):
        _read(piece, head, Where(known=masthead > 0, above_tabs=index < tabs))
    return head


def _without_submitters(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without "Submitted by" and the name below it."""
    kept, named = list[Piece](), True
    for piece in pieces:
        if SUBMITTED.fullmatch(piece.text):
            named = False
        elif named or len(piece.text) > _SHORT:
            kept.append(piece)
        elif piece.text and not MARKS.fullmatch(piece.text):
            named = True
    return kept


def _masthead(pieces: Sequence[Piece]) -> int:
    """How many pieces are navigation and masthead."""
    above = list[Piece]()
    for piece in pieces[:_MOST_PIECES]:
        if piece.voted or (piece.heading and piece.paper):
            break
        above.append(piece)
    for wording in (COMMUNITY, INVITES, NAMES):
        told = [index for index, piece in enumerate(above) if wording.fullmatch(piece.text)]
        if told:
            return 1 + (told[0] if wording is COMMUNITY else told[-1])
    return 0


def _is_trending(masthead: Sequence[Piece]) -> bool:
    names = [piece.text for piece in masthead if NAMES.fullmatch(piece.text)]
    return bool(names) and names[-1].lower().startswith("trending")


def _read_wrapper(text: str, line: int, head: Head) -> None:
    """What the tool says of the page: its address, the day of the capture."""
    above = "\n".join(text[:HEAD].split("\n")[: max(line - 1, 0)])
    for address in _ADDRESS.findall(above)[:1]:
        head.address_day = day_at(address)
        head.query = query_at(address)
    head.captured = min(filter(None, map(real_day, _CAPTURED.findall(above))), default="")


def _read(piece: Piece, head: Head, where: Where) -> None:
    try:
        day = None if piece.url else printed_day(piece.text)
    except NoSuchDay as error:
        head.no_day = head.no_day or (piece.line, str(error))
        return
    if day and not head.day_line:
        head.printed, head.day_line = day, piece.line
    elif _is_furniture(piece) or _is_query(piece, head, where):
        return
    elif where.known or len(piece.text) > _SHORT:
        head.stray.append(piece)


def _is_furniture(piece: Piece) -> bool:
    words = (FURNITURE, NAMES, MARKS, INVITES, COMMUNITY)
    return (
        not piece.text
        or bool(piece.day and len(piece.text) <= _SHORT)
        or any(word.fullmatch(piece.text) for word in words)
        or bool(SUBMITTED.match(piece.text) and len(piece.text) <= _SHORT)
    )


def _is_query(piece: Piece, head: Head, where: Where) -> bool:
    """The page of a search shows its words between masthead and tabs."""
    short = len(piece.text) <= _SHORT and piece.url is None and not piece.heading
    if not (short and where.known and where.above_tabs and head.query in ("", piece.text)):
        return False
    head.query = piece.text
    return True
