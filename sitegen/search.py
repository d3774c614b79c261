"""The search index: documents in, the files of a Pagefind bundle out."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import chain

from sitegen import __version__
from sitegen.documents import Document
from sitegen.pagefind import converse, message

FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"
WORDS = f"{FOLDER}/words.json"
READY_MADE = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.")
UNUSED = (*READY_MADE, "pagefind-highlight.")


def build_index(documents: Sequence[Document], language: str) -> dict[str, bytes]:
    """The files of the index by URL ("pagefind/..."), without the ready-made interfaces.

    The same documents in any order give the same bytes, as long as no filter has several
    values. What is held here is the finished index; the binary's memory grows with the
    documents, so a caller with very many should split them into several indexes.
    """
    ordered = sorted(documents, key=lambda each: each.url)
    answer = converse(requests(ordered, language), len(ordered) + 2)
    files = {one["path"]: base64.b64decode(one["content"]) for one in answer["files"]}
    return needed(files)


def fingerprint(documents: Sequence[Document], language: str) -> str:
    """What the index depends on, as a hash: an index with the same fingerprint can be kept."""
    depends = f"{__version__} {version('pagefind_bin')} {language} {UNUSED}".encode()
    texts = sorted((each.url.encode(), each.html.encode()) for each in documents)
    return hashed([depends, *chain.from_iterable(texts)])


def digest(files: Mapping[str, bytes]) -> str:
    """A hash of the index itself, by which a damaged one is found out."""
    return hashed(chain.from_iterable((path.encode(), files[path]) for path in sorted(files)))


def hashed(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(b"%d:" % len(part))
        total.update(part)
    return total.hexdigest()


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
    cores = {f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in languages.values()}
    return {
        f"{FOLDER}/{path}": data
        for path, data in sorted(files.items())
        if not path.startswith(UNUSED) and (not path.startswith("wasm.") or path in cores)
    }
