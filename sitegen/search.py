"""A shard of the search index: documents in, the files of a Pagefind bundle out."""

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.documents import Document, Url
from sitegen.pagefind import converse, message

FOLDER = "pagefind"
ENTRY, WORKER = "pagefind-entry.json", "pagefind-worker.js"
WORDS, SHARDS, NEWEST = (f"{FOLDER}/{name}.json" for name in ("words", "shards", "newest"))
READY_MADE = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.")
UNUSED = (*READY_MADE, "pagefind-highlight.")
NEUTRAL = "unknown"
_PAGE = ".pf_fragment"
_ADDRESS = re.compile(rb'pagefind_dcd\{"url":("(?:[^"\\]|\\.)*")')
_BEGINNING = 256


def build_index(documents: Sequence[Document], language: str, folder: str = "") -> dict[str, bytes]:
    """The files of a shard of the index by URL ("pagefind/..."), without the ready-made interfaces.

    The same documents in any order give the same bytes, as long as no filter has several values.
    The shard at the top ("") has the program that a browser runs; the others use that one. The
    binary's memory grows with the documents: very many are shared out to several shards.
    """
    ordered = sorted(documents, key=lambda each: each.url)
    answer = converse(requests(ordered, language), len(ordered) + 2)
    files = {one["path"]: base64.b64decode(one["content"]) for one in answer["files"]}
    chosen = needed(files) if not folder else beside_the_top(files)
    return {f"{FOLDER}/{folder}{path}": data for path, data in chosen.items()}


def ids(files: Mapping[str, bytes]) -> dict[Url, str]:
    """Of each paper in the files of a shard its id there, which a browser's results have."""
    pages = {path: data for path, data in files.items() if path.endswith(_PAGE)}
    return {_url(data): path.rpartition("/")[2].removesuffix(_PAGE) for path, data in pages.items()}


def _url(page: bytes) -> Url:
    """Only as much is unpacked as holds the address, which comes first."""
    unpacked, size = zlib.decompressobj(zlib.MAX_WBITS | 16), _BEGINNING
    begun = unpacked.decompress(page, size)
    while not (found := _ADDRESS.match(begun)):
        begun += unpacked.decompress(unpacked.unconsumed_tail, size)
    address: str = json.loads(found[1])
    return address.removeprefix("/")


def core(files: Iterable[str]) -> list[str]:
    """What a browser runs, of the files at the top, but for what it begins with."""
    names = (path.removeprefix(f"{FOLDER}/") for path in files)
    return sorted(name for name in names if name == WORKER or name.startswith("wasm."))


def meta(files: Iterable[str]) -> str:
    """The name of a shard's table of contents."""
    (path,) = (path for path in files if path.endswith(".pf_meta"))
    return path.rpartition("/")[2]


def requests(documents: Sequence[Document], language: str) -> Iterator[bytes]:
    """The messages of one conversation, each of which the binary answers once.

    The files come back in the last answer. Asked to write them itself, it answers before the
    last bytes are on the disk.
    """
    yield message({"type": "NewIndex", "config": {"force_language": language}})
    for each in documents:
        page = {"url": f"/{each.url}", "file_contents": each.html}
        yield message({"type": "AddFile", "index_id": 0, **page})
    yield message({"type": "GetFiles", "index_id": 0})


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
