"""The wheel: what travels in it, and that it works in an empty folder far from the checkout."""

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from email import message_from_string
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT, dump_text, paper
from msgspec import Struct
from sites import HOST, Built

from sitegen import __version__

TEMPLATES = "sitegen/defaults/templates/"
CONCEPTS = "sitegen/defaults/concepts.yml"
TOPICS = "sitegen/defaults/topics/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the back end that pyproject.toml names, without isolation."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def packed(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Installed(Struct, frozen=True, dict=True):
    """An environment that has the wheel; its dependencies are lent by the one tests run in."""

    folder: Path

    def python(self, code: str, cwd: Path) -> str:
        done = self._run([str(self.folder / "bin" / "python"), "-c", code], cwd)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def sitegen(self, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
        return self._run([str(self.folder / "bin" / "sitegen"), *map(str, arguments)], cwd)

    def build(self, *arguments: object, cwd: Path) -> Built:
        done = self.sitegen("build", *arguments, cwd=cwd)
        assert done.returncode == 0, done.stderr
        return Built(cwd / "site")

    def _run(self, command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
        bare = {"PATH": "/usr/bin:/bin", "HOME": str(cwd)}
        return subprocess.run(command, cwd=cwd, env=bare, capture_output=True, text=True)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    program = str(folder / "bin" / "python")
    options = ["--quiet", "--no-index", "--no-deps", "--disable-pip-version-check"]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", program, "install", *options, str(wheel)],
        check=True,
        cwd=folder,
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return Installed(folder)


# --- what travels ---


def test_every_template_travels_as_it_is(packed: dict[str, bytes]) -> None:
    ours = {
        p.relative_to(ROOT / "templates").as_posix(): p.read_bytes()
        for p in (ROOT / "templates").rglob("*")
        if p.is_file()
    }
    assert {"base.html", "static/style.css", "static/search.js", "words/en.yml"} <= ours.keys()
    travelled = {n.removeprefix(TEMPLATES): d for n, d in packed.items() if n.startswith(TEMPLATES)}
    assert travelled == ours


def test_the_34_topics_travel_without_their_generated_lists(packed: dict[str, bytes]) -> None:
    travelled = {n.removeprefix(TOPICS): d for n, d in packed.items() if n.startswith(TOPICS)}
    ours = {p.name: p.read_text("utf-8") for p in (ROOT / "content" / "topics").glob("*.md")}
    assert travelled.keys() == ours.keys()
    assert len(travelled) == 34
    for name, data in travelled.items():
        text = data.decode()
        assert "<!-- " not in text and "](../days/" not in text, name
        assert ours[name].startswith(text.rstrip()), name


def test_nothing_else_travels(packed: dict[str, bytes]) -> None:
    own = {p.relative_to(ROOT).as_posix() for p in (ROOT / "sitegen").rglob("*.py")}
    rest = {n for n in packed if not n.startswith((TEMPLATES, TOPICS)) and ".dist-info/" not in n}
    assert rest - {"sitegen/py.typed", CONCEPTS} == own


def test_the_wheel_says_what_it_is(packed: dict[str, bytes], wheel: Path) -> None:
    info = f"sitegen-{__version__}.dist-info/"
    metadata = message_from_string(packed[f"{info}METADATA"].decode())
    assert (metadata["Name"], metadata["Version"]) == ("sitegen", __version__)
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert packed[f"{info}licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert "sitegen = sitegen.cli:run" in packed[f"{info}entry_points.txt"].decode()
    assert wheel.name == f"sitegen-{__version__}-py3-none-any.whl"


def test_no_path_of_the_building_machine_travels(packed: dict[str, bytes]) -> None:
    places = {str(ROOT).encode(), str(Path.home()).encode() + b"/"}
    leaks = [name for name, data in packed.items() if any(place in data for place in places)]
    assert leaks == []


def third_party() -> set[str]:
    """Top names of what our modules import beyond the standard library."""
    found: set[str] = set()
    for path in (ROOT / "sitegen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").split(".")[0])
    return found - sys.stdlib_module_names - {"sitegen"}


def test_all_that_is_imported_is_declared() -> None:
    """What one dependency happens to bring along may be gone with its next version."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {normalised(re.split(r"[<>=~\[; ]", one)[0]) for one in declared["dependencies"]}
    homes = packages_distributions()
    undeclared = {
        name for name in third_party() if not names & set(map(normalised, homes.get(name, [])))
    }
    assert undeclared == set()


def normalised(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


# --- at work elsewhere ---


def test_it_is_the_wheel_that_runs(installed: Installed, tmp_path: Path) -> None:
    code = "import sitegen.defaults as d; print(d.templates(), d.topics(), sep='\\n')"
    places = installed.python(code, tmp_path).splitlines()
    assert all(Path(place).is_relative_to(installed.folder) for place in places)
    said = installed.sitegen("--version", cwd=tmp_path).stdout
    assert said == f"sitegen {__version__}\n"


def test_init_and_build_in_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    done = installed.sitegen(
        *("init", "--title", "My Papers", "--id", "my.example", "--url", HOST), cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "content" / "topics").glob("*.md"))) == 34
    assert "Retrieval" in (tmp_path / "content" / "topics" / "retrieval.md").read_text("utf-8")
    dump = dump_text("2025-03-11", paper("Dense Passage Retrieval"), paper("Beta Models"))
    (tmp_path / "content" / "dumps" / "today.txt").write_text(dump, "utf-8")
    site = installed.build("--strict", cwd=tmp_path)
    assert "My Papers" in site.pages["index.html"].text
    assert "Dense Passage Retrieval" in site.pages["topics/retrieval.html"].text
    assert b"tag:my.example,2025:paper/beta-models" in site.files["feeds/all.atom"]
    assert len([url for url in site.files if url.startswith("pagefind/fragment/")]) == 2


def test_init_leaves_what_is_there(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text("title: Mine\nid: mine\n", "utf-8")
    assert installed.sitegen("init", "--title", "Yours", cwd=tmp_path).returncode == 0
    assert (tmp_path / "content" / "site.yml").read_text("utf-8") == "title: Mine\nid: mine\n"


def test_build_needs_no_init(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "today.txt").write_text(dump_text("2025-03-11", paper("Beta Models")), "utf-8")
    site = installed.build("today.txt", cwd=tmp_path)
    assert "Beta Models" in site.pages["days/2025-03-11.html"].text
    assert len([u for u in site.pages if u.startswith("topics/") and u.count("/") == 1]) == 34


def test_a_file_of_the_keeper_s_goes_before_ours(installed: Installed, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    (own / "static").mkdir(parents=True)
    main = "<h1>{{ page.title }}</h1>Hand made."
    about = f'{{% extends "base.html" %}}{{% block main %}}{main}{{% endblock %}}'
    (own / "about.html").write_text(about, "utf-8")
    (own / "static" / "style.css").write_text("h1 { color: green }\n", "utf-8")
    (own / "static" / "extra.txt").write_text("more\n", "utf-8")
    (tmp_path / "today.txt").write_text(dump_text("2025-03-11", paper("Beta Models")), "utf-8")
    site = installed.build("today.txt", cwd=tmp_path)
    assert "Hand made." in site.pages["about.html"].text
    assert site.files["static/style.css"].startswith(b"h1 { color: green }\n")
    assert site.files["static/extra.txt"] == b"more\n"
    assert "Beta Models" in site.pages["index.html"].text
    assert "static/search.js" in site.files
