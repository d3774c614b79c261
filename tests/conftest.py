"""What many tests share: a digest in a folder of its own, and the real captures."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from msgspec import Struct, field
from msgspec.structs import replace

from sitegen.commands.build import build
from sitegen.commands.ingest import ingest
from sitegen.commands.inputs import Inputs
from sitegen.commands.keeper import redate, restore
from sitegen.commands.report import Report
from sitegen.commands.target import Target
from sitegen.content.whole import Content
from sitegen.contents import load
from sitegen.dumps.sidecar import Said

settings.register_profile("untimed", deadline=None, max_examples=30)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared")).resolve()
os.environ.pop("CI", None)  # there a year is never guessed; a test of that sets it
if "SITEGEN_CACHE" not in os.environ:  # one for all workers, gone at the end
    os.environ["SITEGEN_CACHE"] = tempfile.mkdtemp(prefix="sitegen-")
    atexit.register(shutil.rmtree, os.environ["SITEGEN_CACHE"], ignore_errors=True)
TODAY = date(2025, 8, 1)
MASTHEAD = """new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community
"""


def standing(path: Path) -> tuple[int, ...]:
    """By what it is known that nobody wrote a file; when it was read last is nobody's business."""
    found = path.stat()
    return found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def dump_text(day: str, *entries: tuple[str, str]) -> str:
    """A capture in the form of the page: masthead, day, title and abstract by turns."""
    blocks = [MASTHEAD.strip(), day, *(text for entry in entries for text in entry)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def abstract(about: str) -> str:
    """An abstract long enough to be one, different for every ``about``."""
    return (
        f"This abstract speaks of {about}. It says what was done, with which data, and how well "
        f"it went. The study of {about} has several parts. Each part is told in a sentence."
    )


def paper(title: str) -> tuple[str, str]:
    return title, abstract(title)


class Digest(Struct, dict=True):
    """A content folder with dumps beside it, and the commands as a keeper runs them."""

    folder: Path
    said: Said = field(default_factory=lambda: Said(year="2025"))
    today: date = TODAY

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def dumps(self) -> Path:
        return self.folder / "dumps"

    def dump(self, name: str, day: str, *entries: tuple[str, str]) -> Path:
        path = self.dumps / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump_text(day, *entries), "utf-8")
        return path

    def inputs(self, *sources: Path) -> Inputs:
        named = sources or ((self.dumps,) if self.dumps.exists() else ())
        return Inputs(self.content, tuple(map(str, named)), self.said, self.today)

    def ingest(self, *sources: Path, add: bool = False, **said: str) -> Report:
        inputs = replace(self.inputs(*sources), said=replace(self.said, **said), add=add)
        return ingest(inputs, lambda _, dumps: dumps)[1]

    def redate(self, what: str, day: str) -> Report:
        return redate(replace(self.inputs(), sources=()), what, day)[1]

    def restore(self, what: str, *sources: Path) -> Report:
        inputs = replace(self.inputs(), sources=tuple(map(str, sources)))
        return restore(inputs, what, lambda _, dumps: dumps)[1]

    def build(self, **target: object) -> Report:
        content, report = ingest(self.inputs(), lambda _, dumps: dumps)
        chosen = Target(self.content, self.folder / "templates", self.folder / "site")
        return build(content, replace(chosen, **target), report, lambda _: None).report

    def load(self) -> Content:
        return load(self.content)

    def page(self, day: str) -> Path:
        return self.content / "days" / f"{day}.md"

    def edit(self, day: str, old: str, new: str) -> None:
        text = self.page(day).read_text("utf-8")
        assert old in text, f"{old!r} does not stand on {day}"
        self.page(day).write_text(text.replace(old, new, 1), "utf-8")

    def slugs(self, day: str) -> list[str]:
        return [entry.slug for entry in self.load().days[day].entries]


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    return Digest(tmp_path)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, state and lock files left out."""
    paths = (p for p in folder.rglob("*") if p.is_file())
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
    return {name: data for name, data in found.items() if not name.startswith(".")}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's browser; a machine without it skips what needs one, and says so."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("no Chromium here: install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def captures() -> Path:
    """The five real captures; a clone without them skips what needs them, and says so."""
    folder = SHARED / "dumps"
    if not folder.is_dir():
        pytest.skip(f"the real captures are missing: no folder {folder}; set SHARED")
    return folder
