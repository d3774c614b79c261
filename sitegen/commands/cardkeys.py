"""The fingerprints of papers and of their cards, which stand on many pages."""

from collections.abc import Mapping
from operator import attrgetter

from sitegen.pages.cards import card
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.recordkey import Keys, record_key
from sitegen.rendered import Cards
from sitegen.views import FeedLink


def keys_of(setting: Setting, before: Cards, papers: Mapping[str, bytes]) -> tuple[Keys, Cards]:
    """Whoever makes fingerprints of pages, knowing those of ``papers`` and of cards. A card is told
    by its paper and by what stands beside it: where both are those of the last build, so is its
    fingerprint."""
    cards: dict[str, bytes] = {}
    keys = Keys(FeedLink, known=cards)
    keys.learn(Paper, attrgetter("slug"), papers)
    beside = record_key(setting.beside)
    if beside == before.beside:
        cards |= before.of(papers)
    cards |= {slug: keys.of(card(setting, slug)) for slug in papers if slug not in cards}
    return keys, Cards(papers, beside, cards)
