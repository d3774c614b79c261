"""YAML as a digest uses it: every scalar is a string, errors name file and line."""

from dataclasses import dataclass
from typing import Any

import yaml

from sitegen.errors import DigestError, Problem

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = "---"


class _Strings(_Base):  # type: ignore[misc]
    """Reads ``2401.01230`` and ``no`` as what they are: strings."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012


def _mapping(loader: Any, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key.value!r} stands twice", key.start_mark
            )
        if isinstance(key.value, str):
            seen.add(key.value)
    loader.flatten_mapping(node)
    result: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    return result


_Strings.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_yaml(text: str, file: str, first_line: int = 1) -> Any:
    """The YAML value, scalars as strings, an empty document as None.

    Raises DigestError naming ``file`` and the line, counted from ``first_line``.
    """
    try:
        return yaml.load(text, Loader=_Strings)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise _broken(file, line, error.problem or str(error)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _broken(file, first_line, str(error)) from error


def load_mapping(text: str, file: str, first_line: int = 1) -> dict[str, Any]:
    """Like load_yaml, for a text that must hold ``key: value`` lines (or nothing)."""
    value = load_yaml(text, file, first_line)
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise _broken(file, first_line, "expected lines of `key: value`")
    return value


def _broken(file: str, line: int, reason: str) -> DigestError:
    hint = "Mend the YAML: a value with ': ' or '#' in it wants quotes"
    return DigestError([Problem(file, line, f"broken YAML: {reason}", hint=hint, error=True)])


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A page cut in two. ``body_line`` is the line number of the body's first line."""

    values: dict[str, Any]
    body: str
    body_line: int


def split(text: str, file: str) -> FrontMatter:
    """Front matter and body of a page; a page without front matter has no values."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return FrontMatter({}, text, 1)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            values = load_mapping("\n".join(lines[1:number]), file, 2)
            return FrontMatter(values, "\n".join(lines[number + 1 :]), number + 2)
    reason = "the front matter begins with '---' but never ends"
    hint = "Close it with a line '---'"
    raise DigestError([Problem(file, 1, reason, hint=hint, error=True)])
