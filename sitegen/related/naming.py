"""Where texts name concepts, and how often."""

import numpy as np

from sitegen.columns import Bools, Floats, Numbers, groups
from sitegen.concepts import Concepts
from sitegen.manywords import Words
from sitegen.phrases import find


def named(
    concepts: Concepts, found: Words, papers: Numbers, is_title: Bools, worth: int
) -> tuple[Numbers, Numbers, Floats]:
    """Paper, number and count of each concept that is named, paper by paper, the first one first.

    ``papers`` and ``is_title`` tell of each word where it stands; in a title a concept counts
    ``worth`` times.
    """
    lexicon, count = concepts.lexicon, len(concepts.names)
    words = lexicon.net.words.of(found)
    at, senses = find(lexicon.net, words, found.breaks, np.where(is_title, 0, 1))
    numbers = np.array([sense.topic for sense in lexicon.senses], np.int64)[senses]
    rows = papers[at]
    new, among = groups(rows * count + numbers)
    times = np.bincount(among, np.where(is_title[at], worth, 1), len(new)).astype(np.float64)
    return rows[new], numbers[new], times
