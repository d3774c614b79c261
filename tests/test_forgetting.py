"""Of a large digest what pages have in common is let go of now and then: it is made again alike."""

from pathlib import Path

import pytest
from sites import sample_project

from sitegen.cli import main
from sitegen.commands import rendering


def build(folder: Path, name: str) -> dict[str, bytes]:
    site, content = folder / name, folder / "content"
    assert not main(
        ["build", "--content", str(content), "--output", str(site), "--jobs", "1", "--no-search"]
    )
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def test_pages_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample_project(tmp_path)
    before, forgot = build(tmp_path, "before"), []
    forget = rendering._forget
    monkeypatch.setattr(rendering, "_MANY", 3)
    monkeypatch.setattr(rendering, "_forget", lambda *said: forgot.append(forget(*said)))
    assert build(tmp_path, "after") == before
    assert len(forgot) > 10
