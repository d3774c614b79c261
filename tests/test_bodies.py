"""Abstracts that are written down together are what they were, and equal where their texts are."""

import pickle

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from sitegen.bodies import Body, body, together
from sitegen.recordkey import record_key

texts = st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=4)


class Paper(Struct, frozen=True):
    slug: str
    body: Body


@given(texts)
def test_each_is_what_it_was(texts: list[tuple[str, str]]) -> None:
    found = pickle.loads(pickle.dumps(together(texts)))
    assert [(one.markdown, one.plain) for one in found] == texts


@given(texts)
def test_neither_equality_nor_key_knows_the_others(texts: list[tuple[str, str]]) -> None:
    among, alone = together(texts)[-1], together(texts[-1:])[0]
    assert among == alone
    assert hash(among) == hash(alone)
    assert record_key(Paper("a", among)) == record_key(Paper("a", alone))


def test_another_text_has_another_key() -> None:
    keys = {record_key(Paper("a", one)) for one in (body("A"), body("B"), body("A", "a"))}
    assert len(keys) == 3
