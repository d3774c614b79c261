"""Templates are compiled our way; what they give is what Jinja's own way gives."""

from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, field

from sitegen.render.environment import environment
from sitegen.render.wholes import in_bytes, whole


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
    "{% macro m(a) %}{{ a }}{{ m.name }}{% endmacro %}{{ m(m(1)) }}{{ m.arguments }}",
    "{% for one in paper.authors %}{{ one if loop.last }}{% endfor %}{{ '<' if paper.title }}",
    "{% set n = 1 %}{% if paper.title %}{% set n = 2 %}{{ n }}{% endif %}{{ n }}",
    "{% set kept %}<{{ paper.title }}>{% endset %}{{ kept }}{% filter upper %}a{% endfilter %}",
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
FOLDER = {
    "base": "<{% block a %}A{% endblock %}{% for i in (1, 2) %}{% block b scoped %}{{ i }}"
    "{% endblock %}{% endfor %}{{ paper.title }}>{% block last %}{% endblock %}",
    "macros": "{% macro m(a) %}{{ a }}{{ words.more }}{% endmacro %}{% set n = 3 %}of macros",
    "piece": "[{{ paper.title if paper is defined }}{{ words.more }}]",
    "demands": "{% block it required %}{% endblock %}",
}
ABOVE = [
    "{% extends 'base' %}{% block a %}{{ super() }}+{{ self.b() }}{% endblock %}{% block b %}"
    "{{ i if i is defined }}{% endblock %}",
    "{% extends 'base' %}{% import 'macros' as all %}{% set x = '&' %}{% macro own(a) %}{{ a }}"
    "{{ x }}{% endmacro %}{% block last %}{{ all.m(x) }}{{ own(a='<') }}{{ all.n }}{% endblock %}",
    "{% if paper.title %}{% extends 'base' %}{% endif %}{% block a %}other{% endblock %}",
    "{% from 'macros' import m, n as three %}{{ m('<') }}{{ three }}",
    "{% import 'macros' as all with context %}{{ all.m(a=1) }}{{ all }}",
    "{% include 'piece' %}{% include 'piece' without context %}{% include ['no', 'piece'] %}",
    "{% macro m() %}{% include 'piece' %}{% endmacro %}{{ m() }}{% include 'no' ignore missing %}",
    "{% extends 'demands' %}{% block it %}said{% endblock %}",
]
LACKING = [
    "{% extends 'demands' %}",
    "{% include 'no' %}",
    "{% import 'macros' as all %}{{ all.no(1) }}",
    "{% from 'macros' import no %}{{ no(1) }}",
    "{% extends 'base' %}{% block a %}{{ super.no() }}{% endblock %}",
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


@pytest.fixture
def both(tmp_path: Path) -> list[jinja2.Environment]:
    """Ours and Jinja's own, with the same folder."""
    for name, text in FOLDER.items():
        (tmp_path / name).write_text(text)
    jinja = plain()
    jinja.loader = jinja2.FileSystemLoader(tmp_path)
    return [environment(tmp_path, WORDS), jinja]


@pytest.mark.parametrize("source", ABOVE)
def test_templates_of_templates_too(source: str, both: list[jinja2.Environment]) -> None:
    ours, jinjas = (made.from_string(source).render(paper=Paper()) for made in both)
    assert ours == jinjas


@pytest.mark.parametrize("source", LACKING)
def test_what_they_lack_is_an_error(source: str, both: list[jinja2.Environment]) -> None:
    for made in both:
        with pytest.raises((jinja2.TemplateError, AttributeError)):
            made.from_string(source).render(paper=Paper())


@given(st.lists(st.one_of(st.text(), st.text().map(lambda text: text * 300))))
def test_pieces_are_the_text_in_bytes(pieces: list[str]) -> None:
    assert in_bytes(whole(pieces)) == "".join(pieces).encode()


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
