"""Text in which links stand in square brackets, cut into the pieces of a page."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from msgspec import Struct

from sitegen.dumps.page_parts import Piece
from sitegen.text import normalise

_REACH = 40
_DEEPEST = 8
_LOST = -1
_TRIES = 50
_MOST_ROWS = 10
_LONGEST_LABEL = 200
_MARKS = re.compile(r"[ \t]{0,12}(?:(#{1,6})[ \t]+|[-*+>•][ \t]+){0,6}")
_STOPS = re.compile(r"^#{1,6}[ \t]+\[", re.M)
_BRACKET = re.compile(r"\\.|([\[\]])")
_WRAPPED_HEADING = re.compile(r"\n#{1,6}[ \t]+")
_ALONE = re.compile(r"\[[ \t]{0,20}$")
_LABEL = re.compile(r"\s*\[[^\[\]\n]{0,200}\]\s*")
_INDENTED = re.compile(r"\n[ \t]{2,8}(?![-*+#>\[ \t])(\S[^\n]*)")

# What may stand behind a link on its line; in prose something else does.
BEHIND = r"(?=[ \t]*(?:$|\[|·|and the research))"


class Syntax(Struct, frozen=True):
    """How links end and what their address is; ``plain`` undoes what the tool did to text."""

    end: re.Pattern[str]
    address: Callable[[re.Match[str]], str]
    plain: Callable[[str], str]


def scan(text: str, syntax: Syntax) -> Iterator[Piece]:
    """The pieces in order: links, and lines or parts of lines between them."""
    return _Scanner(text, syntax).pieces()


class _Scanner:
    def __init__(self, text: str, syntax: Syntax) -> None:
        self.text, self.syntax = text, syntax
        self.ends = list(syntax.end.finditer(text))
        self.end_places = [end.start() for end in self.ends]
        self.row_end = -1
        self.stops = [stop.start() for stop in _STOPS.finditer(text)]

    def pieces(self) -> Iterator[Piece]:
        at, line = 0, 1
        while at < len(self.text):
            found, after = self._next(at, line)
            yield from found
            line += self.text.count("\n", at, after)
            at = after

    def _next(self, at: int, line: int) -> tuple[list[Piece], int]:
        """What begins here, and where it ends."""
        row_end = self._row_end(at)
        marks = _MARKS.match(self.text, at, row_end)
        body = marks.end() if marks else at
        level = len(marks[1] or "") if marks else 0
        opening = self.text.find("[", body, min(row_end, body + _REACH))
        end = self._end(opening, body, row_end, level) if opening >= 0 else None
        if end is None:
            return self._row(body, row_end, line, level)
        before = self._piece(line, self.text[body:opening], level)
        link = self._link(line, opening, end, level)
        return [*before, link], end.end()

    def _row_end(self, at: int) -> int:
        """The end of the line, looked for once however many links stand in it."""
        if at > self.row_end:
            found = self.text.find("\n", at)
            self.row_end = found if found >= 0 else len(self.text)
        return self.row_end

    def _row(self, body: int, row_end: int, line: int, level: int) -> tuple[list[Piece], int]:
        """A line without a link; a title goes on in the indented lines below it."""
        raw = self.text[body:row_end]
        for _ in range(_MOST_ROWS if level else 0):
            if not (more := _INDENTED.match(self.text, row_end)):
                break
            raw, row_end = f"{raw} {more[1]}", more.end()
        return self._piece(line, raw, level), row_end + 1

    def _piece(self, line: int, raw: str, level: int) -> list[Piece]:
        text = normalise(self.syntax.plain(raw))
        return [Piece(line, text, None, level)] if text else []

    def _link(self, line: int, opening: int, end: re.Match[str], level: int) -> Piece:
        raw = self.text[opening + 1 : end.start()]
        label = None if level or len(raw) > _LONGEST_LABEL else _LABEL.match(raw)
        raw = raw[label.end() :] if label else _WRAPPED_HEADING.sub(" ", raw)
        text = normalise(self.syntax.plain(raw))
        return Piece(line, text, self.syntax.address(end), level, bool(label))

    def _end(self, opening: int, body: int, row_end: int, level: int) -> re.Match[str] | None:
        """The end of the link that opens here; None when none opens."""
        limit = self._limit(opening, body, row_end)
        first = bisect_left(self.end_places, opening)
        depth, at = 0, opening
        for end in self.ends[first : first + _TRIES]:
            if end.start() > limit:
                return None
            depth, at = self._depth(depth, at, end.start())
            if level or self._on_its_line(opening, row_end, end) or self._matches(depth, end):
                return end
        return None

    def _on_its_line(self, opening: int, row_end: int, end: re.Match[str]) -> bool:
        """Both brackets stand at the beginning of a line, the text between them."""
        alone = _ALONE.match(self.text, opening, row_end)
        return bool(alone) and self.text[end.start() - 1] == "\n"

    def _depth(self, depth: int, at: int, stop: int) -> tuple[int, int]:
        """How deep in brackets the text is at ``stop``, and from where to count on; _LOST for
        good where they cannot be a link's."""
        if depth == _LOST:
            return depth, at
        for bracket in _BRACKET.finditer(self.text, at, stop):
            at = bracket.end()
            depth += (bracket[1] == "[") - (bracket[1] == "]")
            if bracket[1] and not 0 < depth <= _DEEPEST:
                return _LOST, at
        return depth, at

    def _matches(self, depth: int, end: re.Match[str]) -> bool:
        """Every bracket between has its partner. Prose has some without: an address is surer."""
        if depth == _LOST:
            return False
        return depth == 1 or bool(Piece(0, "", self.syntax.address(end)).paper)

    def _limit(self, opening: int, body: int, row_end: int) -> int:
        """A link within a line ends in it, any other before the next title."""
        if opening > body:
            return row_end
        following = bisect_left(self.stops, opening)
        return self.stops[following] if following < len(self.stops) else len(self.text)
