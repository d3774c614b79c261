"""Imports point one way, nothing goes in circles, and no file or function grows too large.

The table is the map of docs/architecture.md. A new module that stands nowhere in it fails the
first test: put it where it belongs.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "sitegen"
LAYERS = {
    "cli": "__main__ asking building cli keeping options outcome terminal",
    "commands": "commands",
    "effects": "ahead aside cachefolder contents devfiles devserver exchange fulltext gather "
    "heap indexed jottings kept leftfiles lock memory notebook overlay pagefind pool publish "
    "reload rendered search staging standing state steps store trees undo watch workers",
    "renderers": "cite citekeys pages render",
    "decisions": "classified concepts daypapers decide judged lexicon mentions paper parts people "
    "periods phrasenet phrases phrasetree related revised scale scores site slips topiclists "
    "topics proof searches searchshards tokens trends verdict vocabulary",
    "readers": "content dumps prose",
    "vocabulary": "__init__ asciiwords bodies calendarviews categories charts columns dates "
    "daynames defaults documents errors gaps grammar ids keytable later linkkinds listviews "
    "manywords memo model posters recordkey spread stopwords tex text "
    "trendviews urlpaths urls views webaddress words",
}
BELOW = {
    "cli": {"commands", "effects", "readers", "vocabulary"},
    "commands": {"effects", "renderers", "decisions", "readers", "vocabulary"},
    "effects": {"readers", "vocabulary"},
    "renderers": {"decisions", "readers", "vocabulary"},
    "decisions": {"readers", "vocabulary"},
    "readers": {"vocabulary"},
    "vocabulary": set(),
}
# Imports against the direction that are still there, each with its way out. The test fails when
# one is added, and when one is gone and still stands here.
DEBTS: dict[tuple[str, str], str] = {}
# What a pure module has no use for: the world outside, the clock, chance.
WORLD = frozenset(
    "asyncio ctypes fcntl locale multiprocessing os random shutil signal socket subprocess tempfile"
    " threading time".split()
)
LONGEST_MODULE, LONGEST_FUNCTION = 350, 40


def modules() -> dict[str, ast.Module]:
    """Name below the package -> syntax tree."""
    return {name_of(p): ast.parse(p.read_text("utf-8")) for p in sorted(PACKAGE.rglob("*.py"))}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


TREES = modules()


def imported(tree: ast.Module) -> Iterator[str]:
    """Our own modules that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute here"
            if (node.module or "").split(".")[0] == "sitegen":
                for alias in node.names:
                    yield nearest(f"{node.module}.{alias.name}")
        elif isinstance(node, ast.Import):
            yield from (nearest(a.name) for a in node.names if a.name.split(".")[0] == "sitegen")


def nearest(dotted: str) -> str:
    """The module that holds a name: ``sitegen.tex.pieces.Piece`` -> ``tex.pieces``."""
    inside = dotted.removeprefix("sitegen").removeprefix(".")
    while inside and inside not in TREES:
        inside = inside.rpartition(".")[0]
    return inside or "__init__"


IMPORTS = {name: sorted(set(imported(tree)) - {name}) for name, tree in TREES.items()}


def layer(module: str) -> str:
    top = module.split(".")[0]
    (found,) = (name for name, members in LAYERS.items() if top in members.split())
    return found


def test_every_module_has_its_layer() -> None:
    listed = [name for members in LAYERS.values() for name in members.split()]
    assert sorted(listed) == sorted({name.split(".")[0] for name in TREES})


def test_imports_point_one_way() -> None:
    against = {
        (importer, used)
        for importer, names in IMPORTS.items()
        for used in names
        if layer(used) != layer(importer) and layer(used) not in BELOW[layer(importer)]
    }
    assert against == set(DEBTS)


def test_imports_go_in_no_circle_not_even_inside_functions() -> None:
    try:
        order = list(TopologicalSorter(IMPORTS).static_order())
    except CycleError as error:
        pytest.fail(f"imports in a circle: {' -> '.join(error.args[1])}")
    assert set(order) == set(TREES)


@pytest.mark.parametrize("name", [n for n in TREES if layer(n) not in ("cli", "commands")])
def test_only_effects_meet_the_world(name: str) -> None:
    used = {
        found.split(".")[0]
        for node in ast.walk(TREES[name])
        for found in (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert layer(name) == "effects" or not used & WORLD


def test_nobody_but_the_command_line_prints() -> None:
    printing = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    }
    assert printing == {"keeping", "terminal"}


def test_modules_stay_readable_in_one_sitting() -> None:
    sizes = {name_of(p): p.read_bytes().count(b"\n") for p in PACKAGE.rglob("*.py")}
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_functions_stay_readable_at_a_glance() -> None:
    lengths = {
        f"{module}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
