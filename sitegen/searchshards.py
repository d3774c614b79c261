"""Which paper lies in which shard of the search index, so that an edit makes few of them anew.

Archives hold the papers in the order of their days and are left alone. What came or changed since
lies in one small shard, the running one; when that is many, the archives they belong to are made
anew with them. The newest paper never lies in an archive: a running shard without any papers would
be no index that a browser can open.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from sitegen.documents import Key, Shard, Url

Group = tuple[Url, ...]
Part = Shard | Group
"""A shard that stays, or the papers of one that is to be made."""


class Sizes(Struct, frozen=True):
    """``archive``: papers in an archive, which bounds the memory it is made with; ``running``: the
    most papers in the running shard, which bounds the time of an edit; ``first``: the newest papers
    that are searched before the others, which bounds what the first results wait for."""

    archive: int
    running: int
    first: int


def plan(known: Sequence[Shard], wanted: Mapping[Url, Key], sizes: Sizes) -> tuple[Part, ...]:
    """The running shard, then the archives, the newest papers first.

    ``known`` are those of the last build, in the same order; ``wanted`` is in the order of the
    days. Every paper of it is fresh in exactly one shard.
    """
    archives = [shard for shard in reversed(known) if shard.folder]
    covered = {url for shard in archives for url in shard.fresh(wanted)}
    others = tuple(url for url in wanted if url not in covered)
    gone = sum(len(shard.papers) for shard in archives) - len(covered)
    if (others or not wanted) and max(len(others), gone) <= sizes.running:
        return _running(known, others, wanted), *reversed(archives)
    urls = tuple(wanted)
    folded = list(_folded(archives, urls[:-1], wanted, sizes))
    return _running(known, urls[-1:], wanted), *reversed(folded)


def _running(known: Sequence[Shard], urls: Group, wanted: Mapping[Url, Key]) -> Part:
    for shard in known:
        if not shard.folder and shard.holds_exactly(urls, wanted):
            return shard
    return urls


def _folded(
    archives: Sequence[Shard], urls: Sequence[Url], wanted: Mapping[Url, Key], sizes: Sizes
) -> Iterator[Part]:
    """Each archive with its papers as they are now, the last one with all that is new."""
    home = {url: at for at, shard in enumerate(archives) for url in shard.papers}
    groups: list[list[Url]] = [[] for _ in archives] or [[]]
    for url in urls:
        groups[home.get(url, len(groups) - 1)].append(url)
    for shard, group in zip_longest(archives, groups):
        if shard and shard.holds_exactly(group, wanted):
            yield shard
        else:
            yield from _cut(group, sizes)


def _cut(urls: Sequence[Url], sizes: Sizes) -> Iterator[Group]:
    """Full archives and the rest, which is not worth an archive of its own where it is small."""
    at = 0
    while len(urls) - at > sizes.archive + sizes.running:
        yield tuple(urls[at : at + sizes.archive])
        at += sizes.archive
    if urls:
        yield tuple(urls[at:])
