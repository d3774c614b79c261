"""Files that are made before the site is whole: moved into it, or gone."""

from pathlib import Path

import pytest
from conftest import tree

from sitegen.errors import DigestError
from sitegen.publish import publish
from sitegen.staging import staging
from sitegen.trees import Staged

MARKER = {"build.json": b"{}"}


def test_a_staged_file_is_moved_into_both_trees(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for text in (b"one", b"two", b"two", b"three"):
        before = (site / "papers" / "a.html").stat().st_ino if site.exists() else 0
        old = tree(site) if site.exists() else {}
        with staging(site) as stage:
            staged = stage(text)
            assert isinstance(staged, Staged)
            done = publish(site, {**MARKER, "papers/a.html": staged})
        same = old.get("papers/a.html") == text
        assert ((site / "papers" / "a.html").stat().st_ino == before) is same
        assert done.written == (1 if old else 2) - same
        assert tree(site) == tree(tmp_path / ".site.other")
        assert (site / "papers" / "a.html").read_bytes() == text
        assert (site / "papers" / "a.html").stat().st_mode & 0o777 == 0o644
        assert sorted(path.name for path in tmp_path.iterdir()) == [".site.other", "site"]


def test_where_there_are_no_links_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.trees.link", lambda source, target: False)
    site = tmp_path / "site"
    for text in (b"one", b"two"):
        with staging(site) as stage:
            publish(site, {**MARKER, "a.html": stage(text)})
        assert tree(site) == tree(tmp_path / ".site.other") == {**MARKER, "a.html": text}


def test_what_an_error_or_a_kill_leaves_is_cleared_away(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), staging(tmp_path / "site") as stage:
        stage(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    killed = tmp_path / ".site.new"
    killed.mkdir()
    (killed / "17-0").write_bytes(b"half")
    with staging(tmp_path / "site"):
        assert list(killed.iterdir()) == []


def test_a_folder_of_somebody_else_stays(tmp_path: Path) -> None:
    other = tmp_path / ".site.new"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    with pytest.raises(DigestError, match="not a folder of ours"), staging(tmp_path / "site"):
        pass
    assert (other / "mine.txt").read_text() == "mine"
