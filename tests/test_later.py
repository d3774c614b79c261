"""A record that is made later is the record, and is made once, when it is looked at."""

import pytest
from msgspec import Struct

from sitegen.later import later, made
from sitegen.recordkey import Keys, record_key


class Card(Struct, frozen=True):
    title: str
    place: str


MADE: list[str] = []


def card(place: str, title: str) -> Card:
    MADE.append(title)
    return Card(title.title(), place)


def test_it_is_made_when_somebody_looks() -> None:
    MADE.clear()
    owls = later(card, ("here",), ("owls",))
    assert not MADE
    assert (owls.title, owls.place) == ("Owls", "here")
    assert made(owls) == made(made(owls)) == Card("Owls", "here")
    assert MADE == ["owls"]


def test_what_it_lacks_is_told_of_the_record() -> None:
    with pytest.raises(AttributeError, match="'Card' object has no attribute 'colour'"):
        _ = later(card, ("here",), ("owls",)).colour  # type: ignore[attr-defined]


def test_its_fingerprint_is_what_it_is_made_from() -> None:
    MADE.clear()
    owls, same = (later(card, ("here",), ("owls",)) for _ in range(2))
    assert record_key(owls) == record_key(same) != record_key(later(card, ("here",), ("cats",)))
    assert Keys()(owls, owls) == Keys()(owls, same)
    assert not MADE
