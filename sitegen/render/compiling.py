"""The Python that a template becomes: attributes and calls are Python's own.

Jinja asks of every name whether it is an attribute or an item, and of every function whether it
wants the context. What templates get here are records and macros, which have attributes and want
nothing; a page looks up some hundred of them.
"""

import keyword
from collections.abc import Callable, Iterator
from typing import Any

import jinja2.runtime
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.utils import missing

from sitegen.render.escaping import Markup

_MAY_BE_MISSING = {"defined", "undefined", "default", "d"}
_RUNTIME = "from jinja2.runtime import "
_OURS = "; from sitegen.render.escaping import Markup, escape"
_OURS += "; from sitegen.render.compiling import Macro, in_one"


class Generator(CodeGenerator):
    """Where a template asks whether something is there at all, Jinja's own way stays."""

    _asks = 0

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Pieces of text would be handed on one by one, from blocks to each template above."""
        super().visit_Template(node, frame)
        self.writeline("root = in_one(root)")
        for name in self.blocks:
            self.writeline(f"block_{name} = blocks[{name!r}] = in_one(block_{name})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if self._asks or not node.attr.isidentifier() or keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs or _has_keyword(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        self._asking(super().visit_Test, node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        self._asking(super().visit_Filter, node, frame)

    def _asking(self, visit: Any, node: nodes.Test | nodes.Filter, frame: Frame) -> None:
        asks = node.name in _MAY_BE_MISSING
        self._asks += asks
        visit(node, frame)
        self._asks -= asks


def _has_keyword(call: nodes.Call) -> bool:
    return any(keyword.iskeyword(argument.key) for argument in call.kwargs)


class Macro(jinja2.runtime.Macro):
    """Where arguments come in their order, the function is asked at once."""

    def __init__(self, environment: Any, function: Any, *said: Any) -> None:
        super().__init__(environment, function, *said)
        self._function = function
        self._plain = not (self.catch_kwargs or self.catch_varargs or self.caller)
        self._plain = self._plain and bool(self._default_autoescape)
        function.__defaults__ = (missing,) * len(self.arguments)

    def __call__(self, *given: Any, **named: Any) -> Any:
        if named or not self._plain or len(given) > len(self.arguments):
            return super().__call__(*given, **named)
        return Markup(self._function(*given))


def in_one(render: Callable[[Context], Iterator[str]]) -> Callable[[Context], tuple[str]]:
    return lambda context: ("".join(render(context)),)


def with_ours(code: str) -> str:
    """The Python that Jinja made of a template, calling these."""
    before, runtime, rest = code.partition(_RUNTIME)
    names, end, body = rest.partition("\n")
    return f"{before}{runtime}{names}{_OURS}{end}{body}"
