"""The fenced ``yaml`` under a paper's heading."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from sitegen.content.factforms import FALSE, FORMS, TRUE
from sitegen.errors import Problem
from sitegen.model import FACT_NAMES, LIST_FACTS, Facts


class Editorial(Struct, frozen=True):
    """What a person decided: topics pinned (``plus``) or barred (``minus``), hidden or not.

    ``extra`` are keys the format does not know; they are kept as they are.
    """

    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    hidden: bool = False
    extra: tuple[tuple[str, str], ...] = ()


_TEXTS = frozenset({str})
_KNOWN = frozenset(FACT_NAMES)
_KEYS = _KNOWN | {"topics", "hidden"}
_BOTH = TRUE | FALSE
_NOTHING = Editorial()


def read_facts(
    values: Mapping[str, Any], file: str, line_of: Callable[[str], int]
) -> tuple[Facts, Editorial, tuple[Problem, ...]]:
    """Typed values; ``line_of`` gives the line of a key. A value of a wrong type is a Problem."""
    problems: list[Problem] = []

    def wrong(key: str, expected: str) -> None:
        reason = f"{key}: expected {expected}"
        problems.append(Problem(file, line_of(key), reason, str(values[key]), error=True))

    facts: dict[str, Any] = {}
    for name in filter(values.__contains__, FACT_NAMES):
        if values[name] in (None, ""):
            continue
        value = _list(values[name]) if name in LIST_FACTS else _scalar(values[name])
        if value is None:
            wrong(name, "a list of texts" if name in LIST_FACTS else "one text")
        else:
            facts[name] = value
    for name in filter(facts.__contains__, FORMS):
        form, expected = FORMS[name]
        canonical = form(facts[name])
        if canonical is None:
            wrong(name, expected)
        else:
            facts[name] = canonical
    editorial = _editorial(values, wrong)
    return Facts(**facts), editorial, tuple(problems)


def _scalar(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _list(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and _TEXTS.issuperset(map(type, value)):
        return tuple(value)
    return None


def _editorial(values: Mapping[str, Any], wrong: Any) -> Editorial:
    if _KNOWN.issuperset(values):
        return _NOTHING
    pins = _list(values.get("topics") or [])
    if pins is None or not all(pin[:1] in "+-" and pin[1:] for pin in pins):
        wrong("topics", "a list like [+retrieval, -code]")
        pins = ()
    hidden = str(values.get("hidden") or "").lower()
    if hidden not in _BOTH:
        wrong("hidden", "true or false")
    return Editorial(
        tuple(pin[1:] for pin in pins if pin[0] == "+"),
        tuple(pin[1:] for pin in pins if pin[0] == "-"),
        hidden in TRUE,
        tuple((key, str(values[key])) for key in values if key not in _KEYS),
    )
