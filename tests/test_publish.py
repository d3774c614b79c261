"""Publishing: the old site or the new one, whatever happens, and nothing for nothing."""

import errno
import multiprocessing
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import standing
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import exchange, leftfiles
from sitegen.errors import DigestError
from sitegen.leftfiles import Left, looked_at
from sitegen.publish import Published, publish

FORK = multiprocessing.get_context("fork")
Files = Mapping[str, bytes]

OLD: Files = {
    "build.json": b"{1}",
    "index.html": b"home",
    "papers/a.html": b"a",
    "papers/gone.html": b"gone",
    "topics/t/2025-03.html": b"march",
    "weeks": b"a file that becomes a folder",
}
NEW: Files = {
    "build.json": b"{2}",
    "index.html": b"home",
    "papers/a.html": b"a, edited",
    "papers/b.html": b"b",
    "topics/t": b"a folder that becomes a file",
    "weeks/2025-W11.html": b"a week",
}
CALLS = ("link", "rename", "unlink", "rmdir", "mkdir", "chmod", "open", "write", "close")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file, and every empty folder as one that ends in a slash."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[f"{name}/"] = b""
    return found


def stamps(folder: Path) -> dict[str, tuple[int, ...]]:
    paths = [folder, *folder.rglob("*")]
    return {path.as_posix(): standing(path) for path in paths if path.name != folder.parent.name}


def written(site: Path) -> set[str]:
    """Names of the files that have no second link in the other tree."""
    paths = (path for path in site.rglob("*") if path.is_file())
    return {path.name for path in paths if path.stat().st_nlink == 1}


def counts(published: Published) -> tuple[int, int, int]:
    """Files that were written, left alone and taken away."""
    return published.written, published.kept, published.removed


@contextmanager
def replaced(name: str, function: object) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, name, function)
        yield


def test_the_first_site(tmp_path: Path) -> None:
    assert counts(publish(tmp_path / "deep" / "site", OLD)) == (len(OLD), 0, 0)
    assert tree(tmp_path / "deep" / "site") == OLD
    assert tree(tmp_path / "deep" / ".site.other") == OLD


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish(tmp_path / "site", OLD)
    assert tree(tmp_path / "site") == OLD


def test_a_change_counts_what_it_did(tmp_path: Path) -> None:
    publish(tmp_path / "site", OLD)
    assert counts(publish(tmp_path / "site", NEW)) == (5, 1, 3)
    assert tree(tmp_path / "site") == tree(tmp_path / ".site.other") == NEW


def test_an_unchanged_site_is_not_touched(tmp_path: Path) -> None:
    publish(tmp_path / "site", OLD)
    before = stamps(tmp_path / "site"), stamps(tmp_path / ".site.other")
    assert counts(publish(tmp_path / "site", OLD)) == (0, len(OLD), 0)
    assert (stamps(tmp_path / "site"), stamps(tmp_path / ".site.other")) == before


def test_one_edit_writes_one_file_and_links_it(tmp_path: Path) -> None:
    publish(tmp_path / "site", OLD)
    inodes = {path.name: path.stat().st_ino for path in (tmp_path / "site").rglob("*.html")}
    publish(tmp_path / "site", {**OLD, "index.html": b"new home"})
    after = {path.name: path.stat().st_ino for path in (tmp_path / "site").rglob("*.html")}
    assert {name for name in after if after[name] != inodes[name]} == {"index.html"}
    assert written(tmp_path / "site") == set()


def test_what_strangers_did_to_the_site_is_undone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, OLD)
    (site / "index.html").write_bytes(b"hack")  # in place, so through the link as well
    (site / "papers" / "a.html").unlink()
    (site / "left").mkdir()
    (site / "papers" / "outside").symlink_to(tmp_path)
    publish(site, OLD)
    assert tree(site) == tree(tmp_path / ".site.other") == OLD


def test_a_ruined_other_tree_is_repaired(tmp_path: Path) -> None:
    publish(tmp_path / "site", OLD)
    other = tmp_path / ".site.other"
    (other / "index.html").unlink()
    (other / "index.html").mkdir()
    (other / "papers" / "a.html").unlink()
    (other / "papers" / "a.html").write_bytes(b"torn")
    publish(tmp_path / "site", NEW)
    assert tree(tmp_path / "site") == tree(other) == NEW


def known_after(site: Path, published: Published) -> Left:
    time.sleep(0.03)  # what changed in this moment might change once more
    beside = looked_at(site.with_name(".site.other"), published.beside)
    assert {"", "papers"} <= beside.keys()
    return Left(published.files, beside)


def test_a_tree_that_stands_as_it_was_left_needs_no_look_at_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    left = known_after(site, publish(site, OLD))
    monkeypatch.setattr("sitegen.publish.links", None)
    assert counts(publish(site, NEW, left=left)) == (5, 1, 3)
    assert tree(site) == tree(tmp_path / ".site.other") == NEW


DEEDS: dict[str, Callable[[Path], object]] = {
    "a page gone": lambda other: (other / "papers/a.html").unlink(),
    "a page more": lambda other: (other / "papers/mine.html").write_bytes(b"mine"),
    "another in its place": lambda other: (other / "weeks").replace(other / "index.html"),
    "a folder away": lambda other: (other / "papers").rename(other / "elsewhere"),
    "all of it away": lambda other: other.rename(other.with_name("elsewhere")),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_strangers_did_to_the_other_tree_is_noticed(tmp_path: Path, deed: str) -> None:
    site, other = tmp_path / "site", tmp_path / ".site.other"
    left = known_after(site, publish(site, OLD))
    DEEDS[deed](other)
    publish(site, NEW, left=left)
    assert tree(site) == tree(other) == NEW


def test_without_links_nothing_is_known_of_the_other_tree(tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    with replaced("link", refuse):
        assert not publish(tmp_path / "site", OLD).beside


def test_a_deleted_site_comes_back(tmp_path: Path) -> None:
    publish(tmp_path / "site", OLD)
    (tmp_path / "site").rename(tmp_path / "elsewhere")
    publish(tmp_path / "site", NEW)
    assert tree(tmp_path / "site") == NEW


def test_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(tmp_path / "site", OLD)
    finally:
        os.umask(before)
    found = [tmp_path / "site", *(tmp_path / "site").rglob("*")]
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in found}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_a_linked_output_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "www")
    publish(tmp_path / "site", OLD)
    publish(tmp_path / "site", NEW)
    assert (tmp_path / "site").is_symlink()
    assert tree(tmp_path / "www") == NEW


@pytest.mark.parametrize("code", [errno.EPERM, errno.EXDEV, errno.EMLINK])
def test_without_hard_links_files_are_copied(tmp_path: Path, code: int) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with replaced("link", refuse):
        publish(tmp_path / "site", OLD)
        publish(tmp_path / "site", NEW)
    assert tree(tmp_path / "site") == tree(tmp_path / ".site.other") == NEW


# ---------------------------------------------------------------- refusals

FOREIGN: dict[str, tuple[str, str]] = {
    "somebody's folder": ("diary.txt", "was not made by sitegen: it has no build.json"),
    "a Git working tree": (".git", "is a Git working tree"),
}


@pytest.mark.parametrize(("name", "reason"), FOREIGN.values(), ids=FOREIGN)
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).write_bytes(b"mine")
    with pytest.raises(DigestError, match=reason):
        publish(tmp_path / "site", OLD)
    assert tree(tmp_path) == {f"site/{name}": b"mine"}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"mine")
    with pytest.raises(DigestError, match="this is not a folder"):
        publish(tmp_path / "site", OLD)


def test_a_link_in_place_of_the_other_tree_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "diary").mkdir()
    (tmp_path / "diary" / "today.txt").write_bytes(b"mine")
    (tmp_path / ".site.other").symlink_to(tmp_path / "diary")
    with pytest.raises(DigestError, match="not a folder of ours"):
        publish(tmp_path / "site", OLD)
    assert tree(tmp_path / "diary") == {"today.txt": b"mine"}


BAD_PATHS: dict[str, tuple[list[str], list[str]]] = {
    # what is wrong: (paths, words of the message)
    "absolute": (["/etc/passwd"], ["/etc/passwd"]),
    "out of the folder": (["papers/../../x"], ["papers/../../x"]),
    "itself": (["./x"], ["./x"]),
    "empty part": (["papers//x"], ["papers//x"]),
    "ends in a slash": (["papers/"], ["papers/"]),
    "NUL": (["a\0b"], ["no path below"]),
    "backslash": (["..\\x"], ["no path below"]),
    "folder of another": (["topics/a", "topics/a/b"], ["topics/a/b", "way of topics/a"]),
    "case": (["papers/GPT.html", "papers/gpt.html"], ["papers/gpt.html", "papers/GPT.html"]),
    "case of folders": (["Topics/a", "topics/b"], ["topics/b", "Topics/a"]),
    "accents, composed or not": (["caf\u00e9.html", "cafe\u0301.html"], ["gets in the way"]),
    "sharp s": (["gro\u00df", "gross"], ["gets in the way"]),
}


@pytest.mark.parametrize(("paths", "words"), BAD_PATHS.values(), ids=BAD_PATHS)
def test_paths_that_cannot_stand_together(
    tmp_path: Path, paths: list[str], words: list[str]
) -> None:
    with pytest.raises(DigestError) as told:
        publish(tmp_path / "site", {"build.json": b"", **dict.fromkeys(paths, b"")})
    assert [word for word in words if word not in str(told.value)] == []
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- errors and kills


def no_exchange(*_: object) -> bool:
    """As on a system that cannot exchange two folders in one step."""
    return False


def counted(act: Callable[[], None], at: int) -> dict[str, Callable[..., object]]:
    """The system calls, of which the one numbered ``at`` acts instead."""
    calls = iter(range(10**6))

    def wrap(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if next(calls) == at:
                act()
            return real(*arguments, **named)

        return call

    return {name: wrap(getattr(os, name)) for name in CALLS}


def publish_in_child(site: Path, files: Files, kill_at: int, two_steps: bool) -> int | None:
    """0 when it came to its end before the call at which it was to be killed."""

    def run() -> None:
        if two_steps:
            exchange.swap = no_exchange
        for name, call in counted(lambda: os._exit(9), kill_at).items():
            setattr(os, name, call)
        publish(site, files)
        os._exit(0)

    child = FORK.Process(target=run)
    child.start()
    child.join(30)
    return child.exitcode


@pytest.mark.parametrize("two_steps", [False, True], ids=["one step", "two steps"])
def test_killed_anywhere_it_leaves_a_whole_site_and_the_next_run_repairs(
    tmp_path: Path, two_steps: bool
) -> None:
    states = []
    for kill_at in range(1000):
        folder = tmp_path / str(kill_at)
        publish(folder / "site", OLD)
        code = publish_in_child(folder / "site", NEW, kill_at, two_steps)
        states.append(tree(folder / "site"))
        publish(folder / "site", NEW)
        assert tree(folder / "site") == NEW
        assert {path.name for path in folder.iterdir()} <= {"site", ".site.other"}
        if code == 0:
            break
    whole = [OLD, {}, NEW] if two_steps else [OLD, NEW]
    turns = [
        state for state, before in zip(states, [None, *states], strict=False) if state != before
    ]
    assert turns == whole, "each state once, one after the other; {}: the moment between renames"
    assert len(states) > 40


def test_killed_in_the_first_run_it_leaves_no_half_site(tmp_path: Path) -> None:
    for kill_at in range(1000):
        site = tmp_path / str(kill_at) / "site"
        code = publish_in_child(site, OLD, kill_at, two_steps=False)
        assert tree(site) in ({}, OLD)
        publish(site, NEW)
        assert tree(site) == NEW
        if code == 0:
            break
    assert kill_at > 20


def test_a_full_disk_anywhere_is_told_and_leaves_a_whole_site(tmp_path: Path) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for fail_at in range(1000):
        folder = tmp_path / str(fail_at)
        publish(folder / "site", OLD)
        with pytest.MonkeyPatch.context() as patch:
            for name, call in counted(full, fail_at).items():
                patch.setattr(os, name, call)
            try:
                publish(folder / "site", NEW)
            except DigestError as error:
                told = str(error)
            else:
                break
        assert told == f"{folder / 'site'}: no space left on device. Free some space and run again"
        assert tree(folder / "site") in (OLD, NEW)
        publish(folder / "site", NEW)
        assert tree(folder / "site") == NEW
    assert fail_at > 40


# ---------------------------------------------------------------- the law

names = st.sampled_from(["a.html", "papers/a.html", "papers/b.html", "t/u/v.html", "t/u/w.html"])
sites = st.dictionaries(names | st.sampled_from(["feeds", "t/x"]), st.binary(max_size=2))


@settings(max_examples=60, deadline=None)
@given(history=st.lists(sites, min_size=1, max_size=5))
def test_after_any_history_both_trees_are_what_was_planned_last(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    left = Left()
    for files in history:
        plan = {"build.json": b"{}", **files}
        done = publish(folder / "site", plan, left=left)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(leftfiles, "_MOMENT", 0)
            left = Left(done.files, looked_at(folder / ".site.other", done.beside))
        assert tree(folder / "site") == tree(folder / ".site.other") == plan
        assert done.written + done.kept == len(plan)
