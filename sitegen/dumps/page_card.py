"""One card of a Daily Papers page: what the page shows of one paper, as it shows it."""

from msgspec import Struct

from sitegen.dumps.page_parts import Day, Piece, count, entry_day, says_authors

_SHORT, _LONGEST_NAME = 80, 150
_REPOSITORIES = ("https://github.com/", "https://gitlab.com/", "https://www.github.com/")
_PREPRINTS = ("https://arxiv.org/abs/", "https://www.arxiv.org/abs/")


class Card(Struct):
    """Filled piece by piece; ``closed`` once something stands below the abstract."""

    line: int
    title: str
    arxiv: str = ""
    abstract: list[str] = []
    votes: str = ""
    comments: str = ""
    day: Day | None = None
    day_line: int = 0
    organization: str = ""
    links: list[str] = []
    stars: str = ""
    closed: bool = False

    def take(self, piece: Piece) -> bool:
        """Whether the piece is of this card. Raises NoSuchDay for a date like ``Feb 30``."""
        if says_authors(piece.text):
            self.closed = True
            return True
        return (
            self._dated(piece)
            or self._discussed(piece)
            or self._published(piece)
            or self._organized(piece)
            or self._told(piece)
        )

    def _dated(self, piece: Piece) -> bool:
        day = None if piece.url or piece.heading or self.day else entry_day(piece.text)
        if day:
            self.day, self.day_line, self.closed = day, piece.line, True
        return bool(day)

    def _discussed(self, piece: Piece) -> bool:
        """The number of comments, beside the date or linked to them."""
        beside_day = piece.url == "" and piece.line == self.day_line
        if not (piece.leads_to_comments or beside_day) or self.comments:
            return False
        self.comments = count(piece.text)
        return bool(self.comments)

    def _published(self, piece: Piece) -> bool:
        """A repository with its stars, or the preprint."""
        name, _, number = piece.text.removeprefix("LINK: ").partition(" ")
        if piece.url is None or name.lower() not in ("github", "gitlab", "arxiv"):
            return False
        if piece.url.startswith(_REPOSITORIES):
            self.links.append(piece.url)
        elif piece.url.startswith(_PREPRINTS):
            self.arxiv = self.arxiv or piece.url.rpartition("/")[2]
        elif piece.url:
            return False
        self.stars, self.closed = self.stars or count(number), True
        return True

    def _organized(self, piece: Piece) -> bool:
        """An organisation stands where else the number of authors is."""
        if self.organization or self.day or piece.url is None or len(piece.text) > _LONGEST_NAME:
            return False
        short = len(piece.text) <= _SHORT and not piece.text.endswith((".", "…"))
        by_form = piece.url == "" and (piece.pictured or bool(self.abstract) or short)
        if not (by_form or piece.leads_to_account):
            return False
        self.organization, self.closed = piece.text, True
        return True

    def _told(self, piece: Piece) -> bool:
        """A part of the abstract."""
        if self.closed or piece.heading or piece.leads_to_comments:
            return False
        self.arxiv = self.arxiv or piece.paper
        self.abstract.append(piece.text)
        return True
