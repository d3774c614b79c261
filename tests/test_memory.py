"""What is remembered from one run to the next changes no byte, and spares work."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, dump_text, paper, tree
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from sitegen import pool, publish
from sitegen.cachefolder import keep_newest
from sitegen.cli import main
from sitegen.commands import made
from sitegen.commands.cardkeys import keys_of
from sitegen.decide import ingest as deciding
from sitegen.memo import FUNCTIONS, memoised, memoised_together
from sitegen.memory import remembering
from sitegen.pages.planned import Planned, Shown
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.recordkey import Keys
from sitegen.render import environment
from sitegen.rendered import OfPapers
from sitegen.spread import in_turn
from sitegen.views import Masthead

BUILD = ("build", "--no-search", "--jobs", "1")
DAYS = ("2025-03-11", "2025-03-12")
TITLES = ("Graph Owls", "Retrieval for Owls", "Diffusion of Owls", "Owls that Reason")


def digest(folder: Path) -> Path:
    dumps = folder / "content" / "dumps"
    dumps.mkdir(parents=True)
    for day, titles in zip(("Mar 11, 2025", "Mar 12, 2025"), (TITLES[:3], TITLES[2:]), strict=True):
        (dumps / f"{day[4:6]}.txt").write_text(dump_text(day, *map(paper, titles)), "utf-8")
    return folder


@contextmanager
def standing_in(folder: Path, cache: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("CI", raising=False)
        patch.setenv("SITEGEN_CACHE", cache)
        patch.setattr(pool, "worth_a_process", lambda: 8)
        yield


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        (folder / path).write_text(text.replace(old, new, 1), "utf-8")

    return do


def write(path: str, text: str) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")

    return do


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


COUNT = (ROOT / "templates/parts/count.html").read_text("utf-8")


def cut(page: Path) -> None:
    """The last section goes."""
    before, _, _ = page.read_text("utf-8").rpartition("\n## ")
    page.write_text((before or page.read_text("utf-8")) + "\n", "utf-8")


def damage(cache: Path) -> None:
    """Of three files one is cut in half, one has a byte changed in it, one stays."""
    for at, path in enumerate(sorted(path for path in cache.rglob("*") if path.is_file())):
        data = path.read_bytes()
        half = len(data) // 2
        harm = (data[:half], data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :], data)
        path.write_bytes(harm[at % 3])


EDITS: dict[str, Callable[[Path], None]] = {
    "a word": edit(f"content/days/{DAYS[0]}.md", "what was done", "what was *seen*"),
    "a title": edit(f"content/days/{DAYS[0]}.md", "## Graph", "## Whole Graph"),
    "a note": lambda folder: append(folder / f"content/days/{DAYS[1]}.md", "\n### Note\n\nRead.\n"),
    "a paper hidden": edit(
        f"content/days/{DAYS[0]}.md", "</a>\n", '</a>\n\n```yaml\nhidden: "true"\n```\n'
    ),
    "a pin": edit(
        f"content/days/{DAYS[1]}.md", "</a>\n", "</a>\n\n```yaml\ntopics: [+agents]\n```\n"
    ),
    "an introduction": edit(f"content/days/{DAYS[1]}.md", "\n## ", "\nGood morning.\n\n## "),
    "a rule": edit("content/topics/agents.md", "---\n\n", "---\n\nOf owls.\n\n"),
    "the title": write("content/site.yml", "title: Of Owls\nurl: https://owls.example/\n"),
    "a dump": write("content/dumps/13.txt", dump_text("Mar 13, 2025", paper("Owls at Dawn"))),
    "a template": write("templates/parts/count.html", COUNT + "{# mine #}\n"),
    "a paper deleted": lambda folder: cut(folder / f"content/days/{DAYS[1]}.md"),
    "an anchor renamed": edit(f"content/days/{DAYS[0]}.md", '<a id="graph-owls">', '<a id="owls">'),
    "a touch": lambda folder: (folder / f"content/days/{DAYS[0]}.md").touch(),
    "the cache damaged": lambda folder: damage(folder / "cache"),
    "the cache lost": lambda folder: shutil.rmtree(folder / "cache", ignore_errors=True),
    "the other tree lost": lambda folder: shutil.rmtree(folder / ".site.other", True),
    "a page by hand": write("site/index.html", "mine"),
    "a page gone": lambda folder: (folder / "site" / "about.html").unlink(missing_ok=True),
}


class Crash(BaseException):
    """As if the process were killed."""


def crash(place: str) -> None:
    def die(*_: object) -> None:
        raise Crash

    with pytest.MonkeyPatch.context() as patch, suppress(Crash):
        patch.setattr(publish, place, die)
        main(BUILD)


def checked(setting: Setting, before: OfPapers, papers: Mapping[str, bytes]) -> tuple[Keys, str]:
    """Fingerprints that are known from an earlier run are those that would be made."""
    found = keys_of(setting, before, papers)
    anew = {slug: Keys(Paper).of(one) for slug, one in setting.site.papers.items()}
    assert (papers, found[1]) == (anew, keys_of(setting, OfPapers(), anew)[1])
    assert found[0].named == keys_of(setting, OfPapers(), anew)[0].named
    return found


steps = st.tuples(
    st.sampled_from(sorted(EDITS)),
    st.sampled_from(["", "", "prepare", "put_in_place", "reconcile"]),
    st.integers(1, 3),
)


@settings(max_examples=int(os.environ.get("EDITS", "6")))
@given(st.lists(steps, min_size=1, max_size=4))
@example([("the title", "", 1), ("the cache damaged", "", 1)])
def test_after_any_edits_the_site_is_one_built_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int]]
) -> None:
    """``EDITS=200`` tries as many."""
    folder = digest(tmp_path_factory.mktemp("kept"))
    with standing_in(folder, str(folder / "cache")), pytest.MonkeyPatch.context() as patch:
        patch.setattr(made, "keys_of", checked)
        assert main(BUILD) == 0
        for name, dies_in, jobs in steps:
            EDITS[name](folder)
            if dies_in:
                crash(dies_in)
            assert main((*BUILD[:-1], str(jobs))) == 0
    fresh = tmp_path_factory.mktemp("fresh")
    shutil.copytree(folder, fresh, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site", ".*"))
    with standing_in(fresh, ""):
        assert main(BUILD) == 0
    assert tree(fresh / "site") == tree(folder / "site")
    assert tree(fresh / "content") == tree(folder / "content")


def test_where_content_is_settled_a_dump_leaves_what_it_would_leave_anyway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nobody looks for what people did since."""
    left = []
    for cache in ("", "cache"):
        folder = tmp_path / f"digest {cache}"
        (folder / "content").mkdir(parents=True)
        dumps = [("a", "Mar 11, 2025", TITLES[:3]), ("b", "Mar 12, 2025", TITLES[1:])]
        for name, day, titles in dumps:
            (folder / f"{name}.txt").write_text(dump_text(day, *map(paper, titles)), "utf-8")
        with standing_in(folder, cache and str(folder / cache)), monkeypatch.context() as patch:
            assert main((*BUILD, "a.txt")) == main(BUILD) == 0
            if cache:
                patch.setattr(deciding, "observe", None)
            assert main((*BUILD, "b.txt")) == 0
        left.append(tree(folder / "content"))
    assert left[0] == left[1]


def test_only_what_shows_the_edit_is_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, done = digest(tmp_path), []
    render = environment.render

    def told(templates: Environment, masthead: Masthead, planned: Planned, shown: Shown) -> bytes:
        done.append(planned.url)
        return render(templates, masthead, planned, shown)

    with standing_in(folder, str(folder / "cache")):
        assert main(BUILD) == main(BUILD) == 0
        monkeypatch.setattr(environment, "render", told)
        EDITS["a note"](folder)
        assert main(BUILD) == 0
    assert {url for url in done if url.startswith("papers/")} == {"papers/owls-that-reason.html"}
    assert {url for url in done if url.startswith("days/")} == {f"days/{DAYS[1]}.html"}
    assert not {"about.html", "topics/medical.html", "404.html"} & set(done)


@memoised
def doubled(text: str, *, asked: list[str]) -> str:
    asked.append(text)
    return text * 2


def test_a_function_of_texts_is_asked_once_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path))
    asked: list[str] = []
    for texts in (["a", "b", "a"], ["b", "c"], ["a"]):
        with remembering(tmp_path / "content"):
            assert [doubled(text, asked=asked) for text in texts] == [text * 2 for text in texts]
    assert asked == ["a", "b", "c"], "what any run worked out, no later one does"
    assert doubled("a", asked=asked) == "aa"
    assert asked[-1] == "a", "outside nothing is remembered"
    assert not doubled.used


def test_many_are_shared_out_and_those_known_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path))
    asked: list[str] = []

    def spread(
        function: Callable[[Any], Any], items: Iterable[Any], /, *, each: int = 1
    ) -> list[Any]:
        return [function(item) for item in reversed(list(items))][::-1]

    with remembering(tmp_path / "content"):
        for _ in range(2):
            found = doubled.of_all([("a",), ("b",), ("a",)], spread, asked=asked)
            assert found == ["aa", "bb", "aa"]
    assert asked == ["b", "a"]


@memoised_together(2)
def tripled(calls: list[tuple[str]], *, asked: list[int]) -> list[str]:
    asked.append(len(calls))
    return [text * 3 for (text,) in calls]


def test_many_that_are_worked_out_together_are_remembered_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path))
    asked: list[int] = []
    with remembering(tmp_path / "content"):
        assert tripled("c", asked=asked) == "ccc"
        calls = [(text,) for text in "abcd"]
        assert tripled.of_all(calls, in_turn, asked=asked) == ["aaa", "bbb", "ccc", "ddd"]
        assert tripled("d", asked=asked) == "ddd"
    assert asked == [1, 2, 1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_new_can_be_written_while_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path))
    monkeypatch.setattr(pool, "worth_a_process", lambda: 1)
    texts, asked = [str(number) for number in range(100)], list[str]()
    with remembering(tmp_path / "content", jobs=jobs) as memory:
        assert [doubled(text, asked=asked) for text in texts] == [text * 2 for text in texts]
        memory.write()
    with remembering(tmp_path / "content", jobs=jobs):
        assert [doubled(text, asked=asked) for text in texts] == [text * 2 for text in texts]
    assert asked == texts


def test_of_many_digests_the_last_ones_are_remembered(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / str(number)).mkdir()
        os.utime(tmp_path / str(number), ns=(0, number))
    keep_newest(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3", "4"]
    keep_newest(tmp_path / "nowhere", 2)


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\n\x80\x05."])
def test_a_damaged_memory_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    folder = digest(tmp_path)
    with standing_in(folder, str(folder / "cache")):
        assert main(BUILD) == main(BUILD) == 0
        before = tree(folder / "site")
        places = [p for p in (folder / "cache").rglob("memory/*/*") if p.is_file()]
        assert {path.name for path in places} <= FUNCTIONS.keys()
        for path in places:
            path.write_bytes((path.read_bytes().partition(b"\n")[0] + damage) if damage else b"")
        edit(f"content/days/{DAYS[1]}.md", "\n## ", "\nGood morning.\n\n## ")(folder)
        assert main(BUILD) == 0
    assert {url for url, data in tree(folder / "site").items() if before.get(url) != data} == {
        f"days/{DAYS[1]}.html",
        "index.html",
        f"api/days/{DAYS[1]}.json",
    }
