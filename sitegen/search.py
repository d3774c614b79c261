"""The search index: documents in, the files of a Pagefind bundle out."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.pagefind import converse, message
from sitegen.store import told
from sitegen.views import Document

FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"
READY_MADE = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.")
UNUSED = (*READY_MADE, "pagefind-highlight.")


def build_index(documents: Sequence[Document], language: str) -> dict[str, bytes]:
    """The files of the index by URL ("pagefind/..."), without the ready-made interfaces.

    The same documents in any order give the same bytes, as long as no filter has several
    values. What is held here is the finished index; the binary's memory grows with the
    documents, so a caller with very many should split them into several indexes.
    """
    with told(Path("search")), TemporaryDirectory(prefix="sitegen-search-") as folder:
        ordered = sorted(documents, key=lambda each: each.url)
        converse(requests(ordered, language, folder), len(ordered) + 2)
        return needed(Path(folder))


def fingerprint(documents: Sequence[Document], language: str) -> str:
    """What the index depends on, as a hash: an index with the same fingerprint can be kept."""
    depends = f"{version('pagefind_bin')} {language} {UNUSED}".encode()
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


def requests(documents: Sequence[Document], language: str, folder: str) -> Iterator[bytes]:
    """The messages of one conversation, each of which the binary answers once."""
    yield message({"type": "NewIndex", "config": {"force_language": language}})
    for each in documents:
        page = {"url": f"/{each.url}", "file_contents": each.html}
        yield message({"type": "AddFile", "index_id": 0, **page})
    yield message({"type": "WriteFiles", "index_id": 0, "output_path": folder})


def needed(folder: Path) -> dict[str, bytes]:
    """The written files a site with its own interface asks for."""
    languages = json.loads((folder / ENTRY).read_bytes())["languages"]
    cores = {f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in languages.values()}
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        f"{FOLDER}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in found
        if not path.name.startswith(UNUSED)
        and (not path.name.startswith("wasm.") or path.name in cores)
    }
