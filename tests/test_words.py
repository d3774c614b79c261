"""Folding and stemming: what counts as the same word."""

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.keytable import UNKNOWN, key_table
from sitegen.manywords import ByWord, many_words
from sitegen.words import SENTENCE_END, ByStem, fold, stem, stems, words


@pytest.mark.parametrize(
    "group",
    [
        "prune prunes pruned pruning",
        "study studies studied",
        "quantise quantised quantisation quantize quantizing quantization quantizations",
        "tumour tumours tumor tumors",
        "model models modelling modeling modelled modeled",
        "bias biases biased",
        "analyse analysed analyze analyzing",
        "plan plans planned",
        "grok grokked grokking groking",
        "centre center centres centers",
        "LLM LLMs",
        "distil distill distilled distilling",
        "corpus corpora",
        "paediatric pediatric",
        "anaemia anemia",
    ],
)
def test_forms_of_one_word_share_a_stem(group: str) -> None:
    assert len({stems(word) for word in group.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("predict", "predictable"),
        ("optimize", "optimizer"),
        ("reasoning", "reason"),
        ("news", "new"),
        ("color", "colorization"),
        ("planning", "plan"),
        ("transformer", "transform"),
    ],
)
def test_words_of_other_meaning_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_words_keep_the_ends_of_sentences() -> None:
    assert words("It works. Why?") == ["it", "works", SENTENCE_END, "why", SENTENCE_END]


def test_a_dot_inside_a_number_ends_nothing() -> None:
    assert words("up to 2.5 times") == ["up", "to", "2", "5", "times"]


def test_names_of_languages_keep_their_signs() -> None:
    assert words("C++ and C# or C") == ["c++", "and", "c#", "or", "c"]


def test_prefixes_join_their_word() -> None:
    assert fold("Pre-training of multi modal models") == "pretraining of multimodal models"


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert words(fold(text)) == words(text)


signs = [*"ab1C #+-_.!?;,~\t\n\x01\x1e\x1f\x7fé", "pre", "pre-", "non-", "multi ", "Un"]


@given(st.lists(st.sampled_from(signs)).map("".join) | st.text())
def test_the_fast_way_finds_what_the_pattern_finds(text: str) -> None:
    found = re.findall(r"[^\W_]+(?:\+\+|#)?|[.!?;](?=\s|$)", fold(text))
    assert words(text) == [SENTENCE_END if w in tuple(".!?;") else w for w in found]


prefixes = st.sampled_from(["pre", "non", "un", "multi", "-", "- ", " ", "_", "a", "1"])
prefixed = st.lists(prefixes, max_size=9).map("".join)


@given(st.lists(prefixed | st.lists(st.sampled_from(signs)).map("".join) | st.text(), max_size=4))
@example(["pre multi a, non-multi-a, pre pre a", "_pre-a pre--a pre- a pre-1"])
def test_the_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    found = many_words(texts)
    listed = [found.word(at) for at in range(len(found.keys))]
    begins = found.begins.tolist()
    for text, begin, end in zip(texts, begins, begins[1:], strict=False):
        assert listed[begin:end] == [*words(text), SENTENCE_END]


eights = st.lists(st.sampled_from(["abcdefgh", "bcdefgha", "abc"]), min_size=1, max_size=4)


@given(st.lists(eights.map("".join)))
@example(["abcdefghbcdefgha", "bcdefghaabcdefgh", "abc" * 40, "abc" * 40 + "abcd"])
def test_words_have_the_same_key_where_they_are_the_same(listed: list[str]) -> None:
    keys = many_words([" ".join(listed)]).keys.tolist()[:-1]
    assert len({*zip(listed, keys, strict=True)}) == len(set(keys)) == len(set(listed))


@given(st.lists(st.text("ab", min_size=1, max_size=30), min_size=1))
def test_a_function_of_words_is_asked_once_for_each(listed: list[str]) -> None:
    asked: list[str] = []

    def told(word: str) -> int:
        asked.append(word)
        return len(word)

    by_word = ByWord(told)
    for _ in range(2):
        numbers = by_word.of(many_words([" ".join(listed)]))
        assert numbers.tolist() == [*map(len, listed), len(SENTENCE_END)]
    assert sorted(asked) == sorted({*listed, SENTENCE_END})


@given(st.dictionaries(st.integers(1, 2**64 - 1) | st.integers(1, 99), st.integers(0, 2**40)))
def test_a_table_of_keys_tells_what_was_put_into_it(numbers: dict[int, int]) -> None:
    asked = [*numbers, *(key ^ 1 for key in numbers if key ^ 1)]
    table = key_table(numbers)
    assert table.of(np.array(asked, np.uint64)).tolist() == [
        numbers.get(key, UNKNOWN) for key in asked
    ]


irregular = st.sampled_from("indices index ageing aging grey gray paediatric pediatric".split())


@given(st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True) | irregular))
def test_words_find_what_stands_under_their_stems(listed: list[str]) -> None:
    table = ByStem({stem(word): stem(word) for word in listed[::2]}, "nothing")
    known = set(map(stem, listed[::2]))
    assert [table[w] for w in listed] == [
        stem(w) if stem(w) in known else "nothing" for w in listed
    ]
