"""The fingerprints of pages: equal where the same would be rendered."""

from collections.abc import Mapping

from sitegen import later
from sitegen.pages.papers import beside
from sitegen.pages.plan import Plan
from sitegen.pages.planned import Planned
from sitegen.pages.setting import Setting
from sitegen.recordkey import Keys, plain_digest, plain_key
from sitegen.rendered import Key, key_from


def page_keys(planned: Plan, key_of: Keys, same: str) -> dict[str, Key]:
    """By address, of all pages but those of papers. ``key_of`` knows the cards; ``same``: the
    fingerprint of what all pages share."""
    keys = ((url, _key(one, key_of)) for url, one in planned.others.items())
    return {url: key_from(same, key) for url, key in keys}


def _key(one: Planned, key_of: Keys) -> str:
    if one.key:
        shown = b"".join(map(key_of.named.__getitem__, one.cards))
        return plain_key((one.template, one.key, shown))
    return key_of(one.template, *later.told(one.show()))


def paper_keys(
    setting: Setting, papers: Mapping[str, bytes], cards: Mapping[str, bytes]
) -> dict[str, bytes]:
    """By slug, as ``OfPapers`` has them. Few papers have something beside them of which their own
    fingerprints know nothing."""
    told = beside(setting, list(papers))
    others = {one: plain_digest(one) for one in set(told)}
    known = zip(papers.items(), map(others.__getitem__, told), strict=True)
    return {slug: paper + cards[slug] + other for (slug, paper), other in known}
