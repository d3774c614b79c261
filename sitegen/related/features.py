"""Papers' texts -> what they can be found by, counted: stems, concepts, topics."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.concepts import Concepts, named
from sitegen.related.text import Text
from sitegen.stopwords import COMMON
from sitegen.words import SENTENCE_END, stem, words

TITLE = 3  # a word of the title counts as often as this many of the abstract
NAMED = 4  # a concept that the title names, likewise
CONCEPT, TOPIC = "~", "#"  # what the names of such features begin with; no stem does
_SAYS_NOTHING = ""


@dataclass(frozen=True, slots=True)
class Features:
    """How often each of some papers has each stem and concept, how strongly each topic.

    ``sizes`` tells how many of ``numbers`` and ``counts`` are each paper's; a number is a place
    in ``names``.
    """

    names: tuple[str, ...]
    sizes: "array[int]"
    numbers: "array[int]"
    counts: "array[float]"


class _Numbers(dict[str, int]):
    """By name of a feature its number, in the order in which they come up."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


class _Stems(dict[str, str]):
    """The stem of a word that says something, by need: a word is looked at once in a process."""

    def __missing__(self, word: str) -> str:
        nothing = word in COMMON or word.isdigit()
        self[word] = found = _SAYS_NOTHING if nothing else stem(word)
        return found


_STEMS = _Stems({SENTENCE_END: _SAYS_NOTHING})


def features(concepts: Concepts, papers: Sequence[Text]) -> Features:
    """Pure, and of each paper alone: papers can be counted in any portions, in any process."""
    numbers = _Numbers()
    found = Features((), array("i"), array("i"), array("d"))
    for paper in papers:
        counts = _counts(concepts, paper)
        found.sizes.append(len(counts))
        found.numbers.extend(map(numbers.__getitem__, counts))
        found.counts.extend(counts.values())
    return Features(tuple(numbers), found.sizes, found.numbers, found.counts)


def _counts(concepts: Concepts, paper: Text) -> dict[str, float]:
    title, abstract = [*words(paper.title), SENTENCE_END], words(paper.abstract)
    keywords = words(" . ".join(("", *paper.keywords))) if paper.keywords else []
    counts: dict[str, float] = dict(Counter(map(_STEMS.__getitem__, title * TITLE + abstract)))
    del counts[_SAYS_NOTHING]  # there is one: the title has an end
    tokens = title + abstract + keywords
    counts.update(
        (CONCEPT + name, n) for name, n in named(concepts, tokens, len(title), NAMED).items()
    )
    counts.update((TOPIC + topic, strength) for topic, strength in paper.topics)
    return counts
