"""Finding many phrases in one pass over many texts, whatever their inflection and hyphens.

A phrase is words; ``a|b`` stands for either word, ``...`` for up to eight words of one sentence.
"""

import numpy as np
from msgspec import Struct

from sitegen.columns import Bools, Numbers, spans, true_at
from sitegen.lexicon import GAP
from sitegen.phrasenet import Net
from sitegen.phrasetree import End


def find(net: Net, words: Numbers, breaks: Bools, places: Numbers) -> tuple[Numbers, Numbers]:
    """Where matches begin and their senses, those first that begin first.

    In one topic the longest match wins and matches do not overlap. ``words`` are nodes, ``breaks``
    tell the ends of sentences and ``places`` the place of each word. Nothing reaches over a word
    that is 0; the last one is.
    """
    reached = net.reached(words)
    starts = true_at(net.counts[reached])
    nodes, ends = reached[starts], net.ends
    changed = _over_gaps(net, words, breaks, starts, nodes)
    if changed:
        nodes[list(changed)] = len(net.counts) + np.arange(len(changed))
        ends = ends.and_more(list(changed.values()))
    sizes = ends.sizes[nodes]
    at = np.repeat(starts, sizes)
    topics, lengths, senses, where = np.take(ends.columns, spans(ends.begins[nodes], sizes), axis=1)
    here = true_at((where >> places[at]) & 1 > 0)
    at, senses = at[here], senses[here]
    kept = apart(topics[here], at, at + lengths[here])
    return at[kept], senses[kept]


def apart(topics: Numbers, starts: Numbers, ends: Numbers) -> Numbers:
    """The matches that none overlaps that counts, of the same topic and earlier in the row.

    Most are overlapped by none at all, or by one of these.
    """
    kept = np.zeros(len(topics), np.bool_)
    far = topics << 32  # so far from each other are two topics here
    order = np.sort(far | np.arange(len(topics))) & ((1 << 32) - 1)
    starts, ends = (far + starts)[order], (far + ends)[order]
    free = np.append(True, np.maximum.accumulate(ends)[:-1] <= starts[1:])[: len(order)]
    kept[order[free]] = True
    taken = ends[free][np.cumsum(free) - 1]
    left = true_at(starts >= taken)
    end = 0
    for match, start, following in zip(
        order[left].tolist(), starts[left].tolist(), ends[left].tolist(), strict=True
    ):
        if end <= start:
            kept[match], end = True, following
    return true_at(kept)


def _over_gaps(
    net: Net, words: Numbers, breaks: Bools, starts: Numbers, nodes: Numbers
) -> dict[int, list[End]]:
    """What matches instead, by place in ``starts``, where a sense with a gap may end."""
    opens = net.opens[nodes]
    is_open = opens > 0
    until = np.append(-1, (starts + opens)[is_open])[np.cumsum(is_open) - is_open]
    closes = net.closes[nodes] & (is_open | (starts <= until))
    way = _Way(net, words, breaks)
    changed = {}
    asked = true_at(closes | is_open)
    for i, start, number in zip(
        asked.tolist(), starts[asked].tolist(), nodes[asked].tolist(), strict=True
    ):
        if way.may_close(number, start) and (found := way.matches(start)):
            changed[i] = found
        for sense, length in net.gaps.opening.get(number, ()):
            way.opened[sense] = start + length
    return changed


class _Way(Struct):
    """Through texts: by sense where one with a gap was opened."""

    net: Net
    words: Numbers
    breaks: Bools
    opened: dict[int, int] = {}

    def may_close(self, node: int, start: int) -> bool:
        """Whether anything may end on the way to a node, and something is open or opens there."""
        gaps = self.net.gaps
        closing = gaps.closing.get(node, ())
        near = (start - self.opened.get(sense, -GAP - 1) <= GAP for sense in closing)
        return bool(closing) and (node in gaps.opening or any(near))

    def matches(self, start: int) -> list[End]:
        """From a word on, the longest first; none where no gap ends that is open."""
        found: list[End] = []
        net, gaps, closed = self.net, self.net.gaps, False
        node, end = int(self.words[start]), start + 1
        while node:
            closing = [one for one in gaps.closes.get(node, ()) if self._is_open(one[2], start)]
            found += (*net.own.of(node), *closing)
            closed = closed or bool(closing)
            self.opened.update(dict.fromkeys(gaps.opens.get(node, ()), end))
            node, end = net.following(node, int(self.words[end])), end + 1
        return found[::-1] if closed else []

    def _is_open(self, sense: int, start: int) -> bool:
        """Whether it may end with what begins here: soon, and in the same sentence."""
        opened = self.opened.get(sense)
        if opened is None or start - opened > GAP:
            return False
        return not self.breaks[opened:start].any()
