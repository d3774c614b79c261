"""Compiled templates are kept: the program's own as Python keeps its modules, a keeper's in the
cache."""

import sys
from pathlib import Path

import pytest

from sitegen.commands import compiled
from sitegen.render.environment import environment


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A keeper's folder, beside others for what is compiled."""
    for name in ("own", "cache", "program/__pycache__"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "own" / "404.html").write_text("{{ 1 + 1 }}")
    monkeypatch.setattr(compiled, "BESIDE", tmp_path / "program" / "__pycache__")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "own"


def asked(own: Path, folder: Path | None) -> tuple[int, int]:
    """How many files there are in the cache, and beside the program, when both have been asked."""
    made = environment(own, {}, compiled.Compiled(folder))
    assert made.get_template("404.html").render() == "2"
    assert made.get_template("parts/count.html").module
    cache, beside = own.parent / "cache", own.parent / "program" / "__pycache__"
    return len([*cache.iterdir()]), len([*beside.iterdir()])


def test_each_lies_where_it_belongs(own: Path) -> None:
    assert asked(own, own.parent / "cache") == (1, 1)
    assert asked(own, own.parent / "cache") == (1, 1)


def test_where_python_keeps_nothing_all_lie_in_the_cache(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert asked(own, own.parent / "cache") == (2, 0)


def test_without_a_cache_a_keepers_are_compiled_each_time(own: Path) -> None:
    assert asked(own, None) == (0, 1)


def test_what_is_damaged_is_compiled_anew(own: Path) -> None:
    asked(own, own.parent / "cache")
    for path in own.parent.glob("*/**/*.cpython*"):
        path.write_bytes(path.read_bytes()[:-1])
    assert asked(own, own.parent / "cache") == (1, 1)
