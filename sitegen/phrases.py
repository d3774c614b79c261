"""Finding many phrases in one pass over a text, whatever their inflection and hyphens.

A phrase is words; ``a|b`` stands for either word, ``...`` for up to eight words of one sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.phrasetree import OTHER, End, Node, Sense, tree
from sitegen.words import SENTENCE_END, ByStem

GAP = 8


@dataclass(frozen=True)
class Lexicon:
    """Senses, made ready for matching when a text comes: where all are known, none does."""

    senses: tuple[Sense, ...]

    @cached_property
    def words(self) -> ByStem[Node]:
        """By word as it is written the node where it begins a phrase."""
        return ByStem(tree(self.senses), OTHER)

    @cached_property
    def topics(self) -> int:
        return max((sense.topic for sense in self.senses), default=-1) + 1

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[tuple[Sense, ...]]]:
        return Lexicon, (self.senses,)


def find(
    lex: Lexicon, tokens: Sequence[str], places: Sequence[int], worth: Sequence[int]
) -> dict[int, int]:
    """By sense what its matches are worth together, those first that begin first.

    In one topic the longest match wins and matches do not overlap. ``places`` tells the place of
    each token, ``worth`` what a match counts by the place where it begins.
    """
    taken = [0] * lex.topics
    found: dict[int, int] = {}
    nodes = [*map(lex.words.__getitem__, tokens), OTHER]
    way = _Way(nodes, tokens)
    for start, node in enumerate(map(dict.get, nodes, nodes[1:], nodes)):
        if not node.counts:
            continue
        place = places[start]
        more = worth[place]
        for topic, length, number, where in node.matches if node.plain else way.on(node, start):
            if taken[topic] <= start and place in where:
                taken[topic] = start + length
                found[number] = found.get(number, 0) + more
    return found


@dataclass(slots=True)
class _Way:
    """Through one text: its words as nodes, and by sense where one with a gap was opened."""

    nodes: Sequence[Node]
    tokens: Sequence[str]
    opened: dict[int, int] = field(default_factory=dict)
    until: int = 0  # how far something may close that is open now

    def on(self, node: Node, start: int) -> Sequence[End]:
        """What matches from a token on, longest first; ``node`` is where two tokens lead to."""
        at = start + 2
        while node.further and (following := node.get(self.nodes[at])) is not None:
            node, at = following, at + 1
        closes = node.closing and (start <= self.until or node.opening)
        matches = self._with_gaps(start) if closes else node.matches
        for number, length in node.opening:
            self.opened[number] = start + length
            self.until = start + length + GAP
        return matches

    def _with_gaps(self, start: int) -> list[End]:
        found: list[End] = []
        node: Node | None = self.nodes[start]
        end = start + 1
        while node is not None:
            found += node.ends
            found += [close for close in node.closes if self._is_open(close[2], start)]
            self.opened.update(dict.fromkeys(node.opens, end))
            node, end = node.get(self.nodes[end]), end + 1
        found.reverse()
        return found

    def _is_open(self, number: int, start: int) -> bool:
        """Whether a sense may end with what begins here: soon, and in the same sentence."""
        opened = self.opened.get(number)
        if opened is None or start - opened > GAP:
            return False
        return SENTENCE_END not in self.tokens[opened:start]
