"""Bytes of a dump -> text, or a Problem that says why not."""

import zlib

from sitegen.errors import Problem

LARGEST = 512 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode(data: bytes, file: str) -> str | Problem:
    """UTF-8 (or what a byte order mark says), plain or gzip. Line ends become ``\\n``."""
    if data.startswith(_GZIP):
        unpacked = _unpacked(data, file)
        return unpacked if isinstance(unpacked, Problem) else decode(unpacked, file)
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        return _binary(file, data[: data.index(b"\0")].count(b"\n") + 1)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = data[error.start : error.start + 1].hex()
        reason = f"wrong encoding: the byte 0x{found} is not {encoding}"
        return Problem(file, line, reason, hint="Save the dump as UTF-8")
    if not text.strip():
        return Problem(file, 0, "the file is empty", hint="Save the page again")
    if "\0" in text:
        return _binary(file, text[: text.index("\0")].count("\n") + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unpacked(data: bytes, file: str) -> bytes | Problem:
    """The content of a gzip file of at most LARGEST bytes; what is packed twice stays packed."""
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        content = stream.decompress(data, LARGEST + 1)
    except zlib.error as error:
        return Problem(file, 0, f"the gzip file is damaged: {error}", hint="Save it again")
    if len(content) > LARGEST:
        return Problem(file, 0, f"the gzip file unpacks to more than {LARGEST:,} bytes")
    if not stream.eof:
        return Problem(file, 0, "the gzip file is cut", hint="Save it again")
    if content.startswith(_GZIP):
        return Problem(file, 0, "the file is packed twice", hint="Unpack it once")
    return content


def _binary(file: str, line: int) -> Problem:
    reason = "the file is binary: it holds a NUL byte, a dump is text"
    return Problem(file, line, reason, hint="Save the page as plain text, in UTF-8")
