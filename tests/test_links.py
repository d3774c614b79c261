"""Links that lead away."""

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from sitegen.bodies import body
from sitegen.model import Facts
from sitegen.pages.links import find
from sitegen.paper import Paper


@given(st.text("ab é&%+/ \t"))
def test_a_title_is_asked_for_as_addresses_are_written(title: str) -> None:
    asked = find(Paper("a", "", body(""), "", Facts(), title, (), (), False))
    assert any(link.url.endswith(f"={quote(title)}") for link in asked)
