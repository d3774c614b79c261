"""The keeper's own words for single texts of the interface."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from string import Formatter

from sitegen.errors import DigestError, Problem


def reworded(words: Mapping[str, str], own: Iterable[tuple[str, str]], file: str) -> dict[str, str]:
    """``words`` with those of ``own`` in their places.

    Raises DigestError, naming ``file``, for a text that the interface does not have, and for a gap
    that nothing fills.
    """
    own = tuple(own)
    problems = [wrong for key, text in own for wrong in _wrong(words, key, text, file)]
    if problems:
        raise DigestError(problems)
    return {**words, **dict(own)}


def _wrong(words: Mapping[str, str], key: str, text: str, file: str) -> Iterable[Problem]:
    if key not in words:
        close = get_close_matches(key, words, 1)
        hint = f"Did you mean {close[0]!r}?" if close else "templates/words/en.yml has them all"
        yield Problem(file, 0, "words: the interface has no such text", key, hint, error=True)
    elif not _gaps(text) <= _gaps(words[key]):
        hint = f"The text it replaces: {words[key]}"
        yield Problem(file, 0, f"words: {key} has a gap that nothing fills", text, hint, error=True)


def _gaps(text: str) -> set[str]:
    """The names in curly brackets; a bracket that stands alone is a gap without end."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}
