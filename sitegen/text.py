"""Text as records hold it, and the keys and slugs made from titles."""

import re
import unicodedata

from sitegen.tex import plain

_LONGEST_SLUG = 80
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_VARIATION = re.compile("[\ufe00-\ufe0f]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile("['’]")
_WITHOUT_BASE = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)

_SIGNS = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code) in "+#"))


def normalise(raw: str) -> str:
    """Record text: NFC, white space folded, no control character, no bidi override, nothing that
    YAML and XML cannot hold."""
    folded = raw.replace("\n", " ").strip()
    if "  " in folded:
        folded = " ".join(raw.split())
    if folded.isascii() and folded.isprintable():
        return folded  # as nearly every abstract is, and there are millions of them
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", raw))
    return " ".join(text.split())


def visible(raw: str) -> str:
    """Text of several lines without control characters and bidi overrides."""
    return _UNSEEN.sub("", raw).replace("\r\n", "\n")


def fold_title(title: str) -> str:
    """What identifies a title: its letters and digits of any script, ``+`` and ``#``."""
    shown = plain(title)
    if shown.isascii():
        letters = shown.lower().encode("ascii").translate(None, _SIGNS)
        return letters.decode("ascii") or normalise(title)
    text = unicodedata.normalize("NFKC", shown).casefold()
    text = _VARIATION.sub("", unicodedata.normalize("NFKC", text))
    return "".join(sign for sign in text if _identifies(sign)) or normalise(title)


def _identifies(sign: str) -> bool:
    """Vowel signs of Indic scripts are marks, yet part of the word."""
    return sign.isalnum() or sign in "+#" or unicodedata.category(sign).startswith("M")


def slugify(title: str) -> str:
    """ASCII words joined by hyphens, cut at a word's end; "" when no letter is left."""
    text = _APOSTROPHE.sub("", _without_marks(plain(title)))
    return _cut(_NOT_SLUG.sub("-", text).strip("-"))


def _without_marks(text: str) -> str:
    """In lower case, compatible signs and letters without a base of their own as plain ones."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold().translate(_WITHOUT_BASE)
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def _cut(slug: str) -> str:
    if len(slug) <= _LONGEST_SLUG:
        return slug
    whole, _, _ = slug[: _LONGEST_SLUG + 1].rpartition("-")
    return whole or slug[:_LONGEST_SLUG]
