"""Keys of BibTeX entries as people write them: ``vaswani2017attention``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from operator import attrgetter

from sitegen.dates import UNDATED
from sitegen.memo import memoised
from sitegen.paper import Paper
from sitegen.recordkey import plain_key
from sitegen.stopwords import COMMON
from sitegen.text import slugify

_YEAR = re.compile(r"\d{4}", re.ASCII)
_WITHOUT_AUTHOR = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


_told = attrgetter("slug", "facts.authors", "facts.published", "plain_title")
Told = tuple[str, tuple[str, ...], str, str]


def citekeys(papers: Iterable[Paper]) -> dict[str, str]:
    """Slug -> key. Where two would have one, the paper listed later gets letters after it, so that
    a new paper takes nobody's key."""
    days: dict[tuple[bool, str], list[Told]] = {}
    for paper in papers:
        day = paper.first_day
        days.setdefault((day == UNDATED, day), []).append(_told(paper))
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for _, told in sorted(days.items()):
        told.sort()
        for (slug, *_), base in zip(told, _bases(plain_key(told), told=told), strict=True):
            key = (
                next(one for one in _lettered(base) if one not in taken) if base in taken else base
            )
            taken.add(key)
            keys[slug] = key
    return keys


@memoised
def _bases(fingerprint: str, *, told: Sequence[Told]) -> tuple[str, ...]:
    """Of the papers of a day: few days change."""
    return tuple([_key(*one) for one in told])


def key_of(paper: Paper) -> str:
    """First author, year, first significant word of the title; without authors, three words."""
    return _key(*_told(paper))


def _key(slug: str, authors: Sequence[str], published: str, title: str) -> str:
    author = _folded(_surname(next(iter(authors), "")))
    year = published[:4] if _YEAR.match(published) else ""
    words = [word for word in slugify(title).split("-") if word]
    significant = [word for word in words if word not in COMMON and not word.isdigit()] or words
    key = f"{author}{year}{''.join(significant[: 1 if author else _WITHOUT_AUTHOR])}"
    return key or _folded(slug)


def _surname(name: str) -> str:
    """``Ashish Vaswani`` and ``Vaswani, Ashish`` -> ``Vaswani``."""
    before, comma, _ = name.partition(",")
    return before if comma else name.split()[-1] if name.split() else ""


def _folded(text: str) -> str:
    return slugify(text).replace("-", "")


def _lettered(base: str) -> Iterator[str]:
    yield base
    for number in count():
        letters = ""
        while number >= 0:
            number, letter = divmod(number, len(_LETTERS))
            letters = _LETTERS[letter] + letters
            number -= 1
        yield base + letters
