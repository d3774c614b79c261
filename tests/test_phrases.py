"""The tree of phrases finds what a look at every stretch of the text finds."""

from collections.abc import Sequence
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.phrases import GAP, Lexicon, find
from sitegen.phrasetree import Sense, spellings
from sitegen.words import SENTENCE_END, stem

WORDS = "river bank banks old".split()
PLACES = 3
WORTH = (1, 10, 100)

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


def by_looking(
    known: Sequence[Sense], text: Sequence[str], places: Sequence[int]
) -> list[tuple[int, int]]:
    """The senses that count, and where they begin; every stretch is compared with every phrase."""
    sides = {n: [spellings(side) for side in s.phrase.split("...")] for n, s in enumerate(known)}
    begun = {path[:2] for phrase in sides.values() for side in phrase for path in side}
    in_order = sorted(sides, key=lambda n: (known[n].phrase, n))
    taken: dict[int, int] = {}
    opened: dict[int, int] = {}
    found = []
    for start in range(len(text)):
        whole, gaps = [], False
        for end in range(start + 1, len(text) + 1):
            path = tuple(map(stem, text[start:end]))
            whole += [(end, n) for n in in_order if len(sides[n]) == 1 and path in sides[n][0]]
            for n in (n for n in in_order if len(sides[n]) == 2):
                gaps |= end == start + 1 and any(path in side for side in sides[n])
                if path in sides[n][1] and is_near(opened.get(n), start, text):
                    whole.append((end, n))
            opened.update((n, end) for n in in_order if len(sides[n]) == 2 and path in sides[n][0])
        goes_on = tuple(map(stem, text[start : start + 2])) in begun and start + 1 < len(text)
        for end, n in reversed(whole) if goes_on or gaps else whole:
            if places[start] in known[n].places and taken.get(known[n].topic, 0) <= start:
                taken[known[n].topic] = end
                found.append((n, start))
    return found


def is_near(opened: int | None, start: int, text: Sequence[str]) -> bool:
    within = opened is not None and start - opened <= GAP
    return within and SENTENCE_END not in text[opened:start]


@settings(max_examples=200)
@given(st.lists(senses, min_size=2, max_size=8), tokens, st.data())
def test_the_tree_finds_what_looking_finds(
    known: list[Sense], text: list[str], data: st.DataObject
) -> None:
    ends = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted))
    places = [sum(at >= end for end in ends) for at in range(len(text))]
    expected: dict[int, int] = {}
    for number, start in by_looking(known, text, places):
        expected[number] = expected.get(number, 0) + WORTH[places[start]]
    found = find(Lexicon(tuple(known)), text, places, WORTH)
    assert list(found.items()) == list(expected.items())


def test_matches_count_by_the_place_where_they_begin() -> None:
    lex = Lexicon((Sense(0, "old river", 1.0, frozenset({0, 1})),))
    assert find(lex, "old river old river bank".split(), (0, 0, 1, 1, 1), WORTH) == {0: 11}
