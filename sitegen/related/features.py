"""A paper's text -> what it can be found by, counted: stems, concepts, topics."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.concepts import Concepts, named
from sitegen.related.text import Text
from sitegen.stopwords import COMMON
from sitegen.words import SENTENCE_END, stem, words

TITLE = 3  # a word of the title counts as often as this many of the abstract
NAMED = 4  # a concept that the title names, likewise
CONCEPT, TOPIC = "~", "#"  # what the names of such features begin with; no stem does


@dataclass(frozen=True, slots=True)
class Features:
    """How often a paper has each stem and each concept, how strongly each topic."""

    stems: Mapping[str, int]
    concepts: Mapping[str, int]
    topics: Mapping[str, float]


def features(concepts: Concepts, paper: Text) -> Features:
    """Pure, and of one paper alone: papers can be counted in any order, in any process."""
    title, abstract = [*words(paper.title), SENTENCE_END], words(paper.abstract)
    keywords = words(" . ".join(("", *paper.keywords))) if paper.keywords else []
    said: dict[str, int] = {}
    for name, in_title in named(concepts, title + abstract + keywords, len(title)):
        feature = CONCEPT + name
        said[feature] = said.get(feature, 0) + (NAMED if in_title else 1)
    return Features(_stems(title * TITLE + abstract), said, {TOPIC + t: n for t, n in paper.topics})


def _stems(tokens: list[str]) -> dict[str, int]:
    """Stems that say something, and how often."""
    counts: dict[str, int] = {}
    for word, count in Counter(tokens).items():
        if word not in COMMON and word != SENTENCE_END and not word.isdigit():
            known = stem(word)
            counts[known] = counts.get(known, 0) + count
    return counts
