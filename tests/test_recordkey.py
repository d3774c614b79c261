"""Fingerprints of records: equal for equal records, other for others, whoever holds their texts."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from sitegen.recordkey import Keys, record_key


class Leaf(Struct, frozen=True):
    text: str
    count: int = 0


class Tree(Struct, frozen=True):
    name: str
    leaves: tuple[Leaf, ...]
    note: Leaf | None = None


leaves = st.builds(Leaf, st.text(max_size=5), st.integers(0, 3))
trees = st.builds(Tree, st.text(max_size=5), st.lists(leaves, max_size=4).map(tuple), leaves)


def copied(tree: Tree) -> Tree:
    """Equal, of other objects, texts too."""
    fresh = [Leaf("".join(list(leaf.text)), leaf.count) for leaf in tree.leaves]
    return replace(tree, name="".join(list(tree.name)), leaves=tuple(fresh))


@given(trees, trees)
def test_records_have_one_key_where_they_are_equal(one: Tree, other: Tree) -> None:
    for key in (record_key, Keys(Leaf)):
        assert key(one) == key(copied(one))
        assert (key(one) == key(other)) == (one == other)


def test_the_same_text_twice_is_not_a_reference() -> None:
    text = "".join(["o", "wl"])
    assert record_key(text, text) == record_key(text, "".join(["ow", "l"]))


def test_types_and_places_count() -> None:
    different = [
        ("a", "b"),
        ("ab",),
        (Leaf("a"), "b"),
        (("a",), "b"),
        ("a", Markup("b")),
        ("a", None),
        ({"a": "b"},),
        ({"a": "c"},),
        ({"a": Leaf("b")},),
        ({"a": Leaf("c")},),
        ((("a", "b"),),),
    ]
    assert len({record_key(*one) for one in different}) == len(different)


def test_a_record_that_stands_often_is_read_once() -> None:
    keys, leaf = Keys(Leaf), Leaf("a")
    first = keys(Tree("one", (leaf, leaf)))
    assert keys(Tree("one", (leaf, Leaf("a")))) == first
    assert keys(Tree("one", (leaf, Leaf("b")))) != first
