"""The tree of phrases in columns: nodes are numbers, so that a whole row of them takes a step."""

from collections.abc import Mapping, Sequence
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

    def and_more(self, matches: Sequence[Sequence[End]]) -> "Ends":
        """With the matches of further nodes."""
        more = ends(matches)
        return Ends(
            np.concatenate((self.begins, more.begins + self.columns.shape[1])),
            np.concatenate((self.sizes, more.sizes)),
            np.concatenate((self.columns, more.columns), axis=1),
        )


class Net(Struct, frozen=True, eq=False):
    """A tree whose nodes have numbers; 0 is what leads nowhere."""

    nodes: tuple[Node, ...]
    words: ByWord  # the node of each
    steps: KeyTable  # a node and that of the next word -> the node they lead to
    leads: Bools  # by node whether there is such a step
    counts: Bools
    opens: Numbers  # how many words after its first a sense with a gap is open there, or 0
    closes: Bools
    ends: Ends

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
        tuple(nodes),
        ByWord(ByStem({stem: numbers[node] for stem, node in single.items()}, 0).__getitem__),
        key_table(steps),
        np.array([bool(node) for node in nodes]),
        np.array([node.counts for node in nodes]),
        np.array([node.opening[-1][1] + gap if node.opening else 0 for node in nodes]),
        np.array([bool(node.closing) for node in nodes]),
        ends([node.matches for node in nodes]),
    )


def ends(matches: Sequence[Sequence[End]]) -> Ends:
    sizes = np.fromiter(map(len, matches), np.int64, len(matches))
    flat = chain.from_iterable(chain.from_iterable(matches))
    columns = np.fromiter(flat, np.int64).reshape(-1, 4).T
    return Ends(np.cumsum(sizes) - sizes, sizes, np.ascontiguousarray(columns))


def _step(nodes: Numbers, words: Numbers) -> Keys:
    return ((nodes << _SHIFT) | words).view(np.uint64)
