"""Pages of lists, which stay what they are while nothing changed but texts on their cards.

What a list shows of a paper beside its card is little: its day, topics, names, title. Each kind of
list says in excerpts what its pages look at; while an excerpt is the same, what was made of it is
taken from an earlier run, with gaps where the cards are.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain
from pickle import HIGHEST_PROTOCOL, dumps, loads
from typing import Any, NamedTuple

from msgspec.structs import replace

from sitegen.gaps import Gap, filled, with_gaps
from sitegen.later import later
from sitegen.memo import memoised_together
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
_PORTION = 32  # excerpts of which the pages are made in one go
_SIZE = 16
Asked = tuple[str, str, str]  # a card: the paper, the day, the note


class _ListPage(NamedTuple):
    """``key``: the fingerprint of all but the cards; ``papers``: of those; ``written``: days and
    notes of the cards, then frame and view with gaps for them."""

    owner: str
    template: str
    url: str
    noindex: bool
    key: str
    papers: tuple[str, ...]
    written: bytes


def pages(
    setting: Setting, spread: Spread = in_turn, listed: Mapping[str, bytes] | None = None
) -> Iterator[Planned]:
    """Those of days, periods, people, topics, trends, saved searches. ``listed``: by slug the
    fingerprint of what lists may look at of a paper, where it is known."""
    if listed is None:
        listed = {slug: listed_key(paper) for slug, paper in setting.site.papers.items()}
    excerpts = dict(_keyed(setting, listed))
    found = _pages.of_all([(key,) for key in excerpts], spread, setting=setting, excerpts=excerpts)
    papers = setting.site.papers
    cards = {slug: card(setting, slug) for slug in papers}
    for row in chain.from_iterable(found):
        one = _ListPage(*row)
        told = one.key, tuple(map(cards.__getitem__, one.papers))
        show = partial(later, _shown, (setting, one.papers, one.written), told)
        day = papers[one.papers[len(one.papers) // 2]].first_day if one.papers else ""
        yield Planned(one.owner, one.template, one.url, one.noindex, show, day)


def _shown(
    setting: Setting, papers: Sequence[str], written: bytes, key: str, cards: Sequence[PaperCard]
) -> Shown:
    """``key`` tells all but the papers and what stands beside them, which ``cards`` do."""
    beside, record = loads(written)
    asked = [(slug, *one) for slug, one in zip(papers, beside, strict=True)]
    shown: Shown = filled(record, [card(setting, *one) for one in asked])
    return shown


def _keyed(setting: Setting, listed: Mapping[str, bytes]) -> Iterator[tuple[str, Excerpt]]:
    """Every excerpt by its fingerprint."""
    site, same = setting.site, _same(setting)
    counts = {name: b"%d." % len(day.papers) for name, day in site.days.items()}
    days = {name: plain_key(day_key(day)) for name, day in site.days.items()}
    papers = {
        slug: listed[slug] + counts.get(paper.first_day, b".")
        for slug, paper in site.papers.items()
    }
    everything = record_key(site.searches, tuple(site.moved.items()), tuple(days.values()))
    everything += blake2b(b"".join(papers.values()), digest_size=_SIZE).hexdigest()
    for excerpt in chain.from_iterable(kind.excerpts(setting) for kind in _KINDS):
        if excerpt.whole:
            yield plain_key((same, excerpt.told, everything)), excerpt
        else:
            shown = b"".join(map(papers.__getitem__, excerpt.papers))
            own = list(map(days.__getitem__, excerpt.days))
            yield plain_key((same, told(site, excerpt), own, shown)), excerpt


def _same(setting: Setting) -> str:
    """What all lists are made from."""
    words, topics = sorted(setting.words.items()), tuple(setting.site.topics.values())
    return record_key(setting.settings, setting.address, setting.preview, tuple(words), topics)


class _Gaps(dict[Asked, PaperCard]):
    """Instead of each card what is asked for."""

    def get(self, asked: Asked, default: Any = None) -> Any:
        return Gap(asked)


@memoised_together(_PORTION)
def _pages(
    asked: Sequence[tuple[str]], *, setting: Setting, excerpts: Mapping[str, Excerpt]
) -> list[tuple[tuple[Any, ...], ...]]:
    """Plain tuples, which are read sooner than records."""
    key_of, asking = Keys(FeedLink), replace(setting, cards=_Gaps())

    def made(excerpt: Excerpt) -> tuple[tuple[Any, ...], ...]:
        entries = excerpt.make(narrowed(asking, excerpt))
        return tuple([tuple(_written(key_of, entry)) for entry in entries])

    return [made(excerpts[key]) for (key,) in asked]


def _written(key_of: Keys, entry: Entry) -> _ListPage:
    owner, template, page, show = entry
    view = show()
    record, gaps = with_gaps((page, view))
    beside = tuple([gap[1:] for gap in gaps])
    written = dumps((beside, record), HIGHEST_PROTOCOL)
    key, papers = key_of(template, page, view), tuple([gap[0] for gap in gaps])
    return _ListPage(owner, template, page.url, page.noindex, key, papers, written)
