"""Why two papers are near each other, in words that a reader would use."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from sitegen.related.features import CONCEPT, TOPIC
from sitegen.related.text import Text
from sitegen.related.vectors import Vector
from sitegen.words import fold, stem, stems

SHOWN = 3
_WORD = re.compile(r"[^\W_]+")


def shared(one: Vector, other: Vector, names: Sequence[str]) -> tuple[str, ...]:
    """The features that add most to a likeness; topics are told elsewhere on the page."""
    common = sorted((-w * other[f], names[f]) for f, w in one.items() if f in other)
    shown: list[str] = []
    said: set[str] = set()
    for _, name in common:
        if not name.startswith(TOPIC) and not _parts(name) & said:
            shown.append(name)
            said |= _parts(name)
            if len(shown) == SHOWN:
                break
    return tuple(shown)


@cache
def _parts(name: str) -> frozenset[str]:
    return frozenset(stems(name))


@cache
def _stem(written: str) -> str:
    return stem(fold(written))


def spelt(paper: Text, features: Collection[str]) -> dict[str, str]:
    """Concepts by their names, stems as the paper itself first writes them."""
    found = {f: f.removeprefix(CONCEPT) for f in features if f.startswith(CONCEPT)}
    for word in _WORD.findall(f"{paper.title} {paper.abstract}"):
        known = _stem(word)
        if known in features and known not in found:
            found[known] = word if word[1:] != word[1:].lower() else word.lower()
    return found | {f: f for f in features if f not in found}
