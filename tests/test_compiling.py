"""Templates are compiled our way; what they give is what Jinja's own way gives."""

from typing import Any

import jinja2
import pytest
from msgspec import Struct, field

from sitegen.render.environment import environment


class Paper(Struct, frozen=True, dict=True):
    title: str = "a < b"
    authors: tuple[str, ...] = ("A & A", "B")
    counts: dict[str, int] = field(default_factory=lambda: {"votes": 3})


SAME = [
    "{{ paper.title }} {{ paper.title.upper() }}",
    "{{ paper['title'] }} {{ paper.authors[1] }} {{ paper.counts['votes'] }}",
    "{{ words.more }} {{ words['more'] }} {{ words.many.format(count=2) }}",
    "{% for one in paper.authors %}{{ loop.index }}{{ one }}{{ ',' if not loop.last }}{% endfor %}",
    "{% if paper.nothing is defined %}there{% else %}not there{% endif %}",
    "{{ paper.nothing | default('none') }} {{ paper.title is undefined }}",
    "{{ (paper.authors | length + 1).bit_length() }} {{ 3.0.is_integer() }}",
    "{% macro m(a, b='x') %}{{ a }}{{ b }}{% endmacro %}{{ m(1, '>') }}{{ m(b=2, a=1) }}",
    "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, c=2) }}",
    "{% macro m(a) %}[{{ caller(a) }}]{% endmacro %}{% call(x) m('&') %}{{ x }}{% endcall %}",
    "{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*paper.authors) }}",
    "{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(**{'a': 1, 'b': 2}) }}",
    "{% set s = namespace(n=0) %}{% for _ in 'ab' %}{% set s.n = s.n + 1 %}{% endfor %}{{ s.n }}",
]
BROKEN = [
    "{{ paper.nothing }}",
    "{{ paper.authors.first.name }}",
    "{{ words.nothing }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
    "{{ nothing.at.all }}",
]
WORDS = {"more": "More <", "many": "{count} papers"}


def plain() -> jinja2.Environment:
    made = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    made.globals["words"] = WORDS
    return made


@pytest.mark.parametrize("source", SAME)
def test_a_template_gives_what_jinja_gives(source: str) -> None:
    said: dict[str, Any] = {"paper": Paper()}
    assert environment(None, WORDS).from_string(source).render(said) == plain().from_string(
        source
    ).render(said)


@pytest.mark.parametrize("source", BROKEN)
def test_what_is_not_there_is_an_error(source: str) -> None:
    mistakes = (jinja2.UndefinedError, AttributeError, TypeError)
    for made in (environment(None, WORDS), plain()):
        with pytest.raises(mistakes):
            made.from_string(source).render(paper=Paper())


def test_attributes_are_not_looked_for_by_jinja(monkeypatch: pytest.MonkeyPatch) -> None:
    made = environment(None, WORDS)
    template = made.from_string("{{ paper.title }} {{ words.more }} {{ paper.title.lower() }}")
    monkeypatch.setattr(made, "getattr", None)
    assert template.render(paper=Paper()) == "a &lt; b More &lt; a &lt; b"
