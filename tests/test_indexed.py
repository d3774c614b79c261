"""The memory of the search index saves work and decides nothing: damaged, lost or of another
program it is none, and the index is made whole."""

import json
import marshal
from collections.abc import Callable
from pathlib import Path

import pytest
from test_search import ids
from test_searchpage import PAPERS, write

from sitegen import search
from sitegen.cli import main
from sitegen.commands import searchindex
from sitegen.kept import keep, kept
from sitegen.search import FOLDER, build_index
from sitegen.searchshards import Sizes

EVERY = {f"papers/{slug}.html" for slug in PAPERS}


class Made:
    """How many papers went into each shard that a build made."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, documents: list[object], *beside: object) -> search.Made:
        self.sizes.append(len(documents))
        return build_index(documents, *beside)  # type: ignore[arg-type]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A digest of ten papers that was built; its index lies in three shards."""
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(searchindex, "SIZES", Sizes(archive=3, running=3, first=99))
    found = Made()
    monkeypatch.setattr(searchindex.search, "build_index", found)
    assert build() == EVERY and found.sizes == [1, 6, 3]
    return found


def build() -> set[str]:
    """The papers that count in the shards that the page is told of."""
    with Path("content/site.yml").open("a") as settings:  # a build that has something to do
        settings.write("# more\n")
    assert main(["build", "--jobs", "1"]) in (0, 1)
    told = json.loads(Path("site", FOLDER, "shards.json").read_bytes())["shards"]
    found: list[str] = []
    for shard in told:
        folder = Path("site", FOLDER, shard["path"])
        files = {str(path): path.read_bytes() for path in folder.glob("fragment/*")}
        found += [url for url, name in ids(files).items() if name not in shard["gone"]]
    assert len(found) == len(set(found))
    return set(found)


def state() -> Path:
    (found,) = Path("cache").glob("*/indexed/*")
    return found


def change(edit: Callable[[dict[str, object]], object]) -> None:
    said = marshal.loads(kept(state()) or b"")
    edit(said)
    keep(state(), marshal.dumps(said))


def archive() -> Path:
    return min(path.parent for path in Path("site", FOLDER).glob("*/fragment"))


def spoil_an_archive() -> None:
    (page, *_) = archive().glob("fragment/*")
    page.write_bytes(page.read_bytes() + b" ")


def lose_a_page() -> None:
    (page, *_) = archive().glob("fragment/*")
    page.unlink()


def vote() -> None:
    """Facts that are not indexed."""
    for page in Path("content/days").iterdir():
        page.write_text(page.read_text("utf-8").replace("```yaml", '```yaml\nvotes: "7"'), "utf-8")


def rename_a_topic() -> None:
    page = Path("content/topics/vision.md")
    page.write_text(page.read_text("utf-8").replace("Vision", "Seeing"), "utf-8")


WHOLE, BOTH_ARCHIVES = [1, 6, 3], [6, 3]
# One after the other, on one digest: what happens, and what the next build makes.
DAMAGES: list[tuple[str, Callable[[], object], list[int]]] = [
    ("nothing", lambda: None, []),
    ("votes for each paper", vote, []),
    ("another name of a topic", rename_a_topic, WHOLE),
    ("lost", lambda: state().unlink(), WHOLE),
    ("cut short", lambda: state().write_bytes(state().read_bytes()[:100]), WHOLE),
    ("nothing of ours", lambda: keep(state(), marshal.dumps([1, 2])), WHOLE),
    ("of another program", lambda: change(lambda said: said.update(program="x")), WHOLE),
    ("without its shards", lambda: change(lambda said: said.pop("shards")), WHOLE),
    ("without what papers were told by", lambda: change(lambda said: said.pop("told")), WHOLE),
    ("with shards that are none", lambda: change(lambda said: said.update(shards=[1])), WHOLE),
    ("a page of an archive changed", spoil_an_archive, BOTH_ARCHIVES),
    ("a page of an archive lost", lose_a_page, BOTH_ARCHIVES),
    ("the search left out", lambda: main(["build", "--no-search"]), WHOLE),
]


def test_whatever_happened_to_it_every_paper_is_found(made: Made) -> None:
    for name, damage, sizes in DAMAGES:
        damage()
        made.sizes = []
        assert build() == EVERY, name
        assert made.sizes == sizes, name
