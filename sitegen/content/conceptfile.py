"""``content/concepts.yml``: a line for each concept, its phrases in brackets."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from sitegen.content import frontmatter
from sitegen.errors import DigestError, Problem
from sitegen.memo import memoised

Phrases = Mapping[str, tuple[str, ...]]
_EXPECTED = "Expected a line like `data selection: [data selection, coreset]`"


@memoised
@lru_cache(maxsize=4)
def read_concepts(text: str, file: str) -> Phrases:
    """Name -> phrases. Raises DigestError with every line that says something else."""
    values = frontmatter.load_mapping(text, file)
    problems = list(_wrong(values, text, file))
    if problems:
        raise DigestError(problems)
    return {name: tuple(phrases) for name, phrases in values.items()}


def _wrong(values: Mapping[str, Any], text: str, file: str) -> Iterator[Problem]:
    for name, phrases in values.items():
        for reason, found in _mistakes(name, phrases):
            line = frontmatter.key_line(text, name)
            yield Problem(file, line, reason, found, _EXPECTED, error=True)


def _mistakes(name: str, phrases: Any) -> Iterator[tuple[str, str]]:
    """What is wrong, and the text that is."""
    if not isinstance(phrases, list) or not phrases:
        yield "a concept without a list of phrases", name
        return
    for phrase in phrases:
        if not isinstance(phrase, str) or not any(c.isalnum() for c in phrase):
            yield f"no phrase of {name!r}", str(phrase)
