"""Finding many phrases in one pass over a text, whatever their inflection and hyphens.

A phrase is words; ``a|b`` stands for either word, ``...`` for up to eight words of one sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
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


_NO_WAY: "dict[str, Node]" = {}  # what may follow on a leaf; never written to


@dataclass(slots=True)
class Node:
    """One step of the tree of phrases: what may follow and what ends here."""

    after: dict[str, "Node"] = field(default_factory=lambda: _NO_WAY)
    ends: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    counts: bool = False  # there is more here than a way on
    simple: bool = True  # only ends

    def next(self, part: str) -> "Node":
        found = self.after.get(part)
        if found is None:
            found = Node()
            if self.after is _NO_WAY:
                self.after = {}
            self.after[part] = found
        return found


class Starts(dict[str, "Node | None"]):
    """By word as it is written: where in the tree of phrases a match may begin with it.

    Filled by need: a word is looked up for every token of every text, its stem only once.
    """

    def __init__(self, root: Mapping[str, Node], stems: Stems) -> None:
        super().__init__({SENTENCE_END: None})
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
        left, gap, right = sense.phrase.partition("...")
        for node in (_path(root, spelling) for spelling in spellings(left)):
            node.counts = True
            if gap:
                node.opens += (number,)
                node.simple = False
            else:
                node.ends += (number,)
        for node in (_path(root, spelling) for spelling in (spellings(right) if gap else ())):
            node.counts = True
            node.closes += (number,)
            node.simple = False
    stems = Stems(_vocabulary(root))
    return Lexicon(known, Starts(root.after, stems), stems)


def find(lex: Lexicon, tokens: Sequence[str], places: Sequence[int]) -> list[tuple[int, int]]:
    """Sense and place of every match; in one topic the longest wins and matches do not overlap.

    ``places`` tells the place of each token.
    """
    taken: dict[int, int] = {}
    opened: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    senses, stems, ended = lex.senses, lex.stems, [*tokens, SENTENCE_END]
    for start, node in enumerate(map(lex.starts.__getitem__, tokens)):
        if node is None:
            continue
        longer = node.after.get(stems[ended[start + 1]])
        if longer is None and not node.counts:
            continue
        place = places[start]
        if longer is None and node.simple:
            matches = [(start + 1, number) for number in node.ends]
        else:
            matches = _at((node, longer), stems, ended, start, opened)
        for end, number in matches:
            sense = senses[number]
            if place in sense.places and taken.get(sense.topic, 0) <= start:
                taken[sense.topic] = end
                found.append((number, place))
    return found


def spellings(phrase: str) -> set[tuple[str, ...]]:
    """The stems of a phrase as written and with neighbouring words joined."""
    found: set[tuple[str, ...]] = set()
    for choice in product(*(part.split("|") for part in phrase.split())):
        parts = words(" ".join(choice))
        if SENTENCE_END in parts:
            parts = [word for word in parts if word != SENTENCE_END]
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
    """End and sense of what matches from one token on, longest first.

    The last of the tokens ends a sentence.
    """
    found: list[tuple[int, int]] = []
    node, following = first_two
    end = start + 1
    while True:
        if node.counts:
            found += [(end, number) for number in node.ends]
            for number in node.closes:
                if _near(opened.get(number), start, tokens):
                    found.append((end, number))
            for number in node.opens:
                opened[number] = end
        if following is None:
            found.reverse()
            return found
        node, end = following, end + 1
        following = node.after.get(stems[tokens[end]])


def _near(opened: int | None, start: int, tokens: Sequence[str]) -> bool:
    """Whether a phrase that was opened may close here: soon, and in the same sentence."""
    if opened is None or start - opened > GAP:
        return False
    return SENTENCE_END not in tokens[opened:start]


def _path(root: Node, spelling: Iterable[str]) -> Node:
    node = root
    for part in spelling:
        node = node.next(part)
    return node


def _vocabulary(root: Node) -> set[str]:
    found, todo = set[str](), [root]
    for node in todo:
        found.update(node.after)
        todo.extend(node.after.values())
    return found
