"""The Jinja environment, made in one place for program and tests alike."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.environment import TemplateModule

from sitegen import defaults, later
from sitegen.content.frontmatter import load_mapping
from sitegen.errors import DigestError, Problem
from sitegen.memo import memoised
from sitegen.pages.planned import Planned, Shown
from sitegen.render.compiling import Generator, with_ours
from sitegen.render.context import Context
from sitegen.render.once import Once
from sitegen.render.wholes import Pieces, in_bytes
from sitegen.views import Masthead

STATIC = "static"
_TEMPLATE_MISTAKES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def loader(own: Path | None) -> jinja2.BaseLoader:
    """A file in the keeper's folder goes before the default of the same name."""
    folders = [str(own)] if own is not None and own.is_dir() else []
    return jinja2.FileSystemLoader([*folders, str(defaults.templates())])


class Environment(jinja2.Environment):
    """Every import asks which globals it has: of a plain dictionary that is soon told.

    ``_generate`` is the hook that Jinja offers to whoever has another way to the Python of a
    template. A template is looked for once: what it is made from does not change in a run."""

    code_generator_class = Generator
    context_class = Context

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        self._found: dict[str, jinja2.Template] = {}
        self._modules: dict[str, TemplateModule] = {}
        self.once = Once()

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        if name not in self._found:
            self._found[name] = super().get_template(name, parent, globals)
        return self._found[name]

    def module(self, name: str, parent: str | None) -> TemplateModule:
        """What others import of a template."""
        if name not in self._modules:
            self._modules[name] = self.get_template(name, parent).module
        return self._modules[name]

    def _generate(self, *source: Any, **beside: Any) -> str:
        return with_ours(super()._generate(*source, **beside))

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class _Words(dict[str, str]):
    """Each word is an attribute too."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words)
        self.__dict__ = self


def environment(
    own: Path | None, words: Mapping[str, str], compiled: jinja2.BytecodeCache | None = None
) -> Environment:
    """``compiled``: where compiled templates are kept from one run to the next."""
    made = Environment(
        loader=loader(own),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    made.globals["words"] = _Words(words)
    made.globals.update(once=made.once, made=later.made)
    return made


def source(own: Path | None, name: str) -> str:
    """The text of one template file, the keeper's before the default."""
    try:
        return loader(own).get_source(jinja2.Environment(autoescape=True), name)[0]
    except jinja2.TemplateNotFound as error:
        hint = "Take the file from the default templates"
        raise DigestError([Problem(name, 0, "no such template", hint=hint, error=True)]) from error


def words(own: Path | None, language: str, file: str) -> dict[str, str]:
    """The interface's words in a language; what a translation lacks is there in English.

    ``zh-TW`` has the words of ``zh`` where nobody wrote its own. Raises DigestError, naming
    ``file``, for a language without words.
    """
    written = [n for n in loader(own).list_templates() if n.startswith("words/")]
    wanted = (f"words/{language}.yml", f"words/{language.partition('-')[0]}.yml")
    chosen = next((name for name in wanted if name in written), None)
    if chosen is None:
        languages = ", ".join(name[len("words/") :].removesuffix(".yml") for name in written)
        hint = f"There are words in {languages}; write templates/{wanted[0]} for another language"
        reason = "language: nobody wrote the interface's words in it"
        raise DigestError([Problem(file, 0, reason, language, hint, error=True)])
    english = _mapping(source(own, "words/en.yml"), "words/en.yml")
    return {**english, **_mapping(source(own, chosen), chosen)}


@memoised
def _mapping(text: str, name: str) -> dict[str, str]:
    return load_mapping(text, name)


def render(made: jinja2.Environment, masthead: Masthead, planned: Planned, shown: Shown) -> bytes:
    """One page. Raises DigestError that names the template's file and line."""
    try:
        template = made.get_template(planned.template)
        page, view = later.made(shown)
        said = {"site": masthead, "page": page, "view": later.made(view)}
        return in_bytes(_pieces(made, template, said))
    except jinja2.TemplateSyntaxError as error:
        raise _broken(error.filename or error.name, error.lineno, str(error.message)) from error
    except jinja2.TemplateNotFound as error:
        raise _broken(planned.template, 0, f"it asks for {error.name}, which is nowhere") from error
    except _TEMPLATE_MISTAKES as error:
        file, line = _template_line(error, planned.template)
        raise _broken(file, line, f"{error} (while rendering {planned.owner})") from error


def _pieces(made: jinja2.Environment, template: jinja2.Template, said: dict[str, Any]) -> Pieces:
    try:
        pieces: Pieces = template.root_render_func(template.new_context(said))  # type: ignore
    except _TEMPLATE_MISTAKES:  # told by the lines of templates
        made.handle_exception()
    return pieces


def _broken(file: str | None, line: int, reason: str) -> DigestError:
    hint = "See docs/theming.md for what each template receives"
    name, reason = _short(file or "template"), reason.rstrip(".")
    return DigestError([Problem(name, line, f"broken template: {reason}", hint=hint, error=True)])


def _template_line(error: BaseException, template: str) -> tuple[str, int]:
    """The innermost template frame of the traceback: Jinja maps it to the template's lines."""
    file, line = template, 0
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".css", ".xml")):
            file, line = name, trace.tb_lineno
        trace = trace.tb_next
    return file, line


def _short(file: str) -> str:
    """Below ``templates/`` where it is one of ours."""
    ours = str(defaults.templates())
    return f"templates{file.removeprefix(ours)}" if file.startswith(ours) else file
