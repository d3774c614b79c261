"""Finding many phrases in one pass over a text, whatever their inflection and hyphens.

A phrase is words; ``a|b`` stands for either word, ``...`` for up to eight words of one sentence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    counts: bool = False
    simple: bool = True

    def says(self, what: list[int], number: int) -> None:
        """Keeps ``counts`` (there is more here than a way on) and ``simple`` (only ends)."""
        what.append(number)
        self.counts = True
        self.simple = self.simple and what is self.ends


_SENTENCE = Node()


class Starts(dict[str, "Node | None"]):
    """By word as it is written: where in the tree of phrases a match may begin with it.

    Filled by need: a word is looked up for every token of every text, its stem only once.
    """

    def __init__(self, root: Mapping[str, Node], stems: Stems) -> None:
        super().__init__({SENTENCE_END: _SENTENCE})
        self._root, self._stems = root, stems

    def __missing__(self, word: str) -> "Node | None":
        self[word] = found = self._root.get(self._stems[word])
        return found

    def __reduce__(self) -> tuple[type["Starts"], tuple[Mapping[str, Node], Stems]]:
        return Starts, (self._root, self._stems)


@dataclass(frozen=True, slots=True)
class Lexicon:
    senses: tuple[Sense, ...]
    starts: Starts
    stems: Stems


def lexicon(senses: Iterable[Sense]) -> Lexicon:
    """All senses in one tree, in which every spelling of every phrase is a path.

    Which of several matches of one length counts does not depend on the order of the senses.
    """
    known = tuple(senses)
    root = Node()
    for number, sense in sorted(enumerate(known), key=lambda pair: (pair[1].phrase, pair[0])):
        left, _, right = sense.phrase.partition("...")
        for node in (_path(root, spelling) for spelling in spellings(left)):
            node.says(node.opens if right else node.ends, number)
        for node in (_path(root, spelling) for spelling in spellings(right) if right):
            node.says(node.closes, number)
    stems = Stems(_vocabulary(root))
    return Lexicon(known, Starts(root.after, stems), stems)


def find(lex: Lexicon, tokens: Sequence[str], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sense and place of every match; in one topic the longest wins and matches do not overlap.

    ``places`` tells the place of each token.
    """
    taken: dict[int, int] = {}
    opened: dict[int, int] = {}
    senses, stems, last = lex.senses, lex.stems, len(tokens) - 1
    for start, node in enumerate(map(lex.starts.__getitem__, tokens)):
        if node is None:
            continue
        if node is _SENTENCE:
            opened.clear()
            continue
        longer = node.after.get(stems[tokens[start + 1]]) if start < last else None
        if longer is None and not node.counts:
            continue
        place = places[start]
        if longer is None and node.simple:
            found = [(start + 1, number) for number in node.ends]
        else:
            found = _at((node, longer), stems, tokens, start, opened)
        for end, number in found:
            sense = senses[number]
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
    first_two: tuple[Node, Node | None],
    stems: Stems,
    tokens: Sequence[str],
    start: int,
    opened: dict[int, int],
) -> list[tuple[int, int]]:
    """End and sense of what matches from one token on, longest first."""
    found: list[tuple[int, int]] = []
    node, following = first_two
    end = start + 1
    while True:
        if node.counts:
            found += [(end, number) for number in node.ends]
            for number in node.closes:
                if start - opened.get(number, start - GAP - 1) <= GAP:
                    found.append((end, number))
            for number in node.opens:
                opened[number] = end
        if following is None:
            found.reverse()
            return found
        node, end = following, end + 1
        following = node.after.get(stems[tokens[end]]) if end < len(tokens) else None


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
