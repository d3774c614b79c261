"""What a template asks of others while it is rendered; each of them gives one text."""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, TemplateNotFound, TemplateRuntimeError
from jinja2.runtime import Context

Pieces = Sequence[str]
_LONG = 256  # characters


def whole(pieces: list[str]) -> Pieces:
    """A block's pieces. Where they are long and some is not ASCII, they stay apart: what is ASCII
    alone is soon in bytes."""
    text = "".join(pieces)
    return (text,) if text.isascii() or len(text) < _LONG * len(pieces) else pieces


def in_bytes(pieces: Pieces) -> bytes:
    return b"".join(map(str.encode, pieces))


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
) -> Pieces:
    """Another template. ``said``: what is said where it is asked for."""
    try:
        template = environment.get_or_select_template(names, parent)
    except TemplateNotFound:
        if may_lack:
            return ()
        raise
    if said is None:
        return (str(template.module),)
    pieces: Any = template.root_render_func(template.new_context(dict(said), True, within))
    return tuple(pieces)
