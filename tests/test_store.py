"""The file primitives: replaced whole or not at all, and one run at a time."""

import multiprocessing
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import standing
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import DigestError
from sitegen.lock import locked
from sitegen.store import apply, read_bytes, remove, write_atomic

FORK = multiprocessing.get_context("fork")


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def status(run: Callable[[], None]) -> int | None:
    """How a process of its own ends that does nothing but ``run``."""
    process = FORK.Process(target=run)
    process.start()
    process.join(20)
    return process.exitcode


def test_what_was_written_is_read(tmp_path: Path) -> None:
    assert write_atomic(tmp_path / "days" / "new" / "page.md", b"text")
    assert read_bytes(tmp_path / "days" / "new" / "page.md") == b"text"
    assert list(everything(tmp_path)) == ["days/new/page.md"]


def test_the_same_bytes_leave_the_file_untouched(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write_atomic(page, b"text")
    before = standing(page)
    assert not write_atomic(page, b"text")
    assert standing(page) == before


def test_a_changed_file_keeps_its_mode(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write_atomic(page, b"old")
    page.chmod(0o640)
    write_atomic(page, b"new")
    assert stat.S_IMODE(page.stat().st_mode) == 0o640


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    link, target = tmp_path / "site.yml", tmp_path / "shared" / "site.yml"
    link.symlink_to(target)
    write_atomic(link, b"title: Ours")
    assert link.is_symlink()
    assert target.read_bytes() == b"title: Ours"


def test_a_hard_link_is_cut_not_written_through(tmp_path: Path) -> None:
    page, backup = tmp_path / "page.md", tmp_path / "backup.md"
    write_atomic(page, b"old")
    backup.hardlink_to(page)
    write_atomic(page, b"new")
    assert backup.read_bytes() == b"old"


def test_removing_says_whether_there_was_something(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write_atomic(page, b"text")
    assert remove(page)
    assert not page.exists()
    assert not remove(page)


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DigestError) as told:
        read_bytes(tmp_path / "missing.txt")
    (problem,) = told.value.problems
    assert problem.file == str(tmp_path / "missing.txt")
    assert (problem.reason, problem.hint) == ("no such file or directory", "Check the name")
    assert problem.error


files = st.dictionaries(st.sampled_from(["a", "b", "c/d", "c/e"]), st.binary(max_size=3))


@given(before=files, changes=st.dictionaries(st.sampled_from(["a", "b", "c/d"]), st.binary()))
def test_apply_changes_what_it_is_told_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, bytes], changes: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("content")
    apply({folder / name: data for name, data in before.items()})
    plan = {name: data or None for name, data in changes.items()}
    changed = apply({folder / name: data for name, data in plan.items()})
    after = {name: data for name, data in (before | plan).items() if data is not None}
    assert everything(folder) == after
    assert {path.relative_to(folder).as_posix() for path in changed} == {
        name for name in plan if before.get(name) != after.get(name)
    }


@pytest.mark.parametrize("call", ["write", "open", "mkdir"])
def test_an_error_before_the_renames_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    write_atomic(tmp_path / "a.md", b"old")
    real, calls = getattr(os, call), iter(range(100))
    fails_at = {"write": 2, "open": 2, "mkdir": 1}[call]

    def full(*arguments: object, **named: object) -> object:
        if next(calls) == fails_at:
            raise OSError(28, "No space left on device")
        return real(*arguments, **named)

    monkeypatch.setattr(os, call, full)
    new = {"a.md": b"new", "b.md": b"new", "x/c.md": b"new", "x/y/d.md": b"new"}
    with pytest.raises(DigestError, match=r"no space left on device\. Free some space"):
        apply({tmp_path / name: data for name, data in new.items()})
    monkeypatch.undo()
    assert everything(tmp_path) == {"a.md": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_folder_in_the_way_of_one_file_stops_them_all(tmp_path: Path) -> None:
    (tmp_path / "b.md").mkdir()
    with pytest.raises(DigestError, match=r"b\.md: is a directory"):
        apply({tmp_path / "a.md": b"new", tmp_path / "b.md": b"new"})
    assert everything(tmp_path) == {}


def test_a_second_process_is_refused_while_the_first_works(tmp_path: Path) -> None:
    def second() -> None:
        try:
            with locked(tmp_path):
                os._exit(0)
        except DigestError as error:
            told = f"{tmp_path / '.lock'}: another sitegen is at work here" in str(error)
            os._exit(3 if told else 4)

    with locked(tmp_path):
        assert status(second) == 3
    assert status(second) == 0


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    def killed() -> None:
        with locked(tmp_path):
            os._exit(9)

    assert status(killed) == 9
    with locked(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_child_does_not_keep_the_lock(tmp_path: Path) -> None:
    gate = FORK.Event()
    with locked(tmp_path):
        child = FORK.Process(target=gate.wait, args=(20,))
        child.start()

    def second() -> None:
        with locked(tmp_path):
            os._exit(0)

    assert status(second) == 0
    gate.set()
    child.join()


def test_the_same_errors_pass_through_the_lock(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path):
        raise FileNotFoundError("of the caller")
