"""The files of an index: each page as it is shown, the words in chunks, a table of contents."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha1
from itertools import pairwise
from typing import Any

import msgspec
from msgspec import Struct

from sitegen.fulltext import cbor
from sitegen.fulltext.finding import found, question
from sitegen.fulltext.packing import Chunk, chunks
from sitegen.fulltext.postings import postings, written
from sitegen.fulltext.reading import Page

ENTRY = "pagefind-entry.json"
Files = Mapping[str, bytes]
Ask = Callable[[str], Files]
"""The files of the index of a text."""
_MADE = (".pf_fragment", ".pf_index", ".pf_meta")
_MARK = b"pagefind_dcd"
_GZIP, _LEVEL = zlib.MAX_WBITS | 16, 6
_NAME = 7  # signs, and more where two would have the same
_as_json = msgspec.json.Encoder().encode


class Bundle(Struct, frozen=True):
    """``files``: by path; ``ids``: by address of a page the name it is known by."""

    files: Files
    ids: Mapping[str, str]


def bundle(pages: Sequence[Page], kinds: Sequence[str], ask: Ask, size: int) -> Bundle:
    """As Pagefind would write it, with its own program. Words are in one file until they have
    ``size`` places in all."""
    text, order = question(kinds)
    files = ask(text)
    known = found(_words(files), order)
    is_word = known.is_word.tolist()
    pages = [page for page in pages if any(is_word[kind] for kind in page.words)]  # as Pagefind has
    if not pages:
        return Bundle(ask(""), {})
    program = {path: data for path, data in files.items() if not path.endswith(_MADE)}
    said = written(pages)
    packed = chunks(postings(said, known), size)
    return _bundle(program, pages, packed, said.names)


def _words(files: Files) -> Iterator[Any]:
    for path, data in files.items():
        if path.endswith(".pf_index"):
            (words,) = cbor.decoded(zlib.decompress(data, _GZIP).removeprefix(_MARK))
            yield from words


def _bundle(
    program: Files, pages: Sequence[Page], packed: Sequence[Chunk], names: Sequence[str]
) -> Bundle:
    entry = json.loads(program[ENTRY])
    ((language, its),) = entry["languages"].items()
    shown = _named(language, map(_shown, pages))
    parts = _named(language, (chunk.data for chunk in packed))
    counts = [[name, _count(page)] for name, page in zip(shown, pages, strict=True)]
    ends = [[*ends, name] for ends, name in zip(_ends(packed), parts, strict=True)]
    table = cbor.encoded([entry["version"], counts, ends, [], [], names])
    its["hash"] = f"{language}_{_hash(table)[: len(language) + 1 + _NAME]}"
    its["page_count"] = len(pages)
    files = {f"fragment/{name}.pf_fragment": _gzip(data) for name, data in shown.items()}
    files |= {f"index/{name}.pf_index": _gzip(data) for name, data in parts.items()}
    files[f"pagefind.{its['hash']}.pf_meta"] = _gzip(table)
    files[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return Bundle({**program, **files}, dict(zip((page.url for page in pages), shown, strict=True)))


def _shown(page: Page) -> bytes:
    said = {"word_count": _count(page), "filters": {}, "meta": page.said, "anchors": []}
    return _as_json({"url": page.url, "content": page.content, **said})


def _count(page: Page) -> int:
    return max(1, len(page.words))


def _ends(packed: Sequence[Chunk]) -> list[list[str]]:
    """Of each chunk from where to where, as far as it takes to tell it from its neighbours."""
    ends = [[chunk.first, chunk.last] for chunk in packed]
    for one, other in pairwise(ends):
        pairs = zip(one[1], other[0], strict=False)
        alike = next((at for at, (a, b) in enumerate(pairs) if a != b), len(one[1]))
        other[0] = other[0][: alike + 1]
        if one[1][: alike + 1] >= one[0]:
            one[1] = one[1][: alike + 1]
    return ends


def _named(language: str, every: Iterable[bytes]) -> dict[str, bytes]:
    """By a name that is made of what each holds."""
    named: dict[str, bytes] = {}
    for data in every:
        full, signs = f"{language}_{_hash(data)}", len(language) + 1 + _NAME
        while full[:signs] in named:
            signs += 1
        named[full[:signs]] = data
    return named


def _hash(data: bytes) -> str:
    return "".join(f"{octet:x}" for octet in sha1(data, usedforsecurity=False).digest())


def _gzip(data: bytes) -> bytes:
    return zlib.compress(_MARK + data, _LEVEL, _GZIP)
