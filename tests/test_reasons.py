"""What a build makes anew, and why; what its steps take."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import dump_text, paper, tree

from sitegen.cli import main

OWLS = "papers/graph-owls.html"
DAY = "days/2025-03-11.html"
NEW = "papers/owls-at-dawn.html"


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    dumps = tmp_path / "content" / "dumps"
    dumps.mkdir(parents=True)
    (dumps / "11.txt").write_text(dump_text("Mar 11, 2025", *map(paper, ("Graph Owls", "Wrens"))))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path / "cache"))
    assert main(["build", "--no-search", "--jobs", "1"]) == 0
    return tmp_path


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), "utf-8")

    return do


def add(folder: Path) -> None:
    text = dump_text("Mar 12, 2025", paper("Owls at Dawn"))
    (folder / "content/dumps/12.txt").write_text(text, "utf-8")


def by_hand(folder: Path) -> None:
    (folder / "site" / DAY).unlink()
    (folder / "site" / DAY).write_text("mine", "utf-8")


A_WORD = edit("content/days/2025-03-11.md", "of Graph Owls has", "of Graph Owls had")
REASONS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a word": (A_WORD, DAY, "changed: graph-owls"),
    "its neighbour": (A_WORD, "papers/wrens.html", "it stands as it is"),
    "a paper that came": (add, NEW, "it is new, or nothing is known of the last build"),
    "on home": (add, "index.html", "new: owls-at-dawn"),
    "an introduction": (
        edit("content/days/2025-03-11.md", "\n## ", "\nGood morning.\n\n## "),
        DAY,
        "a list, a count or a text of its own changed",
    ),
    "a page by hand": (by_hand, DAY, "its file is not as the last build left it"),
    "a setting": (
        lambda folder: (folder / "content/site.yml").write_text("title: Of Owls\n") and None,
        OWLS,
        "the templates, words, settings or the frame round all pages changed",
    ),
}


@pytest.mark.parametrize(("change", "url", "why"), REASONS.values(), ids=REASONS)
def test_why_tells_the_reason_and_writes_nothing(
    digest: Path,
    change: Callable[[Path], None],
    url: str,
    why: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    change(digest)
    before = tree(digest / "site"), tree(digest / "content")
    assert main(["build", "--no-search", "--jobs", "1", "--why", url]) == 0
    assert f"made: {url}: {why}\n" in capsys.readouterr().err
    assert (tree(digest / "site"), tree(digest / "content")) == before


def test_what_is_not_on_the_site_has_no_reason(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--no-search", "--why", "papers/none.html"]) == 1
    assert "the site has none" in capsys.readouterr().err


def test_verbose_tells_each_that_is_made_and_the_count_says_how_many(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(digest / "site")
    A_WORD(digest)
    capsys.readouterr()
    assert main(["build", "--no-search", "--jobs", "1", "-v"]) == 0
    said = capsys.readouterr().err
    made = re.findall(r"^made: (\S+): .+$", said, re.MULTILINE)
    after = tree(digest / "site")
    changed = {url for url, data in after.items() if before.get(url) != data}
    assert {OWLS, DAY, "index.html"} <= changed <= set(made)
    assert OWLS in made and "papers/wrens.html" not in made
    count = f"{len(made)} pages, feeds and documents made anew; {len(changed)} files of the site"
    assert count in said


def test_profile_tells_seconds_and_bytes_of_each_step(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    A_WORD(digest)
    capsys.readouterr()
    assert main(["build", "--no-search", "--jobs", "1", "--profile"]) == 0
    row = re.compile(r"^(\w[\w ]+?) +\d+\.\d\d +\d+\.\d\d *([\d,]*)$", re.MULTILINE)
    steps = dict(row.findall(capsys.readouterr().err))
    assert {"content", "decisions", "site", "pages", "feeds", "publish"} <= steps.keys()
    assert int(steps["pages"].replace(",", "")) > 1000
