"""Why two papers are near each other, in words that a reader would use."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from sitegen.asciiwords import PREFIXES
from sitegen.related.features import CONCEPT, TOPIC
from sitegen.related.text import Said
from sitegen.words import fold, stem, stems

SHOWN = 3
_WORD = re.compile(r"[^\W_]+")
_PREFIX = rf"\b(?:{'|'.join(PREFIXES)})(?:-\s?|\s)(?=[a-z])"
_WRITTEN = re.compile(rf"(?:{_PREFIX})?[^\W_]+", re.IGNORECASE)


def shared(features: Iterable[str]) -> tuple[str, ...]:
    """The first that say more than those before them; topics are told elsewhere on the page.

    The features end where there is one without a name.
    """
    shown: list[str] = []
    said: set[str] = set()
    for name in features:
        if not name or len(shown) == SHOWN:
            break
        parts = _parts(name)
        if parts is not None and said.isdisjoint(parts):
            shown.append(name)
            said |= parts
    return tuple(shown)


@cache
def _parts(name: str) -> frozenset[str] | None:
    return None if name.startswith(TOPIC) else frozenset(stems(name))


@cache
def _stem(written: str) -> str:
    return stem(fold(written))


def spelt(paper: Said, features: Collection[str]) -> dict[str, str]:
    """Concepts by their names, stems as the paper itself writes them."""
    text = f"{paper.title} {paper.abstract}"
    lower = text.lower()
    return {feature: _spelt(feature, text, lower) for feature in features}


def _spelt(feature: str, text: str, lower: str) -> str:
    if feature.startswith(CONCEPT):
        return feature.removeprefix(CONCEPT)
    word = next(_beginning(feature, text, lower), None) or _word_with(feature, text)
    return word if word[1:] != word[1:].lower() else word.lower()


def _beginning(feature: str, text: str, lower: str) -> Iterator[str]:
    """Words that begin like their stem, as most do: much faster than a look at every word."""
    place = lower.find(feature) if len(lower) == len(text) else -1
    while place >= 0:
        if not place or not lower[place - 1].isalnum():
            word = _WORD.match(text, place)
            if word and _stem(word[0]) == feature:
                yield word[0]
        place = lower.find(feature, place + 1)


def _word_with(feature: str, text: str) -> str:
    return next((word for word in _WRITTEN.findall(text) if _stem(word) == feature), feature)
