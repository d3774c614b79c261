"""Record text, identity keys and slugs."""

import unicodedata
from html import escape

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sitegen.tex import plain
from sitegen.text import fold_title, normalise, slugify
from sitegen.words import fold


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\u00a0b\r\n c\t", "a b c"),
        ("e\u0301te\u0301", "été"),
        ("a\x00b\x1bc\ud800\u202ed\u2066", "abcd"),
        ("\ufeff$x$ \\% ", "$x$ \\%"),
        ("a\ufffeb\uffffc", "abc"),
        ("line\u2028separator\x0band\x85more", "line separator and more"),
    ],
)
def test_record_text_is_normalised(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


def test_every_sign_of_record_text_may_stand_in_yaml_and_in_xml() -> None:
    signs = normalise(" ".join(map(chr, range(0x11_0000))))
    quoted = signs.replace("'", "''")
    assert yaml.load(f"'{quoted}'", yaml.CSafeLoader) == signs
    assert etree.fromstring(f"<a>{escape(signs)}</a>".encode()).text == signs


@given(st.text(st.characters(codec=None)))
def test_normalising_twice_changes_nothing(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    once.encode("utf-8")


ascii_texts = st.text(st.characters(max_codepoint=127))


@given(ascii_texts)
def test_ascii_is_normalised_like_any_text(raw: str) -> None:
    beside = normalise(f"{raw} é")
    assert beside == f"{normalise(raw)} é".strip()


@given(ascii_texts)
def test_the_key_of_an_ascii_title_is_its_letters_and_digits(title: str) -> None:
    key = "".join(sign for sign in plain(title).casefold() if sign.isalnum() or sign in "+#")
    assert plain(title).isascii() is False or fold_title(title) == (key or normalise(title))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O$^2$-Nest", "O2-Nest"),
        ("Bal\\'azs on Owls", "Balázs on owls"),
        ("\\textbf{Owls}: a ``survey''", 'OWLS -- a "Survey"'),
        ("$\\alpha$-Owl", "α-owl"),
        ("Ｏｗｌ ①", "owl 1"),
        ("Straße", "STRASSE"),
        ("Owls ❤\ufe0f all", "Owls ❤ all"),
    ],
)
def test_titles_that_are_one(one: str, other: str) -> None:
    assert fold_title(one) == fold_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C++ owls", "C# owls"), ("C owls", "C++ owls"), ("!?", "?!"), ("किताब", "कतब")],
)
def test_titles_that_differ(one: str, other: str) -> None:
    assert fold_title(one) != fold_title(other)


def test_a_title_of_signs_alone_is_its_own_key() -> None:
    assert fold_title(" ?!  ? ") == "?! ?"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Owls: A Survey", "owls-a-survey"),
        ("O$^2$-Nest", "o2-nest"),
        ("Bal\\'azs' Großer Łoś", "balazs-grosser-los"),
        ("What's ``new''?", "whats-new"),
        ("猫头鹰", ""),
        ("--", ""),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_long_slug_ends_with_a_whole_word() -> None:
    assert slugify("owl " * 30) == "-".join(["owl"] * 20)
    assert slugify("o" * 100) == "o" * 80


@given(st.text())
def test_a_slug_is_short_ascii(title: str) -> None:
    slug = slugify(title)
    assert len(slug) <= 80
    assert all(part.isascii() and part.isalnum() for part in slug.split("-") if slug)
    assert slug == slug.lower()


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("e\u0301a\u0323\u0308ß한")))
def test_marks_are_dropped_from_words_whatever_they_belong_to(text: str) -> None:
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    assert fold(text) == fold(plain)
