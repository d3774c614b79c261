"""What the template of the page of trends receives."""

from msgspec import Struct

from sitegen.views import Anchor, FeedLink, Headline


class TopicMove(Struct, frozen=True):
    """A topic in the last span of days and in the one before."""

    topic: Anchor
    now: int
    before: int


class FirstTerm(Struct, frozen=True):
    """A term that is new this week, how many papers have it, and the first of them."""

    term: str
    count: int
    papers: tuple[Headline, ...]


class TrendingView(Struct, frozen=True):
    """``newest``: the day that counts as now. ``enough_moves``, ``enough_firsts``: else too few
    papers to tell. ``papers`` and ``earlier``: how many the two spans of ``span`` days have."""

    newest: Anchor | None
    trending: tuple[Headline, ...]
    recent: int
    halved: int
    span: int
    papers: int
    earlier: int
    enough_moves: bool
    rising: tuple[TopicMove, ...]
    fading: tuple[TopicMove, ...]
    week: str
    enough_firsts: bool
    firsts: tuple[FirstTerm, ...]
    feeds: tuple[FeedLink, ...]
