"""The tree of phrases in columns: nodes are numbers, so that a whole row of them takes a step."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from msgspec import Struct

from sitegen.columns import Bools, Numbers, true_at
from sitegen.keytable import Keys, KeyTable, key_table
from sitegen.manywords import ByWord
from sitegen.phrasetree import OTHER, End, Node
from sitegen.words import ByStem

_SHIFT = 32


class Ends(Struct, frozen=True, eq=False):
    """What matches by number of a node, the longest first.

    ``columns``: topic, length in words, sense and a bit for each place of every match; those of a
    node are from ``begins`` on, ``sizes`` of them.
    """

    begins: Numbers
    sizes: Numbers
    columns: Numbers

    def of(self, node: int) -> list[End]:
        begin = int(self.begins[node])
        rows = self.columns[:, begin : begin + int(self.sizes[node])].T.tolist()
        return [(topic, length, sense, places) for topic, length, sense, places in rows]

    def and_more(self, matches: Sequence[Sequence[End]]) -> "Ends":
        """With the matches of further nodes."""
        more = ends(matches)
        return Ends(
            np.concatenate((self.begins, more.begins + self.columns.shape[1])),
            np.concatenate((self.sizes, more.sizes)),
            np.concatenate((self.columns, more.columns), axis=1),
        )


class Gaps(Struct, frozen=True):
    """By node what the senses with a gap need, for the few nodes that have any of it.

    ``opening``: senses with a gap on the way to the node, and the words before the gap;
    ``closing``: those that may end on the way; ``opens`` and ``closes`` of the node alone.
    """

    opening: Mapping[int, tuple[tuple[int, int], ...]]
    closing: Mapping[int, tuple[int, ...]]
    opens: Mapping[int, tuple[int, ...]]
    closes: Mapping[int, tuple[End, ...]]


class Net(Struct, frozen=True, eq=False, dict=True):
    """A tree whose nodes have numbers; 0 is what leads nowhere, those of single words follow."""

    stems: tuple[str, ...]  # of the single words
    steps: KeyTable  # a node and that of the next word -> the node they lead to
    leads: Bools  # by node whether there is such a step
    counts: Bools
    opens: Numbers  # how many words after its first a sense with a gap is open there, or 0
    closes: Bools
    ends: Ends
    own: Ends  # what ends at the node itself, as it stands
    gaps: Gaps

    @cached_property
    def words(self) -> ByWord:
        """The node of each."""
        numbers = {stem: number for number, stem in enumerate(self.stems, start=1)}
        return ByWord(ByStem(numbers, 0).__getitem__)

    def reached(self, words: Numbers) -> Numbers:
        """By word the node that the longest path from there on leads to. The last word is 0."""
        found = words.copy()
        at = true_at(self.leads[words[:-1]] & (words[1:] > 0))
        ahead = 1
        while len(at):
            nodes = self.steps.of(_step(found[at], words[at + ahead]))
            on = true_at(nodes > 0)
            at, nodes = at[on], nodes[on]
            found[at] = nodes
            ahead += 1
            at = at[self.leads[nodes]]
        return found

    def following(self, node: int, word: int) -> int:
        """The node that a word leads to, or 0."""
        if not (node and word):
            return 0
        found = self.steps.of(np.array([(node << _SHIFT) | word], np.uint64))
        return max(int(found[0]), 0)


def net(single: Mapping[str, Node], gap: int) -> Net:
    """``single``: by stem the node of a word; ``gap``: how many words a gap may have."""
    nodes = [OTHER, *single.values()]
    for node in nodes:
        nodes += node.values()  # each stands at the end of one path
    numbers = {node: number for number, node in enumerate(nodes)}
    steps = {
        (numbers[node] << _SHIFT) | numbers[word]: numbers[following]
        for node in nodes
        for word, following in node.items()
    }
    return Net(
        tuple(single),
        key_table(steps),
        np.array([bool(node) for node in nodes]),
        np.array([node.counts for node in nodes]),
        np.array([node.opening[-1][1] + gap if node.opening else 0 for node in nodes]),
        np.array([bool(node.closing) for node in nodes]),
        ends([node.matches for node in nodes]),
        ends([node.ends for node in nodes]),
        _gaps(nodes),
    )


def _gaps(nodes: Sequence[Node]) -> Gaps:
    return Gaps(
        {number: node.opening for number, node in enumerate(nodes) if node.opening},
        {number: node.closing for number, node in enumerate(nodes) if node.closing},
        {number: node.opens for number, node in enumerate(nodes) if node.opens},
        {number: node.closes for number, node in enumerate(nodes) if node.closes},
    )


def ends(matches: Sequence[Sequence[End]]) -> Ends:
    sizes = np.fromiter(map(len, matches), np.int64, len(matches))
    flat = chain.from_iterable(chain.from_iterable(matches))
    columns = np.fromiter(flat, np.int64).reshape(-1, 4).T
    return Ends(np.cumsum(sizes) - sizes, sizes, np.ascontiguousarray(columns))


def _step(nodes: Numbers, words: Numbers) -> Keys:
    return ((nodes << _SHIFT) | words).view(np.uint64)
