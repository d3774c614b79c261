"""Keys of BibTeX entries as people write them: ``vaswani2017attention``."""

import re
from collections.abc import Iterable, Iterator
from itertools import count

from sitegen.dates import UNDATED
from sitegen.memo import memoised
from sitegen.paper import Paper
from sitegen.stopwords import COMMON
from sitegen.text import slugify

_YEAR = re.compile(r"\d{4}", re.ASCII)
_WITHOUT_AUTHOR = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def citekeys(papers: Iterable[Paper]) -> dict[str, str]:
    """Slug -> key. Where two would have one, the paper listed later gets letters after it, so that
    a new paper takes nobody's key."""
    ordered = sorted(papers, key=lambda p: (p.first_day == UNDATED, p.first_day, p.slug))
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for paper in ordered:
        base = key_of(paper)
        key = next(one for one in _lettered(base) if one not in taken)
        taken.add(key)
        keys[paper.slug] = key
    return keys


def key_of(paper: Paper) -> str:
    """First author, year, first significant word of the title; without authors, three words."""
    facts = paper.facts
    key = _key(next(iter(facts.authors), ""), facts.published[:4], paper.plain_title)
    return key or _folded(paper.slug)


@memoised
def _key(name: str, said: str, title: str) -> str:
    author = _folded(_surname(name))
    year = said if _YEAR.match(said) else ""
    words = [word for word in slugify(title).split("-") if word]
    significant = [word for word in words if word not in COMMON and not word.isdigit()] or words
    return f"{author}{year}{''.join(significant[: 1 if author else _WITHOUT_AUTHOR])}"


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
