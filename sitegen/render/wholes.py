"""What a template asks of others while it is rendered; each of them gives one text."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Environment, TemplateNotFound, TemplateRuntimeError
from jinja2.runtime import Context

Whole = tuple[str]


def in_one(render: Callable[[Context], Iterator[str]]) -> Callable[[Context], Whole]:
    """Pieces of text would be handed on one by one, from each template to the one above."""
    return lambda context: ("".join(render(context)),)


def demanded(context: Context, block: str) -> None:
    """Raises TemplateRuntimeError where a block that must be said is not."""
    if len(context.blocks[block]) <= 1:
        raise TemplateRuntimeError(f"Required block {block!r} not found")


def included(
    environment: Environment,
    names: Any,
    parent: str,
    may_lack: bool,
    said: Mapping[str, Any] | None = None,
    within: Mapping[str, Any] | None = None,
) -> str:
    """The text of another template. ``said``: what is said where it is asked for."""
    try:
        template = environment.get_or_select_template(names, parent)
    except TemplateNotFound:
        if may_lack:
            return ""
        raise
    if said is None:
        return str(template.module)
    return "".join(template.root_render_func(template.new_context(dict(said), True, within)))
