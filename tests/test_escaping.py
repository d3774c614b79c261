"""Templates escape as MarkupSafe does, whatever the value."""

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.render import escaping
from sitegen.render.environment import environment

TEXTS = st.one_of(st.text(), st.text("<>&\"' ab"), st.integers(), st.none(), st.floats())


class Own(str):
    """A text that is not quite one."""


@given(st.one_of(TEXTS, TEXTS.map(str).map(Markup), TEXTS.map(str).map(Own)))
def test_every_value_comes_out_as_there(value: object) -> None:
    assert str(escaping.escape(value)) == str(markupsafe.escape(value))


@given(st.text())
def test_html_is_marked_as_such(text: str) -> None:
    marked = escaping.Markup(text)
    assert type(marked) is Markup
    assert marked == text


@pytest.mark.parametrize(
    "source", ["{{ x }}", "{% macro m(y) %}<i>{{ y }}</i>{% endmacro %}{{ m(x) }}"]
)
def test_templates_call_these(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def told(value: object) -> str:
        asked.append(value)
        return markupsafe.escape(value)

    monkeypatch.setattr(escaping, "escape", told)
    made = environment(None, {}).from_string(source)
    assert "a &lt; b" in made.render(x="a < b")
    assert "a < b" in asked
