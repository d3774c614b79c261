"""What the templates of long lists receive (topics, people, saved searches); see ``views``."""

from markupsafe import Markup
from msgspec import Struct

from sitegen.charts import Chart
from sitegen.views import Anchor, FeedLink, PaperCard


class PartList(Struct, frozen=True):
    """Where the parts of a long list stand. ``kind``: year, month, day or letter."""

    kind: str
    parts: tuple[Anchor, ...]


class Pager(Struct, frozen=True):
    """Which part of a long list of papers a page shows: ``part`` in words, "" on the ``front``.

    ``count``: the papers of the part, ``shown``: those that stand on the page. ``lists``: all parts
    on the front; on a part those that it is in and those beside it; ``inside``: where the papers
    are of a part that is too long itself. ``previous`` and ``next``: the parts before and after it.
    """

    part: str
    count: int
    shown: int
    front: Anchor
    lists: tuple[PartList, ...] = ()
    inside: PartList | None = None
    previous: Anchor | None = None
    next: Anchor | None = None


class DayGroup(Struct, frozen=True):
    """The papers of one topic on one day."""

    day: Anchor
    papers: tuple[PaperCard, ...]


class TopicView(Struct, frozen=True):
    """A topic: its newest papers, or a part of them."""

    name: str
    description: str
    intro: Markup
    groups: tuple[DayGroup, ...]
    pager: Pager
    neighbours: tuple[Anchor, ...]
    feeds: tuple[FeedLink, ...]
    chart: Chart | None = None


class PersonView(Struct, frozen=True):
    """An author or an organisation (``kind``): the newest papers, or a part of them.

    ``also``: other spellings that the keeper calls the same.
    """

    kind: str
    name: str
    also: tuple[str, ...]
    groups: tuple[DayGroup, ...]
    pager: Pager
    topics: tuple[Anchor, ...]
    feeds: tuple[FeedLink, ...]


class NameList(Struct, frozen=True):
    """Authors or organisations (``kind``): those with most papers, or all of some ``letters``.

    ``count``: how many there are; ``others``: where the others stand, if not all are here.
    """

    kind: str
    letters: str
    count: int
    people: tuple[Anchor, ...]
    others: PartList | None = None


class PeopleView(Struct, frozen=True):
    """Everybody with a page, or those whose names begin with some letters."""

    lists: tuple[NameList, ...]


class SavedSearchView(Struct, frozen=True):
    """A keeper's search: what it asks for ("" and None: whatever), its newest papers, or a part
    of them."""

    name: str
    include: str
    exclude: str
    topic: Anchor | None
    author: str
    groups: tuple[DayGroup, ...]
    pager: Pager
    topics: tuple[Anchor, ...]
    feeds: tuple[FeedLink, ...]
