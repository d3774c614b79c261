"""Macros as functions, which take arguments in their order; by name, Jinja's own way stays."""

from collections.abc import Callable
from typing import Any

from jinja2.runtime import Macro
from jinja2.utils import missing

Function = Callable[..., str]


def in_order(macro: Macro, function: Any) -> Function:
    """The function that a macro became, which knows of itself what the macro does."""
    function.__defaults__ = (missing,) * len(macro.arguments)
    function.__qualname__ = f"macro {macro.name!r}"
    function.__dict__.update(vars(macro), by_name=macro)
    made: Function = function
    return made


def named(asked: Any) -> Any:
    """What is to be called with names: a template's arguments have others in Python."""
    return getattr(asked, "by_name", asked)
