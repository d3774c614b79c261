"""Bytes of a dump -> text, or a Problem that says why not."""

from sitegen.dumps.packed import GZIP, Damaged, unpacked
from sitegen.errors import Problem

LARGEST = 512 * 1024 * 1024
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode(data: bytes, file: str) -> str | Problem:
    """UTF-8 (or what a byte order mark says), plain or gzip. Line ends become ``\\n``."""
    if len(data) > LARGEST:
        reason = f"the file is larger than {LARGEST:,} bytes"
        return Problem(file, 0, reason, hint="Only the arXiv snapshot may be; cut it up")
    if data.startswith(GZIP):
        content = _content(data, file)
        return content if isinstance(content, Problem) else decode(content, file)
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


def _content(data: bytes, file: str) -> bytes | Problem:
    """The content of a gzip file of at most LARGEST bytes; what is packed twice stays packed."""
    content = bytearray()
    try:
        for piece in unpacked([data]):
            content += piece
            if len(content) > LARGEST:
                return Problem(file, 0, f"the gzip file unpacks to more than {LARGEST:,} bytes")
    except Damaged as damage:
        return Problem(file, 0, str(damage), hint="Save it again")
    if content.startswith(GZIP):
        return Problem(file, 0, "the file is packed twice", hint="Unpack it once")
    return bytes(content)


def _binary(file: str, line: int) -> Problem:
    reason = "the file is binary: it holds a NUL byte, a dump is text"
    return Problem(file, line, reason, hint="Save the page as plain text, in UTF-8")
