"""The two sides of the comparison: our sites and the peer's, each in a folder of a tmpfs."""

import http.client
import shutil
import subprocess
import sys
import time
from pathlib import Path

from corpus import write_corpus
from msgspec import Struct
from pagefind_bin import get_executable
from peer import write_peer
from processes import Command, cost
from resample import next_day, sources

from sitegen.content.dayreader import read_day

ROOT = Path(__file__).resolve().parents[2]
# What the peer's site has not: everything else is on both.
PEER_HAS_NOT = (
    "weeks months years trending authors organizations offline related citations api rules pictures"
)
MASTHEAD = ("Daily Papers", "byAK and the research community")
EVERYTHING = "omit: [pictures]\n"
SAME_KINDS = f"omit: [{', '.join(PEER_HAS_NOT.split())}]\nfeed_papers: 50\n"


class Ours(Struct, frozen=True):
    """A content folder and its site. Nothing of an earlier build is left when it is ``cold``."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def sitegen(self, *arguments: str) -> Command:
        environment = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(self.folder / "cache")}
        return Command([sys.executable, "-m", "sitegen", *arguments], self.folder, environment)

    def build(self, *arguments: str) -> Command:
        return self.sitegen("build", *arguments)

    def cold(self) -> None:
        for name in ("site", ".site.other", "cache", "content/.state", "content/.cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self, number: int) -> str:
        """A sentence more in one abstract, each time in another day's page: the day."""
        pages = sorted((self.content / "days").glob("*.md"))
        path = pages[-1 - number % len(pages)]
        text = path.read_text("utf-8")
        abstract = read_day(text, path.name).sections[0].abstract
        path.write_text(text.replace(abstract, f"{abstract} This is edit {number}.", 1), "utf-8")
        return path.stem

    def new_dump(self, number: int, shared: Path) -> Path:
        """Fifty papers of a day that the corpus has not reached."""
        records = next_day(sources(shared, ROOT / "content"), number)
        texts = [text for record in records for text in (record.title, record.abstract)]
        path = self.folder / f"new-{number}.txt"
        path.write_text("\n\n".join([*MASTHEAD, f"Jul {number}, 2025", *texts]) + "\n", "utf-8")
        return path


class Peer(Struct, frozen=True):
    """The Hugo project of the same papers; ``hugo`` is the binary."""

    folder: Path
    hugo: Path

    @property
    def site(self) -> Path:
        return self.folder / "public"

    def build(self) -> Command:
        cache = str(self.folder / "cache")
        return Command([str(self.hugo), "--quiet", "--cacheDir", cache], self.folder, {})

    def index(self) -> Command:
        return Command([str(get_executable()), "--quiet", "--site", "public"], self.folder, {})

    def cold(self) -> None:
        for name in ("public", "resources", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)


class Sides(Struct, frozen=True):
    """``same``: our site with the kinds of page that the peer has; ``full``: with everything."""

    same: Ours
    full: Ours
    peer: Peer


def prepare(folder: Path, papers: int, shared: Path, hugo: Path) -> Sides:
    full, same = Ours(folder / "full"), Ours(folder / "same")
    write_corpus(full.content, papers, shared)
    shutil.copytree(full.content, same.content)
    for side, omitted in ((same, SAME_KINDS), (full, EVERYTHING)):
        with (side.content / "site.yml").open("a") as settings:
            settings.write(omitted)
    cost(same.sitegen("ingest"))  # lists in topic pages, without topics by rule
    peer = Peer(folder / "peer", hugo)
    write_peer(same.content, peer.folder)
    return Sides(same, full, peer)


def seconds_to_reload(side: Ours, edits: range, pause: float) -> list[float]:
    """From an edit to the moment when an open page is told to reload and finds the edit there,
    under ``serve``. ``pause``: seconds in which the whole site is built again after an edit."""
    command = side.sitegen("serve", "--port", "0", "--no-search")
    server = command.start(stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        port = _port(server)
        return [_seconds_to_reload(side, number, port, pause) for number in edits]
    finally:
        server.terminate()
        server.wait()


def _port(server: "subprocess.Popen[bytes]") -> int:
    assert server.stdout is not None
    for line in server.stdout:
        if b" at http://" in line:
            return int(line.partition(b" at http://")[2].split(b"/")[0].rpartition(b":")[2])
    raise SystemExit("sitegen serve ended before it served")


def _events(port: int) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/-/events")
    answer = connection.getresponse()
    _next_event(answer)
    return answer


def _next_event(answer: http.client.HTTPResponse) -> None:
    while not answer.readline().startswith(b"data:"):
        pass


def _seconds_to_reload(side: Ours, number: int, port: int, pause: float) -> float:
    events = _events(port)
    began = time.perf_counter()
    day = side.edit(number)
    while True:
        _next_event(events)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", f"/days/{day}.html")
        if f"This is edit {number}.".encode() in connection.getresponse().read():
            seconds = time.perf_counter() - began
            time.sleep(pause)
            return seconds
