"""A build where nothing changed says again what the last one said, and does nothing else."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import dump_text, paper, standing

from sitegen import standing as standings
from sitegen.cli import main

AGAIN = "nothing has changed since the last build"
BUILD = ("build", "--no-search", "--jobs", "1")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A digest that was built twice: the second run found everything known."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path / "cache"))
    dumps = tmp_path / "content" / "dumps"
    dumps.mkdir(parents=True)
    (dumps / "a.txt").write_text(dump_text("Mar 11, 2025", paper("Alpha Networks")), "utf-8")
    (tmp_path / "templates").mkdir()
    assert main(BUILD) == main(BUILD) == 0
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str], *options: str, code: int = 0) -> list[str]:
    """What a build says, but for the time it took."""
    capsys.readouterr()
    assert main((*BUILD, *options)) == code
    return capsys.readouterr().err.splitlines()[:-1]


def test_it_says_the_same_and_touches_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: standing(path) for path in sorted(here.rglob("*"))}
    first, second = lines(capsys), lines(capsys)
    assert first == second
    assert first[0] == AGAIN
    assert "1 papers on" in first[-1]
    assert {path: standing(path) for path in sorted(here.rglob("*"))} == before


def test_a_report_is_written_and_complaints_still_count(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "content" / "dumps" / "b.txt").write_text("Dear diary\n", "utf-8")
    once = lines(capsys, "--strict", "--report", "once.json", code=1)
    again = lines(capsys, "--strict", "--report", "again.json", code=1)
    assert again[0] == AGAIN
    assert [line for line in once if line.startswith(("refused", "warning"))] == [
        line for line in again if line.startswith(("refused", "warning"))
    ]
    first, second = (json.loads(Path(f"{name}.json").read_bytes()) for name in ("once", "again"))
    assert {**first, "seconds": 0} == {**second, "seconds": 0}


CHANGES: dict[str, Callable[[Path], object]] = {
    "a day is edited": lambda here: append(
        here / "content/days/2025-03-11.md", "\n### Note\n\nA.\n"
    ),
    "a setting": lambda here: append(here / "content/site.yml", "title: Other\n"),
    "a template": lambda here: append(here / "templates/static/more.css", "a {}"),
    "a dump more": lambda here: append(
        here / "content/dumps/b.txt", dump_text("Mar 12, 2025", paper("Beta"))
    ),
    "a page is gone": lambda here: (here / "site/index.html").unlink(),
    "a page is edited, its size and time put back": lambda here: scratch(here / "site/index.html"),
    "a page too many": lambda here: append(here / "site/more.html", "more"),
    "the record is damaged": lambda here: scratch(next((here / "cache").rglob("builds/*"))),
    "the record is of another form": lambda here: next(
        (here / "cache").rglob("builds/*")
    ).write_text('{"read": 1}', "utf-8"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_builds(
    here: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    assert lines(capsys)[0] == AGAIN
    CHANGES[change](here)
    assert AGAIN not in lines(capsys)


@pytest.mark.parametrize(
    ("sidecar", "said"), [("b.txt.yml", "date: 2025-03-12\n"), ("dumps.yml", "year: 2024\n")]
)
def test_after_a_sidecar_of_a_dump_that_is_named_changed_it_builds(
    here: Path, capsys: pytest.CaptureFixture[str], sidecar: str, said: str
) -> None:
    dump = here / "saved" / "b.txt"
    append(dump, dump_text("Mar 12", paper("Beta")))
    named = str(dump), "--year", "2025"
    lines(capsys, *named)
    lines(capsys, *named)
    assert lines(capsys, *named)[0] == AGAIN
    append(dump.with_name(sidecar), said)
    assert AGAIN not in lines(capsys, *named)


@pytest.mark.parametrize(
    "option", [("--preview", "a"), ("--base-url", "https://a.example/"), ("--update",)]
)
def test_with_another_option_it_builds(
    here: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, ...]
) -> None:
    assert AGAIN not in lines(capsys, *option)


def test_what_could_not_be_kept_is_built_again(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", "")
    assert AGAIN not in lines(capsys)
    monkeypatch.setenv("SITEGEN_CACHE", str(here / "content" / "dumps" / "a.txt" / "cache"))
    assert AGAIN not in lines(capsys)


@pytest.mark.parametrize(("left_alone", "read"), [(True, 1), (False, 2)])
def test_a_file_that_was_left_alone_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_alone: bool, read: int
) -> None:
    page, done, digest = tmp_path / "day.md", [], standings._digest

    def told(path: str) -> bytes:
        done.append(path)
        return digest(path)

    monkeypatch.setattr(standings, "_digest", told)
    monkeypatch.setattr(standings, "_WHILE", -(10**12) if left_alone else 10**12)
    page.write_text("Owls.\n", "utf-8")
    first, second = (standings.of_inputs({}, [tmp_path]) for _ in range(2))
    assert (first, len(done)) == (second, read)
    page.write_text("Bees.\n", "utf-8")
    os.utime(page, ns=(0, 1))
    assert standings.of_inputs({}, [tmp_path]) != first


def test_what_an_earlier_build_read_is_not_read_again(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standings, "_WHILE", -(10**12))
    CHANGES["a setting"](here)
    assert [lines(capsys)[0] == AGAIN for _ in range(2)] == [False, True]
    for name in ("_known", "_earlier"):  # as in a new process
        monkeypatch.setattr(standings, name, {})
    with monkeypatch.context() as patch:
        patch.setattr(standings, "_digest", None)
        assert lines(capsys)[0] == AGAIN
    scratch(here / "content/site.yml")
    assert lines(capsys, code=1)[0] != AGAIN, "a file that is broken now"


def append(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")


def scratch(path: Path) -> None:
    """Other bytes, as many as before, and the time of before."""
    found = path.stat()
    path.write_bytes(b"x" * found.st_size)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
