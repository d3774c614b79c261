"""Concepts: the file that names them, and where a text names them."""

import numpy as np
import pytest
from conftest import ROOT

from sitegen.concepts import compile
from sitegen.content.conceptfile import read_concepts
from sitegen.contents import text_of
from sitegen.errors import DigestError
from sitegen.manywords import many_words
from sitegen.related.naming import named

SHIPPED = ROOT / "content" / "concepts.yml"


def test_a_line_is_a_concept_and_its_phrases() -> None:
    assert read_concepts("data choice: [coreset, data picking]\n", "concepts.yml") == {
        "data choice": ("coreset", "data picking")
    }


@pytest.mark.parametrize("text", ["waves:\n", "waves: swell\n", "waves: []\n", "waves: ['-']\n"])
def test_a_line_that_says_something_else_is_told_with_its_place(text: str) -> None:
    with pytest.raises(DigestError) as caught:
        read_concepts("turf: [lawn]\n" + text, "concepts.yml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("concepts.yml", 2)


def test_a_text_names_a_concept_by_any_phrase_in_any_inflection() -> None:
    known = compile({"data choice": ("coreset", "data picking"), "waves": ("swell",)})
    found = many_words(["Picking of coresets", "We pick: data-picking. Swell.", "Swell", "x"])
    text = np.repeat(np.arange(4), np.diff(found.begins))
    papers, numbers, times = named(known, found, text // 2, text % 2 == 0, 4)
    told = [(p, known.names[n]) for p, n in zip(papers, numbers, strict=True)]
    assert dict(zip(told, times, strict=True)) == {
        (0, "data choice"): 5,
        (0, "waves"): 1,
        (1, "waves"): 4,
    }


def test_no_phrase_stands_for_two_shipped_concepts_by_name_only() -> None:
    shipped = read_concepts(text_of(SHIPPED), SHIPPED.name)
    assert len(shipped) > 100
    assert all(len(set(phrases)) == len(phrases) for phrases in shipped.values())
