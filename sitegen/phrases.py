"""Finding many phrases in one pass over a text, whatever their inflection and hyphens.

A phrase is words; ``a|b`` stands for either word, ``...`` for up to eight words of one sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from sitegen.words import SENTENCE_END, Stems, stem, words

GAP = 8


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase says: a weight for a topic, where it stands in one of ``places``."""

    topic: int
    phrase: str
    weight: float
    places: frozenset[int]


@dataclass(slots=True)
class Node:
    """One step of the tree of phrases: what may follow and what ends here."""

    after: dict[str, "Node"] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lexicon:
    senses: tuple[Sense, ...]
    root: dict[str, Node]
    stems: Stems


def lexicon(senses: Iterable[Sense]) -> Lexicon:
    """All senses in one tree, in which every spelling of every phrase is a path."""
    known = tuple(senses)
    root = Node()
    for number, sense in enumerate(known):
        left, _, right = sense.phrase.partition("...")
        for spelling in spellings(left):
            (_path(root, spelling).opens if right else _path(root, spelling).ends).append(number)
        for spelling in spellings(right) if right else ():
            _path(root, spelling).closes.append(number)
    return Lexicon(known, root.after, Stems(_vocabulary(root)))


def find(lex: Lexicon, tokens: Sequence[str], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sense and place of every match; in one topic the longest wins and matches do not overlap.

    ``places`` tells the place of each token.
    """
    taken: dict[int, int] = {}
    opened: dict[int, int] = {}
    stemmed = [lex.stems[token] for token in tokens]
    for start, first in enumerate(stemmed):
        node = lex.root.get(first)
        if node is None:
            if first == SENTENCE_END:
                opened.clear()
            continue
        place = places[start]
        for end, number in _at(node, stemmed, start, opened):
            sense = lex.senses[number]
            if place in sense.places and taken.get(sense.topic, 0) <= start:
                taken[sense.topic] = end
                yield number, place


def spellings(phrase: str) -> set[tuple[str, ...]]:
    """The stems of a phrase as written and with neighbouring words joined."""
    found: set[tuple[str, ...]] = set()
    for choice in product(*(part.split("|") for part in phrase.split())):
        parts = [w for w in words(" ".join(choice)) if w != SENTENCE_END]
        found.add(tuple(map(stem, parts)))
        for i in range(len(parts) - 1):
            joined = [*parts[:i], parts[i] + parts[i + 1], *parts[i + 2 :]]
            found.add(tuple(map(stem, joined)))
    return found


def _at(
    node: Node, stemmed: Sequence[str], start: int, opened: dict[int, int]
) -> list[tuple[int, int]]:
    """End and sense of what matches from one token on, longest first."""
    found: list[tuple[int, int]] = []
    end = start + 1
    following: Node | None = node
    while following is not None:
        if following.ends:
            found += [(end, number) for number in following.ends]
        if following.closes:
            near = [n for n in following.closes if start - opened.get(n, start - GAP - 1) <= GAP]
            found += [(end, number) for number in near]
        for number in following.opens:
            opened[number] = end
        following = following.after.get(stemmed[end]) if end < len(stemmed) else None
        end += 1
    found.reverse()
    return found


def _path(root: Node, spelling: Iterable[str]) -> Node:
    node = root
    for part in spelling:
        node = node.after.setdefault(part, Node())
    return node


def _vocabulary(root: Node) -> set[str]:
    found = set(root.after)
    for node in root.after.values():
        found |= _vocabulary(node)
    return found
