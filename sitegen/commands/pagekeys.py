"""The fingerprints of pages: equal where the same would be rendered."""

from collections.abc import Mapping

from sitegen import later
from sitegen.pages.papers import beside
from sitegen.pages.plan import Plan
from sitegen.pages.planned import Planned
from sitegen.pages.setting import Setting
from sitegen.recordkey import Keys, plain_digest, plain_key
from sitegen.rendered import Key, key_from


def page_keys(
    setting: Setting, planned: Plan, key_of: Keys, papers: Mapping[str, bytes], same: str
) -> dict[str, Key]:
    """By address. ``key_of`` knows the cards; ``papers``: slug -> fingerprint; ``same``: that of
    what all pages share."""
    cards = key_of.named
    keys = {url: _key(one, key_of, cards) for url, one in planned.others.items()}
    keys |= zip(planned.papers, _of_papers(setting, planned, papers, cards), strict=True)
    return {url: key_from(same, key) for url, key in keys.items()}


def _key(one: Planned, key_of: Keys, cards: Mapping[str, bytes]) -> str:
    if one.key:
        shown = b"".join(map(cards.__getitem__, one.cards))
        return plain_key((one.template, one.key, shown))
    return key_of(one.template, *later.told(one.show()))


def _of_papers(
    setting: Setting, planned: Plan, papers: Mapping[str, bytes], cards: Mapping[str, bytes]
) -> list[str]:
    """Few papers have something beside them of which their own fingerprints know nothing."""
    slugs = list(planned.papers.values())
    told = beside(setting, slugs)
    others = {one: plain_digest(one) for one in dict.fromkeys(told)}
    known = zip(slugs, map(others.__getitem__, told), strict=True)
    return [(papers[slug] + cards[slug] + other).hex() for slug, other in known]
