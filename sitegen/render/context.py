"""The names of a template while it is rendered."""

from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2.runtime import Context as JinjaContext

from sitegen.render.macros import named


class Context(JinjaContext):
    """All names in one place: those that the template was given, and its own."""

    def __init__(self, made: jinja2.Environment, given: Any, *said: Any, **more: Any) -> None:
        super().__init__(made, given, *said, **more)
        self.vars = _Names(given, made.undefined)

    def call(self, asked: Any, /, *said: Any, **so_named: Any) -> Any:
        """Of a call that Jinja does its own way."""
        return super().call(named(asked), *said, **so_named)


class _Names(dict[str, Any]):
    """One that is not there is undefined."""

    def __init__(self, names: Mapping[str, Any], undefined: type[jinja2.Undefined]) -> None:
        super().__init__(names)
        self._undefined = undefined

    def __missing__(self, name: str) -> jinja2.Undefined:
        return self._undefined(name=name)
