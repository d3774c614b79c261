"""Authors and organisations: who has written what, as far as names tell.

Two spellings are one only where a keeper says so, and one name can be several people: nothing
here claims to know better.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Protocol

from msgspec import Struct

from sitegen.memo import memoised
from sitegen.model import Facts
from sitegen.recordkey import plain_key
from sitegen.text import slugify

AUTHOR, ORGANIZATION = "author", "organization"
LEAST = 3  # papers from which a name has a page
_MARK = 6
_of_a_paper = attrgetter("slug", "facts.authors", "facts.organization")

Aliases = Mapping[str, str]


class Written(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def facts(self) -> Facts: ...


class Contributor(Struct, frozen=True):
    """A name with a page. ``papers``: slugs, in the order in which they were given; ``also``: the
    other spellings that a keeper calls the same."""

    kind: str
    name: str
    slug: str
    papers: tuple[str, ...]
    also: tuple[str, ...] = ()


class People(Struct, frozen=True):
    """Contributors by kind and folded name, every spelling a key."""

    known: Mapping[tuple[str, str], Contributor]

    def find(self, kind: str, name: str) -> Contributor | None:
        return self.known.get((kind, folded(name)))

    def all(self, kind: str) -> tuple[Contributor, ...]:
        """Those with most papers first, then by name."""
        found = {one.slug: one for (of, _), one in self.known.items() if of == kind}
        return tuple(sorted(found.values(), key=lambda one: (-len(one.papers), one.name)))


def people(
    papers: Iterable[Written],
    follow: Sequence[str] = (),
    aliases: Sequence[tuple[str, tuple[str, ...]]] = (),
    told: str = "",
) -> People:
    """Everybody with LEAST papers, and whom the keeper follows from the first on. ``told``:
    ``names_told`` of the papers, where that is known."""
    if not told:
        papers = list(papers)
        told = names_told(papers)
    by = plain_key((told, tuple(follow), tuple(aliases)))
    return _people(by, papers=papers, follow=follow, aliases=aliases)


def names_told(papers: Iterable[Written]) -> str:
    """The fingerprint of the papers and of who wrote them, in their order."""
    return plain_key(list(map(_of_a_paper, papers)))


@memoised
def _people(
    fingerprint: str,
    *,
    papers: Iterable[Written],
    follow: Sequence[str],
    aliases: Sequence[tuple[str, tuple[str, ...]]],
) -> People:
    one_for = {folded(other): name for name, others in aliases for other in others}
    followed = frozenset(map(folded, follow))
    written: dict[tuple[str, str], tuple[str, dict[str, None], dict[str, None]]] = {}
    for paper in papers:
        for kind, spelling in _names(paper.facts):
            name = one_for.get(folded(spelling), spelling)
            key = (kind, folded(name))
            _, slugs, spellings = written.setdefault(key, (name, {}, {}))
            slugs[paper.slug] = None
            if folded(spelling) != folded(name):
                spellings[spelling] = None
    known: dict[tuple[str, str], Contributor] = {}
    for (kind, plain), (name, slugs, spellings) in written.items():
        if len(slugs) >= LEAST or plain in followed:
            slug, also = _slug(name), tuple(sorted(spellings))
            one = Contributor(kind, name, slug, tuple(slugs), also)
            known |= {(kind, folded(spelling)): one for spelling in (name, *also)}
    return People(known)


def _names(facts: Facts) -> Iterator[tuple[str, str]]:
    for author in facts.authors:
        yield AUTHOR, author
    if facts.organization:
        yield ORGANIZATION, facts.organization


@lru_cache(1 << 17)
def folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _slug(name: str) -> str:
    """The same for the same name, whoever else is known: a hash tells names apart that a slug
    of letters would not."""
    plain = slugify(name)
    if plain and plain.replace("-", " ") == folded(name):
        return plain
    mark = hashlib.sha256(folded(name).encode()).hexdigest()[:_MARK]
    return f"{plain}-{mark}" if plain else mark
