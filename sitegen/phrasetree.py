"""Many phrases as one tree, in which every spelling of every phrase is a path of words."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product

from msgspec import Struct

from sitegen.words import SENTENCE_END, stem, words


class Sense(Struct, frozen=True):
    """What a phrase says: a weight for a topic, where it stands in one of ``places``."""

    topic: int
    phrase: str
    weight: float
    places: frozenset[int]


# Topic, length in words, number of a sense and a bit for each of its places.
End = tuple[int, int, int, int]


class Node(dict["Node", "Node"]):
    """One step of the tree: by the node of the next word, what comes then.

    The node of a single word stands for that word, so that a text becomes a row of nodes with one
    look-up a token. Each is itself only: two are never compared by what is in them.
    """

    __slots__ = (
        "closes", "closing", "counts", "ends", "matches", "opening", "opens"
    )  # fmt: skip
    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__

    def __init__(self) -> None:
        self.ends: tuple[End, ...] = ()
        self.opens: tuple[int, ...] = ()
        self.closes: tuple[End, ...] = ()
        # Of this path and those it begins with, for a text that comes here and no further:
        self.matches: tuple[End, ...] = ()  # the longest first, without what is always hidden
        self.opening: tuple[tuple[int, int], ...] = ()  # senses with a gap, and the words before it
        self.closing: tuple[int, ...] = ()  # those that may end
        self.counts = False  # whether there is anything at all


OTHER = Node()  # every word that is in no phrase, and the end of a sentence; nothing leads there


def tree(senses: Sequence[Sense]) -> Mapping[str, Node]:
    """The nodes of single words by stem.

    Of several matches of one length that whose phrase comes last counts, but where a single word
    has no longer path after it, the first. The weights of the topics were learned so.
    """
    single: dict[str, Node] = {}
    for number, sense in sorted(enumerate(senses), key=lambda pair: (pair[1].phrase, pair[0])):
        left, gap, right = sense.phrase.partition("...")
        for path in spellings(left):
            node = _node(single, path)
            if gap:
                node.opens += (number,)
            else:
                node.ends += (_end(sense, path, number),)
        for path in spellings(right) if gap else ():
            _node(single, path).closes += (_end(sense, path, number),)
    nothing = Node()
    for node in single.values():
        _finish(node, nothing, 1)
    for node in single.values():
        _alone(node)
    return single


def spellings(phrase: str) -> set[tuple[str, ...]]:
    """The stems of a phrase as written and with neighbouring words joined."""
    found: set[tuple[str, ...]] = set()
    for choice in _choices(phrase):
        parts = words(choice)
        if SENTENCE_END in parts:
            parts = [word for word in parts if word != SENTENCE_END]
        stems = tuple(map(stem, parts))
        found.add(stems)
        for i in range(len(parts) - 1):
            found.add((*stems[:i], stem(parts[i] + parts[i + 1]), *stems[i + 2 :]))
    return found


def _choices(phrase: str) -> Iterable[str]:
    if "|" not in phrase:
        return (phrase,)
    return map(" ".join, product(*(part.split("|") for part in phrase.split())))


def _end(sense: Sense, path: Sequence[str], number: int) -> End:
    return sense.topic, len(path), number, bits(sense.places)


@cache
def bits(places: frozenset[int]) -> int:
    """One for each place."""
    return sum(1 << place for place in places)


def _node(single: dict[str, Node], path: Iterable[str]) -> Node:
    node = None
    for part in path:
        word = single.get(part)
        if word is None:
            word = single[part] = Node()
        if node is None:
            node = word
        else:
            following = node.get(word)
            if following is None:
                following = node[word] = Node()
            node = following
    return Node() if node is None else node


def _finish(node: Node, before: Node, length: int) -> None:
    node.matches = _unhidden(node.ends[::-1] + before.matches)
    node.opening = before.opening
    if node.opens:
        node.opening += tuple((number, length) for number in node.opens)
    node.closing = before.closing
    if node.closes:
        node.closing += tuple(number for _, _, number, _ in node.closes)
    node.counts = True
    for following in node.values():
        _finish(following, node, length + 1)


def _alone(node: Node) -> None:
    """What holds for a single word where no longer path begins; those are other nodes."""
    if not (node.opening or node.closing):
        node.matches = _unhidden(node.ends)
        node.counts = bool(node.matches)


def _unhidden(ends: tuple[End, ...]) -> tuple[End, ...]:
    """Those that can count: none comes earlier for the same topic and in all of its places."""
    if len(ends) < 2:
        return ends
    kept: list[End] = []
    for end in ends:
        if not any(other[0] == end[0] and not end[3] & ~other[3] for other in kept):
            kept.append(end)
    return tuple(kept)
