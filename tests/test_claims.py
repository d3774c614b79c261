"""The sentences of an abstract that carry its contribution: found, and marked where they stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.inline import parse
from sitegen.prose import html, outputs
from sitegen.prose.claims import claims
from sitegen.prose.sentences import END, parted

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


def unmarked(text: str) -> str:
    return "".join(f"<p>{outputs.html(parse(block))}</p>" for block in text.split("\n\n") if block)


@pytest.mark.parametrize("marked", ABSTRACTS)
def test_what_carries_the_contribution(marked: str) -> None:
    expected = marked.split("|")
    text = "".join(sentence.removeprefix(">") for sentence in expected)
    found = outputs.plain(parted(parse(text))).split(END)
    assert len(found) == len(expected)
    assert claims(found) == tuple(i for i, s in enumerate(expected) if s.startswith(">"))


def test_a_claim_is_marked_where_it_stands_and_the_text_stays_whole() -> None:
    text = "Owls see <1 m. We propose a $k$-lamp. It glows."
    found = html.abstract(text)
    assert re.findall(r"<mark>We propose a .*-lamp\. </mark>", found)
    assert re.sub(r"</?(mark|span)>", "", found) == unmarked(text)


@pytest.mark.parametrize("text", ["Owls are shy. Nobody saw one.", "We propose a lamp.", ""])
def test_nothing_is_marked_where_all_or_nothing_would_be(text: str) -> None:
    assert html.abstract(text) == unmarked(text)


def test_claims_in_several_paragraphs_stand_in_their_own() -> None:
    found = html.abstract("Owls sing. They fly.\n\nThey sleep. We propose a nest. It is warm.")
    assert found == (
        "<p><span>Owls sing. They fly.</span></p>"
        "<p><span>They sleep. </span><mark>We propose a nest. </mark><span>It is warm.</span></p>"
    )


def test_a_sign_that_no_text_may_hold_ends_no_sentence() -> None:
    assert html.abstract("Owls\0 sing. We propose\0 nests.") == html.abstract(
        "Owls sing. We propose nests."
    )


@given(st.text(alphabet="ab We. !?\"')$*_\\{}[]()<\n", max_size=60))
def test_sentences_joined_are_the_text_again(text: str) -> None:
    tokens = parse(text)
    assert outputs.html(parted(tokens)).replace(END, "") == outputs.html(tokens)
    assert "\n" not in outputs.plain(parted(tokens))
