"""Pages of lists, which stay what they are while nothing changed but texts on their cards.

What a list shows of a paper beside its card is little: its day, topics, names, title. Each kind of
list says in excerpts what its pages look at; while an excerpt is the same, what was made of it is
taken from an earlier run, with gaps where the cards are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from pickle import HIGHEST_PROTOCOL, dumps, loads
from typing import Any, NamedTuple

from msgspec.structs import replace

from sitegen.daypapers import column
from sitegen.gaps import Gap, filled, with_gaps
from sitegen.later import later
from sitegen.memo import memoised, memoised_together
from sitegen.pages import archive, days, people, periods, searches, topics, trending
from sitegen.pages.cards import card
from sitegen.pages.excerpt import Entry, Excerpt, day_key, narrowed, told
from sitegen.pages.planned import Planned, Shown
from sitegen.pages.setting import Setting
from sitegen.paper import listed_key
from sitegen.recordkey import Keys, plain_key, record_key
from sitegen.spread import Spread, in_turn
from sitegen.views import FeedLink, PaperCard

_KINDS = days, archive, periods, people, topics, trending, searches
_PORTION = 8  # excerpts of which the pages are made in one go
_AN_EXCERPT = 4  # is as much work as so many papers
Asked = tuple[str, str, str]  # a card: the paper, the day, the note


_Made = tuple[tuple[tuple[Any, ...], bytes], ...]
"""Of each page a ``_ListPage``, plain, and what is written down of it."""


class _ListPage(NamedTuple):
    """``key``: the fingerprint of all but the cards; ``papers``: of those."""

    owner: str
    template: str
    url: str
    noindex: bool
    key: str
    papers: tuple[str, ...]


class _Row(NamedTuple):
    """A page as all of them are remembered together: ``cards`` by their place among the papers of
    all lists; ``excerpt`` and ``at`` tell where the rest is remembered."""

    owner: str
    template: str
    url: str
    noindex: bool
    key: str
    cards: tuple[int, ...]
    excerpt: str
    at: int


def pages(
    setting: Setting, spread: Spread = in_turn, listed: Mapping[str, bytes] | None = None
) -> Iterator[Planned]:
    """Those of days, periods, people, topics, trends, saved searches. ``listed``: by slug the
    fingerprint of what lists may look at of a paper, where it is known."""
    if listed is None:
        listed = {slug: listed_key(paper) for slug, paper in setting.site.papers.items()}
    looked = _Looked(setting, listed)
    slugs, rows = _rows(looked.everything, looked=looked, spread=spread)
    for values in rows:
        one = _Row(*values)
        cards = tuple(map(slugs.__getitem__, one.cards))
        show = partial(_told, looked, one.excerpt, one.at, one.key, cards)
        yield Planned(one.owner, one.template, one.url, one.noindex, show, cards, one.key)


def _told(looked: "_Looked", excerpt: str, at: int, key: str, slugs: tuple[str, ...]) -> Shown:
    cards = tuple([card(looked.setting, slug) for slug in slugs])
    return later(_shown, (looked, excerpt, at), (key, cards))


def _shown(looked: "_Looked", excerpt: str, at: int, key: str, cards: Sequence[PaperCard]) -> Shown:
    """``key`` tells all but the papers and what stands beside them, which ``cards`` do."""
    one, written = looked.pages_of(excerpt)[at]
    beside, record = loads(written)
    asked = [(slug, *other) for slug, other in zip(_ListPage(*one).papers, beside, strict=True)]
    shown: Shown = filled(record, [card(looked.setting, *other) for other in asked])
    return shown


class _Looked:
    """A site as lists look at it. ``everything``: the fingerprint of all that they may see."""

    def __init__(self, setting: Setting, listed: Mapping[str, bytes]) -> None:
        site, self.setting = setting.site, setting
        self.key_of = Keys(FeedLink)
        self._found: Mapping[str, _Made] = {}
        words, topics = tuple(sorted(setting.words.items())), tuple(site.topics.values())
        address, preview = setting.address, setting.preview
        self._same = record_key(setting.settings, address, preview, words, topics)
        self._days = {name: plain_key(day_key(day)) for name, day in site.days.items()}
        self._listed = listed
        others = record_key(site.searches, tuple(site.moved.items()))
        shown = list(self._days.values()), b"".join(map(listed.__getitem__, site.papers))
        self.everything = plain_key((self._same, others, *shown))

    @cached_property
    def _papers(self) -> dict[str, bytes]:
        """With how many papers were listed first on the same day."""
        site = self.setting.site
        counts = {name: b"%d." % len(day.papers) for name, day in site.days.items()}
        days = column(site.papers, "first_day").items()
        return {slug: self._listed[slug] + counts.get(day, b".") for slug, day in days}

    @cached_property
    def excerpts(self) -> dict[str, Excerpt]:
        """Each by its fingerprint."""
        every = chain.from_iterable(kind.excerpts(self.setting) for kind in _KINDS)
        return {self._key(excerpt): excerpt for excerpt in every}

    def all_pages(self, spread: Spread) -> Mapping[str, _Made]:
        """By the fingerprint of their excerpt."""
        calls = [(key,) for key in self.excerpts]
        found = _pages.of_all(calls, partial(_shared_out, spread), looked=self)
        self._found = dict(zip(self.excerpts, found, strict=True))
        return self._found

    def pages_of(self, excerpt: str) -> _Made:
        return self._found.get(excerpt) or _pages(excerpt, looked=self)

    def _key(self, excerpt: Excerpt) -> str:
        if excerpt.whole:
            return plain_key((self.everything, excerpt.told))
        papers = b"".join(map(self._papers.__getitem__, excerpt.papers))
        days = list(map(self._days.__getitem__, excerpt.days))
        return plain_key((self._same, told(self.setting.site, excerpt), days, papers))


def _shared_out(
    spread: Spread, function: Callable[[Any], Any], items: Iterable[Any], /, *, each: int = 1
) -> list[Any]:
    return spread(function, items, each=each * _AN_EXCERPT)


@memoised
def _rows(
    everything: str, *, looked: _Looked, spread: Spread
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The papers that any list shows, and every page in order."""
    places: dict[str, int] = {}
    rows = []
    for key, entries in looked.all_pages(spread).items():
        for at, ((*page, papers), _) in enumerate(entries):
            cards = tuple([places.setdefault(slug, len(places)) for slug in papers])
            rows.append((*page, cards, key, at))
    return tuple(places), rows


class _Gaps(dict[Asked, PaperCard]):
    """Instead of each card what is asked for."""

    def get(self, asked: Asked, default: Any = None) -> Any:
        return Gap(asked)


@memoised_together(_PORTION)
def _pages(asked: Sequence[tuple[str]], *, looked: _Looked) -> list[_Made]:
    """Of each excerpt its pages, and what is written down of each: days and notes of the cards,
    then frame and view with gaps for them. Plain tuples, which are read sooner than records."""
    key_of, asking = looked.key_of, replace(looked.setting, cards=_Gaps())

    def made(excerpt: Excerpt) -> _Made:
        entries = excerpt.make(narrowed(asking, excerpt))
        return tuple([_written(key_of, entry) for entry in entries])

    return [made(looked.excerpts[key]) for (key,) in asked]


def _written(key_of: Keys, entry: Entry) -> tuple[tuple[Any, ...], bytes]:
    owner, template, page, show = entry
    view = show()
    record, gaps = with_gaps((page, view))
    beside = tuple([gap[1:] for gap in gaps])
    key, papers = key_of(template, page, view), tuple([gap[0] for gap in gaps])
    one = _ListPage(owner, template, page.url, page.noindex, key, papers)
    return tuple(one), dumps((beside, record), HIGHEST_PROTOCOL)
