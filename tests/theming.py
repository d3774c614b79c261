"""The tables of docs/theming.md, from the templates and the records that they receive.

``python tests/theming.py`` writes them anew between their markers.
"""

import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

sys.path[:0] = [str(Path(__file__).parents[1])]

from markupsafe import Markup  # noqa: E402
from test_templates import CASES  # noqa: E402

from sitegen import views  # noqa: E402

DOCUMENT = Path(__file__).parents[1] / "docs" / "theming.md"
BEGIN, END = "<!-- records -->\n", "<!-- /records -->"
_PLAIN = {str: "", Markup: "HTML", int: "number", bool: "yes or no"}


def written(text: str) -> str:
    """The document with its tables as the code has them."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}"


def table() -> str:
    rows = [f"| {_name(record)} | {_fields(record)} |" for record in _records()]
    return "\n".join(("| record | fields |", "|---|---|", *rows, ""))


def _records() -> list[type]:
    """What every template sees, what each sees of its own, and what those are made of."""
    found: dict[type, None] = {}
    for record in (views.Masthead, views.Page, *_templates()):
        _gather(record, found)
    return sorted(found, key=lambda record: (_rank(record), record.__name__))


def _rank(record: type) -> int:
    return 0 if record in (views.Masthead, views.Page) else 1 if record in _templates() else 2


def _templates() -> dict[type, list[str]]:
    """View -> its templates."""
    found: dict[type, list[str]] = {}
    for template, _, view in CASES.values():
        if view is not None and template not in found.setdefault(type(view), []):
            found[type(view)].append(template)
    return found


def _gather(record: type[Struct], found: dict[type, None]) -> None:
    if record not in found:
        found[record] = None
        for annotation in typing.get_type_hints(record).values():
            for part in _parts(annotation):
                if isinstance(part, type) and issubclass(part, Struct):
                    _gather(part, found)


def _parts(annotation: typing.Any) -> Iterator[typing.Any]:
    yield annotation
    for argument in typing.get_args(annotation):
        yield from _parts(argument)


def _name(record: type) -> str:
    here = {views.Masthead: "`site`", views.Page: "`page`"}
    shown = [f"`{name}`" for name in _templates().get(record, [])] or [here.get(record, "")]
    return f"`{record.__name__}` {', '.join(shown)}".rstrip()


def _fields(record: type[Struct]) -> str:
    hints = typing.get_type_hints(record)
    return ", ".join(f"`{name}`{_said(hints[name])}" for name in record.__struct_fields__)


def _said(annotation: typing.Any) -> str:
    said = _type(annotation)
    return f" ({said})" if said else ""


def _type(annotation: typing.Any) -> str:
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is tuple:
        if arguments[-1] is not Ellipsis:
            return "pairs of texts"
        return f"several {_type(arguments[0]) or 'texts'}"
    if isinstance(annotation, types.UnionType):
        return f"{_type(arguments[0])} or none"
    return _PLAIN.get(annotation, annotation.__name__)


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text("utf-8")), "utf-8")
