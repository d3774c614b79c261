"""The Python that a template becomes: attributes, calls and names are Python's own.

Jinja asks of every name whether it is there, whether it is an attribute or an item, and of every
function whether it wants the context. What templates get here are records and macros, which have
attributes and want nothing; a page looks up some hundred of them.
"""

import keyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE

_MAY_BE_MISSING = {"defined", "undefined", "default", "d"}
_RUNTIME = "from jinja2.runtime import "
_OURS = (
    "from sitegen.render.escaping import HTML, Markup, escaped",
    "from sitegen.render.macros import in_order, named",
    "from sitegen.render.wholes import demanded, included, whole",
    "concat, undefined, cond_expr_undefined = ''.join, environment.undefined, Undefined",
)


_TO_ABOVE = "yield from parent_template.root_render_func(context)"


class _Wholes(CodeGenerator):
    """A template and each of its blocks put their pieces of text into a list and hand that on."""

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """Where a template goes on with another, pieces are not handed on one by one."""
        super().writeline(x.replace("yield from", "return") if x == _TO_ABOVE else x, node, extra)

    def write_commons(self) -> None:
        self.writeline("resolve = context.vars.__getitem__")

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        if frame.rootlevel or frame.block_frame:
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        if frame.block_frame:
            self.writeline(f"return whole({frame.buffer})")
        elif frame.rootlevel and not self.has_known_extends:
            unless = "if parent_template is None: " if frame.require_output_check else ""
            self.writeline(f"{unless}return {frame.buffer}")
        super().leave_frame(frame, with_python_scope)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        goes_on = frame.toplevel and self.extends_so_far
        if goes_on and self.has_known_extends:
            return
        if goes_on:
            self.writeline("if parent_template is None:")
            self.indent()
        if node.required:
            self.writeline(f"demanded(context, {node.name!r})", node)
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        block = f"context.blocks[{node.name!r}][0]({context})"
        self.writeline(f"{frame.buffer}.extend({block})", node)
        self.outdent(bool(goes_on))

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        self.writeline(f"{frame.buffer}.extend(included(environment, ", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r}, {node.ignore_missing!r}")
        if node.with_context:
            self.write(f", context.get_all(), {self.dump_local_context(frame)}")
        self.write("))")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """One module for all, which has no more than what all templates have."""
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
        else:
            self.write(f"environment.module({node.template.value!r}, {self.name!r})")


class _Macros(CodeGenerator):
    """A macro that asks for nothing special is a function."""

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """``force_unescaped``: a macro's, which Jinja would wrap afterwards."""
        super().return_buffer_contents(frame, force_unescaped and not _escapes(frame))

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        special = (macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller)
        if any(special) or not _escapes(frame):
            super().macro_def(macro_ref, frame)
            return
        self.write("in_order(")
        super().macro_def(macro_ref, frame)
        self.write(", macro)")


class Generator(_Wholes, _Macros):
    """Where a template asks whether something is there at all, Jinja's own way stays."""

    _asks = 0

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Most of what is written is plain text; HTML stays what it is."""
        if _escapes(frame):
            self.write("(escaped(v) if type(v := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _escapes(frame):
            self.write(") is str else v if type(v) is HTML else escape(v))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Of a text for one case only, nothing is said in the other."""
        for said in node.nodes:
            if isinstance(said, nodes.CondExpr) and said.expr2 is None:
                said.expr2 = nodes.Const("")
        super().visit_Output(node, frame)

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        """What was looked up is there, or undefined already."""
        ref = frame.symbols.ref(node.name)
        if node.ctx == "load" and (frame.symbols.find_load(ref) or "")[:1] == (VAR_LOAD_RESOLVE,):
            self.write(ref)
        else:
            super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if self._asks or not _is_attribute(node):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs or _has_keyword(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("named(" if node.kwargs else "")
        self.visit(node.node, frame)
        self.write(")(" if node.kwargs else "(")
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


def _escapes(frame: Frame) -> bool:
    """All of it, whatever happens."""
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


def _is_attribute(node: nodes.Getattr) -> bool:
    """In Python, too; blocks are items of the template ``self``."""
    of_self = isinstance(node.node, nodes.Name) and node.node.name == "self"
    return node.attr.isidentifier() and not (keyword.iskeyword(node.attr) or of_self)


def _has_keyword(call: nodes.Call) -> bool:
    return any(keyword.iskeyword(argument.key) for argument in call.kwargs)


def with_ours(code: str) -> str:
    """The Python that Jinja made of a template, calling these."""
    before, runtime, rest = code.partition(_RUNTIME)
    names, end, body = rest.partition("\n")
    return f"{before}{runtime}{'; '.join((names, *_OURS))}{end}{body}"
