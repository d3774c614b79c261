"""The sentences of an abstract that carry its contribution: found, and marked where they stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.inline import parse
from sitegen.prose import html, outputs
from sitegen.prose.claims import claims
from sitegen.prose.sentences import sentences

# Text with | between its sentences, > before those that carry the contribution.
ABSTRACTS = [
    "Owls see by night. |>We propose a lamp for wrens. |Wrens sing by day.",
    "Lamps are dim. |>In this paper, we present Glow, a lamp. |>Experiments show that it glows.",
    "We also know owls. |>This work introduces a nest. |It is warm, cf. Sec. 3 and Fig. 2.",
    ">We study owls, e.g. Barn owls, at $x = 1.5$ m. |They are shy.",
    "Owls (see J. Wren et al. 2020) are old! |Are they? |>Our new method achieves 9.5% more.",
    "Owls are shy. |Nobody saw one.",
    ">In this report we describe **two. Nests.** of owls. |They are warm.",
]


@pytest.mark.parametrize("marked", ABSTRACTS)
def test_what_carries_the_contribution(marked: str) -> None:
    expected = marked.split("|")
    text = "".join(sentence.removeprefix(">") for sentence in expected)
    found = [outputs.plain(sentence) for sentence in sentences(parse(text))]
    assert len(found) == len(expected)
    assert claims(found) == tuple(i for i, s in enumerate(expected) if s.startswith(">"))


def test_a_claim_is_marked_where_it_stands_and_the_text_stays_whole() -> None:
    text = "Owls see <1 m. We propose a $k$-lamp. It glows."
    found = html.abstract(text)
    assert re.findall(r"<mark>We propose a .*-lamp\. </mark>", found)
    assert re.sub(r"</?(mark|span)>", "", found) == html.paragraphs(text)


@pytest.mark.parametrize("text", ["Owls are shy. Nobody saw one.", "We propose a lamp.", ""])
def test_nothing_is_marked_where_all_or_nothing_would_be(text: str) -> None:
    assert html.abstract(text) == html.paragraphs(text)


@given(st.text(alphabet="ab We. !?\"')$*_\\{}[]()<\n", max_size=60))
def test_sentences_joined_are_the_text_again(text: str) -> None:
    tokens = parse(text)
    assert "".join(map(outputs.html, sentences(tokens))) == outputs.html(tokens)
