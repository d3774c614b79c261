"""The command line as a keeper meets it: what it says, what it returns, what it leaves alone."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import dump_text, paper, tree

from sitegen import __version__, defaults
from sitegen.cli import main

ALPHA, BETA, GAMMA = paper("Alpha Networks"), paper("Beta Models"), paper("Gamma Rays")
KEYS = (
    "dumps entries papers new merged known passed left_out refused untold pages feeds indexed"
    " made written removed reasons seconds warnings changed done updates errors"
).split()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder to stand in, with one dump of two papers, no CI around it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    dumps = tmp_path / "content" / "dumps"
    dumps.mkdir(parents=True)
    (dumps / "a.txt").write_text(dump_text("Mar 11, 2025", ALPHA, BETA), "utf-8")
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    """Every file, hidden ones too, but for the lock."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if path.name != ".lock"}


def usage_error(*arguments: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


# --- wrong usage is 2 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["bild"],
        ["ingest", "--dat", "2025-02-30"],
        ["ingest", "--date", "yesterday"],
        ["ingest", "--date", "2025-02-30"],
        ["ingest", "--year", "25"],
        ["ingest", "--year", "²⁰²⁵"],
        ["build", "--jobs", "many"],
        ["build", "--jobs", "-1"],
        ["build", "--base-url", "example.org"],
        ["redate", "a.txt"],
        ["redate", "a.txt", "someday"],
        ["restore"],
        ["serve", "--port", "http"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_with_2_and_touches_nothing(here: Path, words: list[str]) -> None:
    before = everything(here)
    usage_error(*words)
    assert everything(here) == before


def test_help_and_version_are_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["ingest", "--help"]):
        with pytest.raises(SystemExit) as stopped:
            main(words)
        assert not stopped.value.code
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.splitlines()[-1] == f"sitegen {__version__}"


def test_the_module_runs_like_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"sitegen {__version__}\n"


# --- ingest ----------------------------------------------------------------------------------


def test_ingest_takes_the_dumps_of_the_content_folder(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest"]) == 0
    said = capsys.readouterr().err
    assert "1 dumps, 2 entries: 2 new, 0 merged, 0 known" in said
    assert (here / "content" / "days" / "2025-03-11.md").is_file()


def test_dumps_are_files_folders_and_standard_input(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "more" / "deep").mkdir(parents=True)
    (here / "more" / "deep" / "b.txt").write_text(dump_text("Mar 12, 2025", BETA), "utf-8")
    (here / "c.txt").write_text(dump_text("Mar 13, 2025", GAMMA), "utf-8")
    text = dump_text("Mar 14, 2025", GAMMA)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["ingest", "more", "c.txt", "-"]) == 0
    days = sorted(path.stem for path in (here / "content" / "days").iterdir())
    assert days == ["2025-03-12", "2025-03-13", "2025-03-14"]


def test_date_and_year_hold_for_the_dumps_named(here: Path) -> None:
    (here / "b.txt").write_text(dump_text("Mar 12", BETA), "utf-8")
    (here / "c.txt").write_text(dump_text("", GAMMA), "utf-8")
    assert main(["ingest", "b.txt", "--year", "2021"]) == 0
    assert main(["ingest", "c.txt", "--date", "2022-01-02"]) == 0
    days = sorted(path.stem for path in (here / "content" / "days").iterdir())
    assert days == ["2021-03-12", "2022-01-02"]


def test_content_may_lie_elsewhere(here: Path) -> None:
    assert main(["ingest", "content/dumps", "--content", "other/place"]) == 0
    assert (here / "other" / "place" / "days" / "2025-03-11.md").is_file()
    assert not (here / "content" / "days").exists()


def test_a_dump_that_is_not_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", "nowhere.txt"]) == 1
    said = capsys.readouterr().err
    assert "error: nowhere.txt: there is no such file or folder" in said
    assert "Traceback" not in said


def test_strict_makes_any_problem_an_exit_of_1(here: Path) -> None:
    (here / "content" / "dumps" / "b.txt").write_text("nothing of the kind", "utf-8")
    assert main(["ingest"]) == 0
    assert main(["ingest", "--strict"]) == 1
    (here / "content" / "dumps" / "b.txt").unlink()
    assert main(["ingest", "--strict"]) == 0


def test_strict_minds_warnings_too(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "content" / "dumps" / "b.txt").write_text(dump_text("Mar 12", BETA), "utf-8")
    assert main(["ingest", "--strict"]) == 1
    assert "b.txt:11: the dump prints no year" in capsys.readouterr().err
    assert main(["ingest", "--strict"]) == 0, "the guess is recorded now"


def test_on_ci_a_guess_stops_the_run(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    assert main(["ingest"]) == 0
    (here / "content" / "dumps" / "b.txt").write_text(dump_text("Mar 12", BETA), "utf-8")
    before = tree(here / "content")
    assert main(["ingest"]) == 1
    assert "commit content/" in capsys.readouterr().err
    assert tree(here / "content") == before


# --- the report ------------------------------------------------------------------------------


def test_the_report_of_an_ingest(here: Path) -> None:
    (here / "content" / "dumps" / "b.txt").write_text(dump_text("", BETA, GAMMA), "utf-8")
    bad = dump_text("Mar 12, 2025", GAMMA) + "\nA title alone\n"
    (here / "content" / "dumps" / "c.txt").write_text(bad, "utf-8")
    assert main(["ingest", "--report", "out/report.json"]) == 0
    report = json.loads((here / "out" / "report.json").read_text("utf-8"))
    assert sorted(report) == sorted(KEYS)
    assert report["dumps"] == [
        {"file": "content/dumps/a.txt", "kind": "page-text", "day": "2025-03-11", "entries": 2},
        {"file": "content/dumps/b.txt", "kind": "page-text", "day": None, "entries": 2},
        {"file": "content/dumps/c.txt", "kind": "page-text", "day": "2025-03-12", "entries": 1},
    ]
    assert (report["entries"], report["papers"]) == (5, 3)
    assert (report["new"], report["merged"], report["known"]) == (3, 2, 0)
    (refused,) = report["refused"]
    assert refused["file"] == "content/dumps/c.txt"
    assert (refused["line"], refused["text"]) == (17, "A title alone")
    assert {"file", "line", "reason", "text"} <= refused.keys()
    assert "days/2025-03-11.md" in report["changed"]
    assert isinstance(report["seconds"], float)


def test_a_run_that_fails_says_why_in_its_report(here: Path) -> None:
    page = here / "content" / "days" / "2025-03-11.md"
    page.parent.mkdir()
    page.write_text("no front matter\n", "utf-8")
    assert main(["ingest", "--report", "report.json"]) == 1
    report = json.loads((here / "report.json").read_text("utf-8"))
    assert sorted(report) == sorted(KEYS)
    (told,) = report["errors"]
    assert (told["line"], told["reason"]) == (1, "front matter is missing")


def test_the_report_of_a_build_counts_pages_feeds_and_what_is_indexed(here: Path) -> None:
    assert main(["build", "--report", "report.json", "--base-url", "https://example.org/d/"]) == 0
    report = json.loads((here / "report.json").read_text("utf-8"))
    assert sorted(report) == sorted(KEYS)
    assert (report["papers"], report["indexed"]) == (2, 2)
    assert report["pages"] > 40
    assert report["feeds"] > 60
    assert (here / "site" / "index.html").is_file()


def test_a_report_that_cannot_be_written_is_an_error_of_its_own(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "report.json").mkdir()
    assert main(["ingest", "--report", "report.json"]) == 1
    assert "error: report.json: is a directory" in capsys.readouterr().err
    assert (here / "content" / "days" / "2025-03-11.md").is_file(), "the work itself was done"


# --- a dry run -------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing_at_all(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(here)
    assert main(["ingest", "--dry-run"]) == 0
    assert main(["build", "--dry-run"]) == 0
    assert everything(here) == before
    said = capsys.readouterr().err
    assert "would change days/2025-03-11.md" in said
    assert "nothing was written" in said


def test_a_dry_redate_and_a_dry_restore_write_nothing(here: Path) -> None:
    assert main(["ingest"]) == 0
    page = here / "content" / "days" / "2025-03-11.md"
    text = page.read_text("utf-8")
    page.write_text(text[: text.index("## Beta")], "utf-8")
    before = everything(here)
    assert main(["redate", "a.txt", "2025-03-12", "--dry-run"]) == 0
    assert main(["restore", "beta-models", "--dry-run"]) == 0
    assert everything(here) == before


# --- redate and restore ----------------------------------------------------------------------


def test_redate_and_restore(here: Path) -> None:
    assert main(["ingest"]) == 0
    assert main(["redate", "a.txt", "2025-03-12"]) == 0
    page = here / "content" / "days" / "2025-03-12.md"
    text = page.read_text("utf-8")
    page.write_text(text[: text.index("## Beta")], "utf-8")
    assert main(["restore", "beta-models"]) == 0
    assert page.read_text("utf-8") == text


def test_restoring_one_paper_keeps_the_text_of_the_others(here: Path) -> None:
    assert main(["ingest"]) == 0
    page = here / "content" / "days" / "2025-03-11.md"
    text = page.read_text("utf-8").replace("Alpha Networks <", "Alpha by Hand <")
    page.write_text(text, "utf-8")
    assert main(["ingest"]) == 0
    page.write_text(text[: text.index("## Alpha")], "utf-8")
    assert main(["restore", "beta-models"]) == 0
    assert main(["restore", "alpha-networks"]) == 0
    assert "## Alpha by Hand <" in page.read_text("utf-8")


def test_what_is_restored_is_the_last_text_not_an_older_one(here: Path) -> None:
    assert main(["ingest"]) == 0
    assert main(["redate", "a.txt", "2025-01-01"]) == 0
    page = here / "content" / "days" / "2025-01-01.md"
    page.write_text(page.read_text("utf-8").replace("Alpha Networks <", "Alpha, Edited <"), "utf-8")
    assert main(["ingest"]) == 0
    text = page.read_text("utf-8")
    page.write_text(text[: text.index("## Alpha")], "utf-8")
    assert main(["restore", "alpha-networks"]) == 0
    assert "## Alpha, Edited <" in page.read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [["redate", "b.txt", "2025-03-12"], ["restore", "no-such-paper"], ["restore", "2025-03-11"]],
    ids=" ".join,
)
def test_what_nobody_knows_is_an_error_that_names_what_is_known(
    here: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest"]) == 0
    before = tree(here / "content")
    assert main(words) == 1
    said = capsys.readouterr().err
    assert f"error: {words[1]}: " in said
    assert "Traceback" not in said
    assert tree(here / "content") == before


@pytest.mark.parametrize("words", [["redate", "x", "2025-01-01"], ["restore", "x"]], ids=" ".join)
def test_a_keepers_command_in_the_wrong_folder_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    assert list(tmp_path.iterdir()) == []


# --- init ------------------------------------------------------------------------------------


def test_init_begins_a_digest_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["init", str(tmp_path / "mine"), "--title", "My: digest", "--id", "example.org"]
    assert main([*words, "--url", "https://example.org/"]) == 0
    assert "wrote content/site.yml" in capsys.readouterr().err
    settings = tmp_path / "mine" / "content" / "site.yml"
    assert 'title: "My: digest"' in settings.read_text("utf-8")
    concepts = settings.with_name("concepts.yml").read_text("utf-8")
    assert concepts == defaults.concepts().read_text("utf-8")
    settings.write_text("title: Ours\n", "utf-8")
    before = everything(tmp_path)
    assert main(words) == 0
    assert everything(tmp_path) == before


def test_init_may_put_the_content_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "elsewhere"
    assert main(["init", str(tmp_path / "mine"), "--content", str(content)]) == 0
    assert (content / "site.yml").is_file()
    assert f"wrote {content}/site.yml" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--url", "example.org"], ["--id", "not an id"], ["--title", "中文"]],
    ids=" ".join,
)
def test_init_says_what_it_cannot_use(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "mine"), *words]) == 1
    assert capsys.readouterr().err.startswith("error: ")
    assert not (tmp_path / "mine").exists()


def test_init_where_a_file_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").write_text("a file", "utf-8")
    assert main(["init", str(tmp_path / "mine")]) == 1
    assert "A file stands where a folder belongs" in capsys.readouterr().err


# --- what cannot be written ------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--content", "--output"])
def test_a_file_where_a_folder_belongs(
    here: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "taken").write_text("a file", "utf-8")
    before = everything(here)
    assert main(["build", "content/dumps", option, "taken"]) == 1
    said = capsys.readouterr().err
    assert "taken" in said
    assert "Traceback" not in said
    assert everything(here)["taken"] == before["taken"]


def test_content_that_cannot_be_written_is_left_whole(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest"]) == 0
    (here / "content" / "dumps" / "b.txt").write_text(dump_text("Mar 12, 2025", GAMMA), "utf-8")
    before = tree(here / "content")
    (here / "content" / "days").chmod(0o555)
    if os.access(here / "content" / "days", os.W_OK):
        pytest.skip("this user may write everywhere")
    try:
        assert main(["ingest"]) == 1
    finally:
        (here / "content" / "days").chmod(0o755)
    assert "Give your user the right" in capsys.readouterr().err
    assert tree(here / "content") == before
