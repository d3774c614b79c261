"""Bytes of a dump -> text, or a Problem that says why not."""

from sitegen.errors import Problem

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decode(data: bytes, file: str) -> str | Problem:
    """UTF-8 (or what a byte order mark says). Line ends become ``\\n``."""
    if not data.strip():
        return Problem(file, 0, "the file is empty", hint="Save the page again")
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        return Problem(file, line, "the file is binary: it holds a NUL byte, a dump is text")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = data[error.start : error.start + 1].hex()
        reason = f"wrong encoding: the byte 0x{found} is not {encoding}"
        return Problem(file, line, reason, hint="Save the dump as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
