"""Bytes of a dump -> text, or a Problem that says why not."""

import re

from msgspec import Struct

from sitegen.dumps.encoding import declared, guessed, marked, unmarked_wide
from sitegen.dumps.limits import LARGEST_DUMP
from sitegen.dumps.mail import readable
from sitegen.dumps.margin import without_margin
from sitegen.dumps.packed import GZIP, Damaged, unpacked
from sitegen.errors import Problem

_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1b"})
_BITE = 1 << 14  # what is left of one is copied for every member that begins in it
_PROBE, _MOST_CONTROLS = 100_000, 0.01
_FORMS = {
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf": "7z",
    b"%PDF-": "PDF",
}
_READ = re.compile("[^\x00-\x7f\ufffd]")
_LOST = "\ufffd"


class Decoded(Struct, frozen=True):
    """The text of a dump, its line ends ``\\n``, and doubts about how it was decoded."""

    text: str
    warnings: tuple[Problem, ...] = ()


def decode(data: bytes, file: str) -> str | Problem:
    """The text alone."""
    found = decoded(data, file)
    return found.text if isinstance(found, Decoded) else found


def decoded(data: bytes, file: str) -> Decoded | Problem:
    """What a byte order mark, an XML declaration or a page's head says, else UTF-8, else a guess;
    plain or gzip."""
    if len(data) > LARGEST_DUMP:
        reason = f"the file is larger than {LARGEST_DUMP:,} bytes"
        return Problem(file, 0, reason, hint="Only the arXiv snapshot may be; cut it up")
    if data.startswith(GZIP):
        content = _content(data, file)
        return content if isinstance(content, Problem) else decoded(content, file)
    if not data.strip():
        return Problem(file, 0, "the file is empty", hint="Save the page again")
    found = _as_marked(data, file) or _as_said(data, file)
    if isinstance(found, Problem):
        return found
    if not found.text.strip("\0 \t\n\r"):
        return Problem(file, 0, "the file is empty", hint="Save the page again")
    return _without_nul(found, file)


def _without_nul(found: Decoded, file: str) -> Decoded:
    text, warnings = found.text.replace("\r\n", "\n").replace("\r", "\n"), found.warnings
    if times := text.count("\0"):
        line = text.count("\n", 0, text.index("\0")) + 1
        hint = "Look there whether something is lost"
        warnings += (Problem(file, line, f"NUL bytes are left out: {times}", hint=hint),)
    plain = readable(text.replace("\0", "").replace("\xa0", " "))
    return Decoded(without_margin(plain), warnings)


def _as_marked(data: bytes, file: str) -> Decoded | Problem | None:
    name = marked(data)
    if not name:
        return None
    try:
        return Decoded(data.decode(name))
    except UnicodeDecodeError as error:
        line, found = _place(data, error.start)
        reason = f"wrong encoding: the byte 0x{found} is not {name}, as the file's first bytes say"
        return Problem(file, line, reason, hint="Save the dump as UTF-8")


def _as_said(data: bytes, file: str) -> Decoded | Problem:
    if wide := unmarked_wide(data):
        return Decoded(data.decode(wide, "replace"), (_guess(file, 1, wide),))
    if _is_binary(data):
        return _binary(file, data)
    name = declared(data)
    try:
        return Decoded(data.decode(name or "utf-8"))
    except LookupError:
        reason, hint = "an encoding that nobody knows is declared", "The file is read without it"
        return _undeclared(data, file, (Problem(file, 1, reason, name, hint),))
    except UnicodeDecodeError as error:
        line, found = _place(data, error.start)
        reason = f"the byte 0x{found} is not {name}, which the file says it is in"
        doubt = Problem(file, line, reason, hint="The file is read without what it says")
        return _undeclared(data, file, (doubt,) if name else ())


def _undeclared(data: bytes, file: str, doubts: tuple[Problem, ...]) -> Decoded:
    """UTF-8, also where a few bytes of it are damaged, else a guess."""
    text = data.decode("utf-8", "replace")
    lost = text.count(_LOST) - data.count(_LOST.encode())
    if not lost:
        return Decoded(text, doubts)
    line = text.count("\n", 0, text.index(_LOST)) + 1
    if len(_READ.findall(text)) > lost:
        reason = f"bytes that are not UTF-8 are shown as {_LOST}: {lost}"
        hint = "The dump may be damaged: save the page again, as UTF-8"
        return Decoded(text, (*doubts, Problem(file, line, reason, hint=hint)))
    name = guessed(data)
    return Decoded(data.decode(name, "replace"), (*doubts, _guess(file, line, name)))


def _guess(file: str, line: int, name: str) -> Problem:
    reason = f"the text is not UTF-8; it is read as {name}, which is a guess"
    return Problem(file, line, reason, hint="Look at its accents, or save the dump as UTF-8")


def _place(data: bytes, at: int) -> tuple[int, str]:
    return data[:at].count(b"\n") + 1, data[at : at + 1].hex()


def _content(data: bytes, file: str) -> bytes | Problem:
    """The content of a gzip file of bounded size; what is packed twice stays packed."""
    content = bytearray()
    try:
        for piece in unpacked(data[at : at + _BITE] for at in range(0, len(data), _BITE)):
            content += piece
            if len(content) > LARGEST_DUMP:
                return Problem(
                    file, 0, f"the gzip file unpacks to more than {LARGEST_DUMP:,} bytes"
                )
    except Damaged as damage:
        return Problem(file, 0, str(damage), hint="Save it again")
    if content.startswith(GZIP):
        return Problem(file, 0, "the file is packed twice", hint="Unpack it once")
    return bytes(content)


def _is_binary(data: bytes) -> bool:
    """Text may have lost a byte here and there; in pictures and archives it is one in ten."""
    probe = data[:_PROBE]
    return len(probe) - len(probe.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(probe)


def _binary(file: str, data: bytes) -> Problem:
    form = next((name for begin, name in _FORMS.items() if data.startswith(begin)), "")
    if form:
        hint = "Unpack it, or pack it as gzip" if form != "PDF" else "Save the page as text or HTML"
        return Problem(file, 0, f"this is a {form} file", hint=hint)
    first = re.search(b"[" + re.escape(_CONTROLS) + b"]", data)
    line, found = _place(data, first.start() if first else 0)
    reason = f"the file is binary: it holds bytes such as 0x{found}, a dump is text"
    return Problem(file, line, reason, hint="Save the page as plain text, in UTF-8")
