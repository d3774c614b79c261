"""The fingerprints of papers and of their cards, which stand on many pages."""

from collections.abc import Mapping
from operator import attrgetter

from sitegen.pages.cards import card
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.recordkey import Keys, record_key
from sitegen.rendered import OfPapers
from sitegen.views import FeedLink


def keys_of(setting: Setting, before: OfPapers, papers: Mapping[str, bytes]) -> tuple[Keys, str]:
    """Whoever makes fingerprints of pages, knowing those of ``papers`` and, by name, of cards. A
    card is told by its paper and by what stands beside it, of which the fingerprint is given back:
    where both are those of the last build, so is that of the card."""
    cards: dict[str, bytes] = {}
    keys = Keys(FeedLink, known=cards)
    keys.learn(Paper, attrgetter("slug"), papers)
    beside = record_key(setting.beside)
    if beside == before.beside:
        cards |= before.cards_of(papers)
    if len(cards) < len(papers):
        new = [slug for slug in papers if slug not in cards]
        cards |= {slug: keys.of(card(setting, slug)) for slug in new}
    return keys, beside
