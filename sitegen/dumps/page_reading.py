"""The pieces of a saved Daily Papers page, whatever saved it -> what was read."""

from collections.abc import Callable, Sequence

from msgspec import Struct, field

from sitegen.dumps.capture import Reading
from sitegen.dumps.limits import LONGEST_ABSTRACT, LONGEST_PAGE, LONGEST_TITLE
from sitegen.dumps.page_card import Card
from sitegen.dumps.page_cards import Cards, Refused, refuse
from sitegen.dumps.page_head import Head, head_of
from sitegen.dumps.page_parts import INVITES, Day, Piece, votes
from sitegen.dumps.page_record import abstract_of, record_of, together
from sitegen.dumps.page_year import Shown, years
from sitegen.errors import Problem
from sitegen.ids import title_key
from sitegen.model import Record
from sitegen.text import normalise
from sitegen.webaddress import web_address


def read_page(text: str, file: str, cut: Callable[[str], Sequence[Piece]]) -> Reading:
    """``cut`` makes pieces of the text. Every piece is frame, in a record, or refused."""
    if len(text) > LONGEST_PAGE:
        reason = f"the page has more than {LONGEST_PAGE} characters"
        return Reading(None, (), (Problem(file, 0, reason, hint="Save it again"),))
    page = _Page(file)
    page.read(text, cut(text))
    return page.reading()


class _Page(Struct):
    file: str
    head: Head = field(default_factory=lambda: Head(0))
    printed: Day | None = None
    earliest: int = 0
    records: dict[str, Record] = {}
    refused: list[Problem] = []
    warnings: list[Problem] = []
    repeated: list[int] = []
    dateless: list[int] = []

    def refuse(self, line: int, reason: str, text: str, hint: str) -> None:
        self.refused.append(Problem(self.file, line, reason, text, hint))

    def warn(self, line: int, reason: str, hint: str, text: str = "") -> None:
        self.warnings.append(Problem(self.file, line, reason, text, hint))

    def read(self, text: str, pieces: Sequence[Piece]) -> None:
        cards = Cards(headed=any(p.heading and (p.paper or p.heading > 2) for p in pieces))
        self.head = head_of(text, pieces, lambda p: cards.is_title(p) or _is_vote(p))
        below = self._first_page(pieces[self.head.cards :], cards)
        for piece in below:
            cards.take(piece)
        cards.end()
        self._date(cards.cards, pieces)
        for card in cards.cards:
            self._take(card)
        self._tell_refused(cards)
        self._tell_counts()
        if cards.truncated or (cards.cards and not cards.cards[-1].closed):
            hint = "The dump may be cut: save the page again"
            self.warn(below[-1].line, "the page ends within an entry", hint)

    def _first_page(self, pieces: Sequence[Piece], cards: Cards) -> Sequence[Piece]:
        """The pieces up to a second masthead: its papers may be those of another day."""
        for index, piece in enumerate(pieces):
            if INVITES.fullmatch(piece.text):
                titles = sum(map(cards.is_title, pieces[index:]))
                reason = f"a second page begins here, its {titles} entries are left out"
                self.refuse(piece.line, reason, piece.text, "Save each page in a file of its own")
                return pieces[:index]
        return pieces

    def _date(self, cards: Sequence[Card], pieces: Sequence[Piece]) -> None:
        """The day printed, with its year where the page proves it; Trending has none."""
        head = self.head
        self.printed = head.printed or head.day_of_address()
        if head.trending or not self.printed:
            self.printed = None
        elif self.printed[0] is None:
            _, month, day = self.printed
            dates = [(card.day, card.arxiv) for card in cards]
            shown = [Shown(*(date or self.printed), arxiv, bool(date)) for date, arxiv in dates]
            linked = {head.address_day, *(piece.day for piece in pieces)} - {""}
            found = years(month, day, shown, sorted(linked), head.captured)
            self.printed, self.earliest = (found.proven or None, month, day), found.earliest
            if found.earliest and not found.proven:
                reason = f"the page prints no year; its entries prove {found.earliest} or later"
                self.warn(head.day_line, reason, "Give it with --year or in a sidecar")

    def _take(self, card: Card) -> None:
        if reason := _no_title(card.title):
            self.refuse(card.line, reason, card.title, "The dump may be damaged")
            return
        record = record_of(card, self.printed, trending=self.head.trending)
        if card.abstract and not abstract_of(card):
            reason = f"the abstract has more than {LONGEST_ABSTRACT} characters and is left out"
            self.warn(card.line, reason, "Save the page again", card.title)
        for link in card.links:
            if not web_address(link):
                reason = "a link that is no web address is left out"
                self.warn(
                    card.line, reason, "Look for signs in it that cannot be seen", normalise(link)
                )
        if card.day and not record.facts.published:
            self.dateless.append(card.line)
        key = record.facts.arxiv or title_key(record.title)
        if known := self.records.get(key):
            self.repeated.append(card.line)
            merged = together(known, record)
            self._compare(merged, known, record)
            record = merged
        self.records[key] = record

    def _compare(self, kept: Record, *both: Record) -> None:
        """Of two texts that the page shows of one paper, the one that is not kept is told."""
        texts = [(one.title, one.abstract, one.facts.summary) for one in (kept, *both)]
        hint = "The first title and summary and the longer abstract are kept"
        for text in sorted({*texts[1], *texts[2]} - {*texts[0], ""}):
            self.warn(both[1].line, "a paper stands twice, with two texts", hint, text)

    def _tell_refused(self, cards: Cards) -> None:
        head = list[Refused]()
        for piece in self.head.stray:
            refuse(head, "text above the papers that is no masthead", piece)
        self.refused += [one.problem(self.file) for one in (*head, *cards.refused)]
        for piece, reason in cards.no_days:
            self.warn(piece.line, reason, "The paper is kept without its date", piece.text)
        if self.head.no_day:
            line, reason = self.head.no_day
            hint = "Its papers go to Undated: give the day with --date or in a sidecar"
            self.refuse(line, reason, "", hint)
        if not (self.records or self.refused):
            self.refuse(1, "the page shows no papers", "", "Save it once it is loaded")

    def _tell_counts(self) -> None:
        if query := self.head.query:
            reason = f"the page answers a search for {query!r}, its day is that of the search"
            self.warn(self.head.day_line, reason, "With --date undated its papers get no day")
        if self.dateless:
            reason = f"the dates of {len(self.dateless)} entries have no year and are left out"
            self.warn(self.dateless[0], reason, "The page's year is not proven, or before theirs")
        if self.repeated:
            reason = f"{len(self.repeated)} entries show a paper once more"
            self.warn(self.repeated[0], reason, "They are counted once")
        if bare := [one.line for one in self.records.values() if not one.abstract]:
            reason = f"{len(bare)} of {len(self.records)} entries have no abstract"
            self.warn(bare[0], reason, "They are kept; a dump of the API has their abstracts")

    def reading(self) -> Reading:
        refused, warnings = (
            tuple(sorted(problems, key=lambda problem: problem.line))
            for problems in (self.refused, self.warnings)
        )
        line = self.head.day_line if self.printed else 0
        records = tuple(self.records.values())
        query, earliest = self.head.query, self.earliest
        return Reading(self.printed, records, refused, warnings, line, query, earliest)


def _is_vote(piece: Piece) -> bool:
    return piece.url is not None and bool(piece.voted or (piece.url == "" and votes(piece.text)[0]))


def _no_title(text: str) -> str:
    """Why this is no title of a paper; "" where it may be one."""
    if len(text) > LONGEST_TITLE:
        return f"the title has more than {LONGEST_TITLE} characters"
    return "" if any(sign.isalnum() for sign in text) else "the title has neither letter nor digit"
