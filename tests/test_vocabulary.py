"""What the search knows of the papers' words; known of an earlier run, it is the same."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from sitegen.tokens import NONE, Tokens, tokens
from sitegen.vocabulary import Vocabulary, Word, vocabulary

TEXTS = (
    "Fine-tuning of owls",
    "Finetuning owls. We finetune them.",
    "Fine tuning, the colour of owls",
    "Colors of large language models (LLMs)",
    "A large language model (LLM) analysed",
    "Lesser language marsupials (LLM)",
    "",
)


def of(papers: Mapping[str, tuple[str, ...]], before: Tokens = NONE) -> Vocabulary:
    return vocabulary(read(papers, before))


def read(papers: Mapping[str, tuple[str, ...]], before: Tokens = NONE) -> Tokens:
    return tokens(papers.keys(), lambda keys: [papers[key] for key in keys], before)


def said(*texts: str) -> Vocabulary:
    """Of so many papers with a text each."""
    return of({str(at): (text,) for at, text in enumerate(texts)})


def test_a_word_stands_in_its_most_frequent_form_with_its_other_spelling() -> None:
    words = said("colour colour", "color", "colors of owls", "color").words
    assert Word("color", 4, ("colour",)) in words


def test_two_words_that_papers_also_write_as_one_mean_the_same() -> None:
    assert said(*TEXTS[:3]).same == (("fine tuning", "finetuning"),)
    assert said(*TEXTS[:2]).same == (), "one paper may have slipped"


def test_words_of_two_texts_do_not_stand_side_by_side() -> None:
    papers = {str(at): ("of fine", "tuning owls", "finetuning") for at in range(3)}
    assert of(papers).same == ()


def test_an_abbreviation_means_what_most_papers_say() -> None:
    assert ("large language models", "llm") in said(TEXTS[3], TEXTS[3], TEXTS[5]).same


def test_no_paper_says_nothing() -> None:
    assert of({}) == Vocabulary(0, (), ())


PAPERS = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from(TEXTS), max_size=3).map(tuple)
)


@given(st.lists(PAPERS, min_size=2, max_size=4))
def test_what_was_known_before_changes_nothing(runs: list[dict[str, tuple[str, ...]]]) -> None:
    known = NONE
    for papers in runs:
        by_key = {f"{url} {texts}": texts for url, texts in papers.items()}
        known = read(by_key, known)
        assert vocabulary(known) == of(by_key)
