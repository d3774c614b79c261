"""TeX: recognised where it surely is, told in Unicode, left alone elsewhere."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from record_texts import records

from sitegen.prose.math import feed_html, page_html
from sitegen.tex import DEEPEST, pieces, plain
from sitegen.tex.recognise import STOP_RE, may_stop, next_stop
from sitegen.tex.unicode import unicode_formula


@settings(max_examples=250, deadline=None)
@given(records)
def test_pieces_joined_are_the_record(text: str) -> None:
    assert "".join(piece.markup for piece in pieces(text)) == text


@given(records)
def test_no_mark_is_overlooked_by_the_quick_look(text: str) -> None:
    assert may_stop(text) or not STOP_RE.search(text)


@settings(max_examples=250, deadline=None)
@given(records, st.integers(0, 3), st.integers(0, 3))
@example("as in \\cite{owls} and***owls", 0, 0)
@example("as in \\cite{owls}", 0, 6)
def test_places_worth_asking_about_are_found_by_two_ways(text: str, pos: int, cut: int) -> None:
    end = max(len(text) - cut, pos)
    found = STOP_RE.search(text, pos, end)
    assert next_stop(text, pos, end) == (found.start() if found else end)


def test_text_without_marks_is_one_piece() -> None:
    assert [piece.type for piece in pieces("Owls (and others), 50% of them")] == ["text"]


def test_what_is_nested_too_deeply_stays_text() -> None:
    deep = "\\emph{" * (DEEPEST + 1) + "owl" + "}" * (DEEPEST + 1)
    assert plain(deep) == "\\emph{owl}"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("x^2", "x²"),
        ("x_{i,j}^{2}", "x_(i,j)²"),
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\frac{1}{2}", "1/2"),
        (r"\left(\frac{a+b}{c}\right)", "((a+b)/c)"),
        (r"\sqrt{n+1}", "√(n+1)"),
        (r"A^\mathrm{T}", "Aᵀ"),
        (r"90^\circ", "90°"),
        (r"\hat{x}, \bar{y}", "x̂, ȳ"),
        (r"n\log n", "n log n"),
        (r"\sin\theta", "sin θ"),
        (r"\mathbb{R}^q", "ℝ^q"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"\{1, \dots, 9\}", "{1, …, 9}"),
        (r"\mystery{x}^2", r"\mystery{x}^2"),
    ],
)
def test_formula_in_unicode(formula: str, expected: str) -> None:
    assert unicode_formula(formula) == expected


_FORMULA_MARKS = (
    r"\frac \sqrt { } ^ _ & \\ \left( \right) \begin{matrix} \end{matrix} \text{ \href \style"
    r" \hspace \color [ ] \limits \over \binom \sum \unicode \mathbb \not \class <b> < &lt; x 1 ' "
    '" \\ \\foo onclick= {lr}'
).split()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*_FORMULA_MARKS, " "]), max_size=9).map("".join))
@example("{" * 500)
@example("\\text{<mi onclick='x'>}")
def test_any_formula_can_be_shown(formula: str) -> None:
    for shown in (page_html(formula), feed_html(formula)):
        assert bool(shown) == bool(formula)
        assert "<b" not in shown and " href=" not in shown and " style=" not in shown
        assert all(part.split(">")[0].replace("/", "")[:1] in "ms" for part in shown.split("<")[1:])
