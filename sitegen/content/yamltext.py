"""YAML as a digest uses it: every scalar is a string, errors name file and line."""

from typing import Any

import yaml

from sitegen.errors import DigestError, Problem

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST, _MOST_ALIASES, _SURELY_SHALLOW = 50, 20, 2000
_OPENS = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSES = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


class _Strings(_Base):  # type: ignore[misc]
    """Reads ``2401.01230`` and ``no`` as what they are: strings. Knows no other tag."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012
    yaml_constructors: dict[str, Any] = {}  # noqa: RUF012


def _mapping(loader: Any, node: yaml.Node) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        raise _refused("expected lines of `key: value`", node.start_mark)
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refused("a key is not one text", key.start_mark)
        if key.value in seen:
            raise _refused(f"the key {key.value!r} stands twice", key.start_mark)
        seen.add(key.value)
    result: dict[str, Any] = loader.construct_mapping(node, deep=True)
    return result


def _refused(reason: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, reason, mark)


_Strings.add_constructor("tag:yaml.org,2002:str", _Base.construct_yaml_str)
_Strings.add_constructor("tag:yaml.org,2002:seq", _Base.construct_yaml_seq)
_Strings.add_constructor("tag:yaml.org,2002:map", _mapping)
_Strings.add_constructor(None, _Base.construct_undefined)


def load_yaml(text: str, file: str, first_line: int = 1) -> Any:
    """The YAML value, scalars as strings, an empty document as None.

    Raises DigestError naming ``file`` and the line, counted from ``first_line``.
    """
    try:
        if "*" in text or len(text) > _SURELY_SHALLOW:
            _guard(text)
        return yaml.load(text, Loader=_Strings)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.rstrip().count("\n")
        line = first_line + min(mark.line if mark else 0, last)
        raise _broken(file, line, error.problem or str(error)) from error
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise _broken(
            file, line, f"the character U+{error.character:04X} is not allowed"
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _broken(file, first_line, str(error)) from error


def _guard(text: str) -> None:
    """Refuses what would grow beyond all measure: aliases of aliases, lists in lists in lists."""
    depth = aliases = 0
    for event in yaml.parse(text, Loader=_Strings):
        depth += isinstance(event, _OPENS) - isinstance(event, _CLOSES)
        aliases += isinstance(event, yaml.AliasEvent)
        if depth > _DEEPEST:
            raise _refused(f"nested more than {_DEEPEST} levels deep", event.start_mark)
        if aliases > _MOST_ALIASES:
            raise _refused(f"more than {_MOST_ALIASES} aliases", event.start_mark)


def mapping(text: str, file: str, first_line: int) -> dict[str, Any]:
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
