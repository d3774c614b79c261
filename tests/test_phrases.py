"""The tree of phrases finds what a look at every stretch of the text finds."""

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from plainly import by_looking

from sitegen.lexicon import GAP, Lexicon
from sitegen.manywords import many_words
from sitegen.phrases import apart, find
from sitegen.phrasetree import Sense
from sitegen.words import SENTENCE_END

WORDS = "river bank banks old".split()
PLACES = 3

words = st.sampled_from(WORDS)
parts = st.lists(st.lists(words, min_size=1, max_size=2).map("|".join), min_size=1, max_size=3)
sides = st.lists(parts.map(" ".join), min_size=1, max_size=2)
senses = st.builds(
    Sense,
    st.integers(0, 1),
    sides.map(" ... ".join),
    st.just(1.0),
    st.frozensets(st.integers(0, PLACES - 1), min_size=1),
)
unheard = st.sampled_from((1, GAP - 1, GAP, GAP + 1)).map(lambda n: ["unheard"] * n)
stretches = words.map(lambda word: [word]) | unheard | st.just([SENTENCE_END])
tokens = st.lists(stretches, max_size=15).map(lambda some: list(chain.from_iterable(some)))


def by_the_tree(
    known: Sequence[Sense], texts: Sequence[Sequence[str]], places: Sequence[Sequence[int]]
) -> list[list[tuple[int, int]]]:
    """Of each text the senses that count, and where they begin; after each stands an end."""
    net = Lexicon(tuple(known)).net
    found = many_words([" ".join(text) for text in texts])
    where = np.array([place for one in places for place in (*one, 0)])
    at, numbers = find(net, net.words.of(found), found.breaks, where)
    pairs = list(zip(numbers.tolist(), at.tolist(), strict=True))
    begins = found.begins.tolist()
    return [
        [(n, start - begin) for n, start in pairs if begin <= start < end]
        for begin, end in pairwise(begins)
    ]


@settings(max_examples=120)
@given(
    st.lists(senses, min_size=2, max_size=8), st.lists(tokens, min_size=1, max_size=3), st.data()
)
def test_the_tree_finds_what_looking_finds(
    known: list[Sense], texts: list[list[str]], data: st.DataObject
) -> None:
    places = []
    for text in texts:
        ends = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted))
        places.append([sum(at >= end for end in ends) for at in range(len(text))])
    expected = [by_looking(known, *both) for both in zip(texts, places, strict=True)]
    assert by_the_tree(known, texts, places) == expected


matches = st.tuples(st.integers(0, 8), st.integers(0, 1), st.integers(1, 4))


@given(st.lists(matches, max_size=12).map(lambda some: sorted(some, key=lambda one: one[0])))
def test_matches_of_a_topic_do_not_overlap_and_the_first_counts(
    listed: list[tuple[int, int, int]],
) -> None:
    free: dict[int, int] = {}
    expected = []
    for number, (start, topic, length) in enumerate(listed):
        if free.get(topic, 0) <= start:
            free[topic] = start + length
            expected.append(number)
    starts, topics, lengths = np.array(listed, np.int64).reshape(-1, 3).T
    assert apart(topics, starts, starts + lengths).tolist() == expected


def test_a_match_stands_where_it_begins() -> None:
    known = [Sense(0, "old river", 1.0, frozenset({0}))]
    text, places = "old river old river bank".split(), (1, 1, 0, 1, 1)
    assert by_the_tree(known, [text], [places]) == [[(0, 2)]]
