"""Texts in addresses are written as Python's own library writes them."""

from urllib.parse import quote, urlencode

from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.percent import query, quoted

TEXTS = st.one_of(st.text(), st.text("ab é&%+/= \t~"))


@given(TEXTS)
def test_a_text(text: str) -> None:
    assert quoted(text) == quote(text)


@given(st.lists(st.tuples(st.sampled_from(("rft.au", "rft_id")), TEXTS)))
def test_a_query(pairs: list[tuple[str, str]]) -> None:
    assert query(pairs) == urlencode(pairs)
