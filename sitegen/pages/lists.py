"""Pages of lists, which stay what they are while nothing changed but texts on their cards.

What a list shows of a paper beside its card is little: its day, topics, names, title. While that is
the same for all papers, so is every list, count and chart; what was made of it is taken from an
earlier run, with gaps where the cards are.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.gaps import Gap, filled, with_gaps
from sitegen.later import later
from sitegen.memo import memoised
from sitegen.pages import archive, days, people, periods, searches, topics, trending
from sitegen.pages.cards import card
from sitegen.pages.planned import Planned, Shown
from sitegen.pages.setting import Setting
from sitegen.recordkey import Keys, plain_key, record_key
from sitegen.spread import Spread, in_turn
from sitegen.views import FeedLink, PaperCard

OF_A_PAPER = (
    *("slug", "title", "plain_title", "urls", "days", "topics"),
    *("facts.authors", "facts.organization", "facts.votes", "facts.withdrawn", "facts.keywords"),
)
"""All that lists may look at; ``tests/test_lists.py`` gives them nothing else."""

_of_a_paper, _of_an_entry = attrgetter(*OF_A_PAPER), attrgetter("slug", "note", "place")
_KINDS = days, archive, periods, people, topics, trending, searches
_PORTION = 64  # pages that are written down in one go
Asked = tuple[str, str, str]  # a card: the paper, the day, the note


class _ListPage(Struct, frozen=True):
    """``key``: the fingerprint of all but the cards; ``cards``: which they are, by their place
    among those of all lists; ``written``: frame and view with gaps for them."""

    owner: str
    template: str
    url: str
    noindex: bool
    key: str
    cards: tuple[int, ...]
    written: bytes


class _Lists(Struct, frozen=True):
    cards: tuple[Asked, ...]
    pages: tuple[_ListPage, ...]


def pages(setting: Setting, spread: Spread = in_turn) -> Iterator[Planned]:
    """Those of days, periods, people, topics, trends, saved searches."""
    lists = _lists(_fingerprint(setting), setting=setting, spread=spread)
    cards, papers = [card(setting, slug) for slug, _, _ in lists.cards], setting.site.papers
    for one in lists.pages:
        asked = tuple(map(lists.cards.__getitem__, one.cards))
        told = one.key, tuple(map(cards.__getitem__, one.cards))
        show = partial(later, _shown, (setting, asked, one.written), told)
        day = papers[asked[len(asked) // 2][0]].first_day if asked else ""
        yield Planned(one.owner, one.template, one.url, one.noindex, show, day)


def _shown(
    setting: Setting, asked: Sequence[Asked], written: bytes, key: str, cards: Sequence[PaperCard]
) -> Shown:
    """``key`` tells all but the papers and what stands beside them, which ``cards`` do."""
    shown: Shown = filled(written, [card(setting, *one) for one in asked])
    return shown


def _fingerprint(setting: Setting) -> str:
    """Of all that lists are made from."""
    site = setting.site
    words, moved = sorted(setting.words.items()), tuple(site.moved.items())
    same = record_key(setting.settings, setting.address, setting.preview, tuple(words))
    shown = record_key(tuple(site.topics.values()), site.searches, moved)
    listed = [
        (day.day, day.year, day.intro, list(map(_of_an_entry, day.papers)))
        for day in site.days.values()
    ]
    papers = list(map(_of_a_paper, site.papers.values()))
    return plain_key((same, shown, listed, papers))


class _Gaps(dict[Asked, PaperCard]):
    """Instead of each card what is asked for."""

    def get(self, asked: Asked, default: Any = None) -> Any:
        return Gap(asked)


@memoised
def _lists(fingerprint: str, *, setting: Setting, spread: Spread) -> _Lists:
    asking = replace(setting, cards=_Gaps())
    every = list(chain.from_iterable(kind.pages(asking) for kind in _KINDS))
    portions = [every[at : at + _PORTION] for at in range(0, len(every), _PORTION)]
    written = chain.from_iterable(spread(_written, portions, each=_PORTION // 4))
    cards: dict[Asked, int] = {}
    pages = []
    for (owner, template, page, _), (key, asked, record) in zip(every, written, strict=True):
        places = tuple([cards.setdefault(one, len(cards)) for one in asked])
        pages.append(_ListPage(owner, template, page.url, page.noindex, key, places, record))
    return _Lists(tuple(cards), tuple(pages))


def _written(entries: Sequence[days.Entry]) -> list[tuple[str, list[Asked], bytes]]:
    """Of each page its key, its cards, and what is written down of it."""
    key_of, found = Keys(FeedLink), []
    for _, template, page, show in entries:
        view = show()
        record, gaps = with_gaps((page, view))
        found.append((key_of(template, page, view), [(*gap,) for gap in gaps], record))
    return found
