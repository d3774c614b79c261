"""The development server: the live site as a host would serve it, rebuilt and reloaded."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.commands.serve import address, serve
from sitegen.devserver import Server, bind
from sitegen.errors import DigestError, Problem
from sitegen.overlay import Overlay
from sitegen.publish import publish
from sitegen.reload import SCRIPT
from sitegen.watch import signature, watching

HOME = b"<!doctype html><html><body><h1>Home</h1></body></html>"
SITE = {
    "build.json": b"{}",
    "index.html": HOME,
    "404.html": b"<!doctype html><html><body>Nothing here</body></html>",
    "papers/a b.html": b"<body>A paper</body>",
    "static/style.css": b"body{}",
    "static/search.js": b"'use strict'",
    "api/papers.json": b"{}",
    "feeds/all.xml": b"<feed/>",
    "feeds/all.atom": b"<feed/>",
    "feeds/all.rss": b"<rss/>",
    "feeds/all.opml": b"<opml/>",
    "papers/a.bib": b"@misc{a}",
    "pagefind/wasm.en.pagefind": b"\x00\x01",
    "pagefind/x.wasm": b"\x00\x01",
}


@contextmanager
def running(root: Path, overlay: Overlay | None = None) -> Iterator[Server]:
    with bind(root, "127.0.0.1", 0, overlay or Overlay()) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish(tmp_path / "site", SITE)
    return tmp_path / "site"


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    with running(site) as server:
        yield server


def get(server: Server, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*server.server_address[:2], timeout=10)
    connection.request(method, path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {k.lower(): v for k, v in response.getheaders()}, body


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "this should have happened by now"
        time.sleep(0.02)


TYPES = {
    "/": "text/html; charset=utf-8",
    "/papers/a%20b.html": "text/html; charset=utf-8",
    "/static/style.css": "text/css; charset=utf-8",
    "/static/search.js?v=1": "text/javascript; charset=utf-8",
    "/api/papers.json": "application/json; charset=utf-8",
    "/feeds/all.xml": "application/xml; charset=utf-8",
    "/feeds/all.atom": "application/atom+xml; charset=utf-8",
    "/feeds/all.rss": "application/rss+xml; charset=utf-8",
    "/feeds/all.opml": "text/x-opml; charset=utf-8",
    "/papers/a.bib": "application/x-bibtex; charset=utf-8",
    "/pagefind/wasm.en.pagefind": "application/octet-stream",
    "/pagefind/x.wasm": "application/wasm",
}


@pytest.mark.parametrize(("path", "kind"), TYPES.items(), ids=TYPES)
def test_every_kind_of_file_has_its_type(server: Server, path: str, kind: str) -> None:
    status, headers, _ = get(server, path)
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["cache-control"] == "no-cache"


def test_files_other_than_pages_are_served_byte_for_byte(server: Server) -> None:
    assert get(server, "/pagefind/wasm.en.pagefind")[2] == SITE["pagefind/wasm.en.pagefind"]


def test_a_page_gets_the_script_that_reloads_it_and_is_otherwise_itself(server: Server) -> None:
    body = get(server, "/")[2]
    tag = f'<script src="{SCRIPT}" defer></script>'.encode()
    assert body == HOME.replace(b"</body>", tag + b"</body>")
    status, headers, _ = get(server, SCRIPT)
    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")


def test_head_says_the_same_without_the_body(server: Server) -> None:
    status, headers, body = get(server, "/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) == len(get(server, "/")[2])


MISSING = {
    "no such page": "/papers/none.html",
    "a folder": "/papers",
    "a folder without a page": "/papers/",
    "below a file": "/index.html/x",
    "NUL": "/index.html%00",
    "too long": "/" + "x" * 300,
    "no UTF-8": "/%ff%fe",
    "two slashes": "//index.html/..",
}
OUTSIDE = {
    "dots": "/../secret.txt",
    "encoded dots": "/%2e%2e/secret.txt",
    "encoded slash": "/papers%2f..%2f..%2fsecret.txt",
    "dots that come back": "/../site/index.html",
    "absolute": "//etc/passwd",
    "a link to a file": "/link.txt",
    "a link to a folder": "/folder/secret.txt",
    "the other tree": "/../.site.other/index.html",
}


@pytest.mark.parametrize("path", MISSING.values(), ids=MISSING)
def test_what_is_not_there_is_the_sites_own_404(server: Server, path: str) -> None:
    status, headers, body = get(server, path)
    assert (status, body) == (404, SITE["404.html"])
    assert headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", OUTSIDE.values(), ids=OUTSIDE)
def test_nothing_outside_the_site_is_served(site: Path, server: Server, path: str) -> None:
    (site.parent / "secret.txt").write_bytes(b"secret")
    (site / "link.txt").symlink_to(site.parent / "secret.txt")
    (site / "folder").symlink_to(site.parent)
    assert get(server, path)[::2] == (404, SITE["404.html"])


def test_the_site_is_read_anew_after_an_exchange(site: Path, server: Server) -> None:
    assert b"Home" in get(server, "/")[2]
    publish(site, {**SITE, "index.html": HOME.replace(b"Home", b"Second")})
    assert b"Second" in get(server, "/")[2]
    publish(site, {**SITE, "index.html": HOME.replace(b"Home", b"Third")})
    assert b"Third" in get(server, "/")[2]


def test_an_open_page_hears_of_a_new_site(site: Path, server: Server) -> None:
    connection = http.client.HTTPConnection(*server.server_address[:2], timeout=10)
    connection.request("GET", "/-/events")
    events = connection.getresponse()
    assert events.getheader("content-type") == "text/event-stream"
    first = events.readline(), events.readline()
    publish(site, {**SITE, "index.html": b"new"})
    second = events.readline(), events.readline()
    connection.close()
    assert first[0].startswith(b"data: ") and second[0].startswith(b"data: ")
    assert first != second


def test_pages_of_the_overlay_go_before_those_that_stand(site: Path) -> None:
    overlay = Overlay()
    with running(site, overlay) as server:
        connection = http.client.HTTPConnection(*server.server_address[:2], timeout=10)
        connection.request("GET", "/-/events")
        events = connection.getresponse()
        first = events.readline(), events.readline()
        overlay.show({"index.html": b"A draft</body>"})
        second = events.readline(), events.readline()
        connection.close()
        assert first != second
        assert b"A draft" in get(server, "/")[2]
        assert b"A paper" in get(server, "/papers/a%20b.html")[2]
        overlay.show({})
        assert b"Home" in get(server, "/")[2]


# ---------------------------------------------------------------- watching


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


EDITS: dict[str, tuple[Callable[[Path], object], bool]] = {
    "a file edited": (lambda folder: write(folder / "a.md", "longer text"), True),
    "a file replaced": (lambda folder: (folder / "b.md").replace(folder / "a.md"), True),
    "a file added": (lambda folder: write(folder / "days/new.md", ""), True),
    "a file removed": (lambda folder: (folder / "a.md").unlink(), True),
    "nothing": (lambda folder: None, False),
    "a file read": (lambda folder: (folder / "a.md").read_text(), False),
}


@pytest.mark.parametrize(("edit", "seen"), EDITS.values(), ids=EDITS)
def test_edits_are_seen(tmp_path: Path, edit: Callable[[Path], object], seen: bool) -> None:
    write(tmp_path / "a.md", "text")
    write(tmp_path / "b.md", "text")
    before = signature([tmp_path])
    edit(tmp_path)
    assert (signature([tmp_path]) != before) is seen


def test_dot_files_and_missing_folders_are_not_watched(tmp_path: Path) -> None:
    write(tmp_path / "days" / "a.md", "text")
    watched = [tmp_path / "days", tmp_path / "missing"]
    before = signature(watched)
    write(tmp_path / "days" / ".a.md.swp", "half")
    write(tmp_path / "days" / ".git" / "index", "x")
    assert signature(watched) == before


def test_an_edit_rebuilds_and_errors_are_told_until_the_next(tmp_path: Path) -> None:
    problem = Problem("a.md", 3, "no anchor", error=True)
    outcomes = iter([DigestError([problem]), ZeroDivisionError("oh"), None])
    done: list[int] = []
    edited: list[Collection[Path]] = []
    said: list[str] = []

    def rebuild() -> None:
        done.append(1)
        if error := next(outcomes):
            raise error

    def is_told(paths: Collection[Path]) -> bool:
        edited.append(paths)
        return True

    with watching([tmp_path], is_told, rebuild, said.append):
        for number in (1, 2, 3):
            write(tmp_path / "a.md", "x" * number)
            until(lambda: len(done) == number)  # noqa: B023 - called at once
    assert edited == [{tmp_path / "a.md"}] * 3
    assert said == [
        "error: a.md:3: no anchor",
        "The site served is still the one before.",
        "error: the rebuild failed (ZeroDivisionError: oh)",
    ]


# ---------------------------------------------------------------- the command


def test_a_taken_port_is_told(site: Path, server: Server) -> None:
    port = server.server_address[1]
    with pytest.raises(DigestError, match=f"port {port} is taken.*--port 8001"):
        serve(site, "127.0.0.1", int(port), None, [], print)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("203.0.113.1", 0)])
def test_an_impossible_address_is_told(site: Path, host: str, port: int) -> None:
    with pytest.raises(DigestError, match="Choose another one"):
        serve(site, host, port, None, [], print)


def test_the_address_can_be_clicked(site: Path) -> None:
    with bind(site, "127.0.0.1", 0, Overlay()) as server:
        assert address(server) == f"http://127.0.0.1:{server.server_address[1]}/"


PROGRAM = """
import json, sys
from pathlib import Path
from sitegen.commands.serve import serve
from sitegen.overlay import Overlay
from sitegen.publish import publish

site, days = Path(sys.argv[1]), Path(sys.argv[2])

class Rebuilding:
    overlay = Overlay()

    def edited(self, paths):
        return True

    def build(self):
        text = "".join(path.read_text() for path in sorted(days.iterdir()))
        publish(site, {"build.json": b"{}", "index.html": text.encode()})

rebuilding = Rebuilding()
rebuilding.build()
serve(site, "127.0.0.1", 0, rebuilding, [days], lambda said: print(json.dumps(said), flush=True))
"""


def test_the_whole_of_it_and_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    write(tmp_path / "days" / "a.md", "first")
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "site"), str(tmp_path / "days")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = json.loads(process.stdout.readline())
    host, port = said.partition("http://")[2].partition("/")[0].split(":")

    def home() -> bytes:
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.request("GET", "/")
        return connection.getresponse().read()

    assert home().startswith(b"first")
    write(tmp_path / "days" / "a.md", "second")
    until(lambda: home().startswith(b"second"))
    os.kill(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (0, "", "")
