"""Templates escape as MarkupSafe does, whatever the value."""

import markupsafe
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.render import escaping
from sitegen.render.environment import environment

TEXTS = st.one_of(st.text(), st.text("<>&\"' ab"), st.integers(), st.none(), st.floats())


WRITES = [
    environment(None, {}).from_string(source)
    for source in ("<i>{{ x }}</i>", "{% macro m(y) %}<i>{{ y }}</i>{% endmacro %}{{ m(x) }}")
]


class Own(str):
    """A text that is not quite one."""


@given(st.one_of(TEXTS, TEXTS.map(str).map(Markup), TEXTS.map(str).map(Own)))
def test_every_value_comes_out_as_there(value: object) -> None:
    for template in WRITES:
        assert template.render(x=value) == f"<i>{markupsafe.escape(value)}</i>"


@given(st.text())
def test_html_is_marked_as_such(text: str) -> None:
    marked = escaping.Markup(text)
    assert type(marked) is Markup
    assert marked == text
