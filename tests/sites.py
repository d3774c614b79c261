"""Whole sites for tests: built once, read as readers read them, served under any path."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import ROOT, dump_text, paper
from msgspec import Struct

HOST = "https://digest.example"
# What titles may hold that HTML, XML, JSON and URLs each have to keep apart from their own marks.
HOSTILE = (
    paper("Cats & Dogs: R&D of <1M Parameters"),
    paper("Reading ]]> Without Closing Anything"),
    paper('Does "Quoting" Matter? 100% #1 Answers'),
)


def sitegen(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a keeper starts it, in a process of its own."""
    command = [sys.executable, "-m", "sitegen", *map(str, arguments)]
    surroundings = {key: value for key, value in os.environ.items() if key != "CI"}
    surroundings |= {"PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, text=True)


def built(*arguments: object, cwd: Path, **environment: str) -> "Built":
    done = sitegen("build", *arguments, cwd=cwd, **environment)
    assert done.returncode == 0, done.stderr
    return Built(cwd / "site")


def sample_project(folder: Path) -> Path:
    """The committed sample, and beside it what it lacks: hostile titles, a dump without a day."""
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns(".*"))
    dumps = folder / "content" / "dumps"
    (dumps / "hostile.txt").write_text(dump_text("Mar 4", *HOSTILE), "utf-8")
    (dumps / "loose.txt").write_text(dump_text("", HOSTILE[0], paper("Without & Day")), "utf-8")
    (dumps / "loose.txt.yml").write_text("date: undated\n", "utf-8")
    return folder


def rename_an_anchor(folder: Path, day: str = "2025-03-05") -> tuple[str, str]:
    """As a person does who dislikes a slug: (old, new)."""
    page = folder / "content" / "days" / f"{day}.md"
    text = page.read_text("utf-8")
    old = text.partition('<a id="')[2].partition('"')[0]
    page.write_text(text.replace(f'id="{old}"', 'id="renamed"', 1), "utf-8")
    return old, "renamed"


class Tag(Struct, dict=True):
    """An opening tag: ``text`` is what follows it up to the next tag."""

    name: str
    attributes: dict[str, str]
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


class Html(HTMLParser):
    """A page as a list of tags. ``text`` is all that a person reads of its body."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._open: Tag | None = None
        self._pieces: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = Tag(tag, {name: value or "" for name, value in attrs})
        self.tags.append(self._open)

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open.text += data
        self._pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self._pieces).split())

    @cached_property
    def ids(self) -> list[str]:
        return [tag.get("id") for tag in self.tags if tag.get("id")]

    def all(self, name: str, **attributes: str) -> list[Tag]:
        wanted = attributes.items()
        return [t for t in self.tags if t.name == name and all(t.get(k) == v for k, v in wanted)]

    def head(self, name: str) -> list[Tag]:
        """Elements of this name before the body."""
        names = [tag.name for tag in self.tags]
        return [tag for tag in self.tags[: names.index("body")] if tag.name == name]

    def meta(self, name: str) -> str:
        """The content of the meta element, which must be the only one of that name."""
        found = [t for t in self.all("meta") if name in (t.get("name"), t.get("http-equiv"))]
        assert len(found) <= 1, f"{name} stands {len(found)} times"
        return found[0].get("content") if found else ""

    @property
    def kind(self) -> str:
        return self.all("body")[0].get("class").removeprefix("on-")


class Built(Struct, frozen=True, dict=True):
    """A published site. ``path`` is where its 404 page believes it to lie."""

    folder: Path
    path: str = "/"
    report: Mapping[str, object] = {}

    @cached_property
    def files(self) -> dict[str, bytes]:
        paths = sorted(p for p in self.folder.rglob("*") if p.is_file())
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in paths}

    @cached_property
    def pages(self) -> dict[str, Html]:
        return {
            url: Html(data.decode()) for url, data in self.files.items() if url.endswith(".html")
        }

    @cached_property
    def kinds(self) -> dict[str, str]:
        """A page of each kind; the largest, because there is most to go wrong on it."""
        by_size = sorted(self.pages, key=lambda url: (len(self.files[url]), url))
        found = {self.pages[url].kind: url for url in by_size}
        months = (url for url in by_size if re.fullmatch("topics/.*/.*", url))
        return found | {"month of a topic": next(months)}

    def leads_to(self, page: str, link: str) -> tuple[str, str] | None:
        """(file, fragment) of a link as a browser resolves it; None when it leads away."""
        here = f"{HOST}{self.path}{page}"
        target = urlsplit(urljoin(here, link))
        if f"{target.scheme}://{target.netloc}" != HOST:
            return None
        path = unquote(target.path)
        assert path.startswith(self.path), f"{page}: {link} leaves the site"
        inside = path.removeprefix(self.path)
        return inside + "index.html" * (inside == "" or inside.endswith("/")), target.fragment


def begun(folder: Path) -> Path:
    """Empty, also where a build before failed halfway."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


@functools.cache
def _sample(base: Path, path: str) -> tuple[Built, tuple[str, str]]:
    folder = sample_project(begun(base / f"sample{path.replace('/', '-')}"))
    built("--base-url", HOST + path, cwd=folder)
    renamed = rename_an_anchor(folder)
    site = built("--base-url", HOST + path, cwd=folder)
    return Built(site.folder, path), renamed


@functools.cache
def _captures(base: Path, dumps: Path) -> Built:
    folder = begun(base / "captures")
    return built(dumps, "--report", "report.json", "--base-url", HOST, cwd=folder)


@pytest.fixture(scope="session", params=["/", "/repo/"], ids=["at-root", "under-path"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample with a renamed anchor: at the root of a host, and under a path."""
    return _sample(tmp_path_factory.getbasetemp(), request.param)[0]


@pytest.fixture(scope="session")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Old and new slug of the sample's renamed anchor."""
    return _sample(tmp_path_factory.getbasetemp(), "/")[1]


@pytest.fixture(scope="session")
def real(captures: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the five real captures."""
    return _captures(tmp_path_factory.getbasetemp(), captures)


@pytest.fixture(scope="session", params=["sample at the root", "sample under a path", "captures"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Each of the sites: what holds for all of them is tested on all of them."""
    if request.param == "captures":
        return _captures(tmp_path_factory.getbasetemp(), request.getfixturevalue("captures"))
    path = "/repo/" if request.param.endswith("path") else "/"
    return _sample(tmp_path_factory.getbasetemp(), path)[0]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files below ``path``, as a host of pages serves them; else its 404 page."""

    path_prefix = "/"

    def log_message(self, *_: object) -> None:
        return

    def translate_path(self, path: str) -> str:
        inside = urlsplit(path).path
        if not inside.startswith(self.path_prefix):
            return str(Path(self.directory) / "nowhere")
        return super().translate_path("/" + inside.removeprefix(self.path_prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path, path: str = "/") -> Iterator[str]:
    """The address of the folder, served from a thread."""
    kind = type("At", (Handler,), {"path_prefix": path})
    handler = functools.partial(kind, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{path}"
        server.shutdown()
