"""A shard of the search index: documents in, the files of a Pagefind bundle out."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from sitegen.documents import Document, Url
from sitegen.fulltext.reading import Kinds, read
from sitegen.pagefind import converse, message

FOLDER = "pagefind"
ENTRY, WORKER = "pagefind-entry.json", "pagefind-worker.js"
WORDS, SHARDS, NEWEST = (f"{FOLDER}/{name}.json" for name in ("words", "shards", "newest"))
READY_MADE = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.")
UNUSED = (*READY_MADE, "pagefind-highlight.")
NEUTRAL = "unknown"
# A word is loaded with all that lies in one file with it: at most so many places of words, where
# Pagefind has 20,000.
CHUNK = 4_000


class Made(Struct, frozen=True):
    """``files``: by URL ("pagefind/..."); ``ids``: of each paper that has a word in its text the
    one that a browser's results have."""

    files: Mapping[str, bytes]
    ids: Mapping[Url, str]


def build_index(documents: Sequence[Document], language: str, folder: str = "") -> Made:
    """The same documents in any order give the same bytes.

    The shard at the top ("") has the program that a browser runs; the others use that one.
    """
    from sitegen.fulltext.bundle import bundle  # numpy takes longer to load than most commands

    kinds, ordered = Kinds(), sorted(documents, key=lambda each: each.url)
    pages = [read(one, kinds) for one in ordered]
    made = bundle(pages, tuple(kinds), partial(index_of, language=language), CHUNK)
    chosen = needed(made.files) if not folder else beside_the_top(made.files)
    files = {f"{FOLDER}/{folder}{path}": data for path, data in chosen.items()}
    return Made(files, {url.removeprefix("/"): name for url, name in made.ids.items()})


def index_of(text: str, language: str) -> dict[str, bytes]:
    """What Pagefind makes of a text."""
    answer = converse(requests(text, language), 3)
    return {one["path"]: base64.b64decode(one["content"]) for one in answer["files"]}


def requests(text: str, language: str) -> Iterator[bytes]:
    """The messages of one conversation, each of which the binary answers once.

    The files come back in the last answer. Asked to write them itself, it answers before the
    last bytes are on the disk.
    """
    page = {"url": "/", "content": text, "language": language}
    yield message({"type": "NewIndex", "config": {"force_language": language}})
    yield message(
        {"type": "AddRecord", "index_id": 0, **page, "meta": {}, "filters": {}, "sort": {}}
    )
    yield message({"type": "GetFiles", "index_id": 0})


def core(files: Iterable[str]) -> list[str]:
    """What a browser runs, of the files at the top, but for what it begins with."""
    names = (path.removeprefix(f"{FOLDER}/") for path in files)
    return sorted(name for name in names if name == WORKER or name.startswith("wasm."))


def meta(files: Iterable[str]) -> str:
    """The name of a shard's table of contents."""
    (path,) = (path for path in files if path.endswith(".pf_meta"))
    return path.rpartition("/")[2]


def needed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files a site with its own interface asks for."""
    languages = json.loads(files[ENTRY])["languages"]
    cores = {f"wasm.{each['wasm'] or NEUTRAL}.pagefind" for each in languages.values()}
    return {
        path: data
        for path, data in sorted(files.items())
        if not path.startswith(UNUSED) and (not path.startswith("wasm.") or path in cores)
    }


def beside_the_top(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without the program: a browser makes the address of its core of the name that the entry
    gives, and so finds the one above."""
    entry = json.loads(files[ENTRY])
    for language in entry["languages"].values():
        language["wasm"] = f"/../../wasm.{language['wasm'] or NEUTRAL}"
    kept = {p: data for p, data in needed(files).items() if not p.endswith(".js")}
    kept = {p: data for p, data in kept.items() if not p.startswith("wasm.")}
    return {**kept, ENTRY: json.dumps(entry, separators=(",", ":")).encode()}
