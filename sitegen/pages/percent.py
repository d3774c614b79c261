"""Texts in addresses, quoted word by word: titles and names have words in common."""

from collections.abc import Iterable
from functools import lru_cache, partial
from urllib.parse import quote

_MOST = 1 << 14
_word = lru_cache(_MOST)(quote)
_value = lru_cache(_MOST)(partial(quote, safe=""))


def quoted(text: str) -> str:
    """``urllib.parse.quote``."""
    return "%20".join(map(_word, text.split(" ")))


def query(pairs: Iterable[tuple[str, str]]) -> str:
    """``urllib.parse.urlencode``, of names that need no quoting."""
    return "&".join([f"{name}={'+'.join(map(_value, text.split(' ')))}" for name, text in pairs])
