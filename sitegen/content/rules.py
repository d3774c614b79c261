"""The rules of a topic page: from its front matter to values, with what is wrong told."""

from collections.abc import Iterable, Mapping, Sequence

from sitegen.errors import Problem
from sitegen.model import Rules, Topic, Weighted

BY_WEIGHT = ("phrases", "title", "abstract", "keywords", "against")
BY_NAME = ("categories", "implies")
SECTIONS = BY_WEIGHT + BY_NAME


def read(mapping: object, where: str) -> tuple[Rules, tuple[Problem, ...]]:
    """Rules from the parsed ``rules`` mapping of the file ``where``.

    What cannot be understood is left out and told as an error; the rest stands.
    """
    if mapping in (None, ""):
        return Rules(), ()
    if not isinstance(mapping, Mapping):
        return Rules(), (_problem(where, "rules must be a mapping of sections", mapping),)
    problems = [_unknown(where, key) for key in mapping if key not in SECTIONS]
    found: dict[str, Weighted] = {}
    for section in (s for s in SECTIONS if s in mapping):
        reader = _by_weight if section in BY_WEIGHT else _by_name
        found[section] = tuple(reader(mapping[section], f"{section} of {where}", where, problems))
    return Rules(**found), tuple(problems)


def check(topics: Sequence[Topic], where: Mapping[str, str]) -> tuple[Problem, ...]:
    """What only shows when all topics are known: ``implies`` that names no topic.

    ``where`` gives the file of a slug.
    """
    known = {topic.slug for topic in topics}
    return tuple(
        _problem(where.get(topic.slug, topic.slug), "implies a topic that does not exist", slug)
        for topic in topics
        for slug, _ in topic.rules.implies
        if slug not in known
    )


def _by_weight(
    value: object, section: str, where: str, problems: list[Problem]
) -> Iterable[tuple[str, float]]:
    seen: set[str] = set()
    for written, listed in _items(value, section, where, problems):
        weight = _weight(written, where, problems)
        for phrase in _strings(listed, section, where, problems):
            if not _countable(phrase):
                problems.append(_problem(where, "phrase has no word in it", phrase))
            elif phrase in seen:
                problems.append(_problem(where, f"phrase stands twice in {section}", phrase))
            elif weight:
                seen.add(phrase)
                yield phrase, weight


def _by_name(
    value: object, section: str, where: str, problems: list[Problem]
) -> Iterable[tuple[str, float]]:
    for name, written in _items(value, section, where, problems):
        weight = _weight(written, where, problems)
        if weight:
            yield str(name), weight


def _items(
    value: object, section: str, where: str, problems: list[Problem]
) -> Iterable[tuple[object, object]]:
    if isinstance(value, Mapping):
        return value.items()
    problems.append(_problem(where, f"{section} must be a mapping", value))
    return ()


def _strings(value: object, section: str, where: str, problems: list[Problem]) -> Iterable[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    if isinstance(value, Sequence) and all(isinstance(item, str) for item in value):
        return [str(item) for item in value]
    problems.append(_problem(where, f"{section} must list phrases", value))
    return ()


def _weight(written: object, where: str, problems: list[Problem]) -> float:
    try:
        weight = float(str(written))
    except ValueError:
        problems.append(_problem(where, "weight is not a number", written))
        return 0.0
    if 0 < weight <= 10:
        return weight
    problems.append(_problem(where, "weight must be above 0 and at most 10", written))
    return 0.0


def _countable(phrase: str) -> bool:
    return all(any(map(str.isalnum, part)) for part in phrase.split("..."))


def _unknown(where: str, key: object) -> Problem:
    hint = f"Known are {', '.join(SECTIONS)}"
    return Problem(where, 0, "unknown section of rules", str(key), hint, error=True)


def _problem(where: str, reason: str, found: object) -> Problem:
    return Problem(where, 0, reason, str(found), error=True)
