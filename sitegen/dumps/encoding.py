"""In which encoding a dump is written: what its bytes say, else UTF-8, else a guess."""

import re
from collections.abc import Sequence

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_WIDE = {
    "utf-16-le": re.compile(rb"(?:[\t\n\r\x20-\x7e]\0){4}"),
    "utf-16-be": re.compile(rb"(?:\0[\t\n\r\x20-\x7e]){4}"),
}
_XML = re.compile(rb"\s*<\?xml[^<>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"']")
_META = re.compile(rb"<meta\s[^<>]{0,300}?\bcharset\s*=\s*[\"']?\s*([A-Za-z][\w.:-]{0,40})", re.I)
_META_WITHIN = 4_096
# Not what a text is written in, or not what bytes can be in that say so in ASCII.
_NEVER = re.compile(r"utf[-_]?(?:7|16|32)|ucs|punycode|idna|escape|undefined|mbcs|oem", re.I)
_WEST = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"})

_NOT_ASCII = re.compile(rb"[^\n]{0,200}[\x80-\xff][^\n]{0,200}")
_SAMPLE = 30_000
_AS_GOOD = 0.03
_CANDIDATES = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "koi8_r", "mac_roman"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)


def marked(data: bytes) -> str:
    """The encoding that a byte order mark names, "" without one."""
    return next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")


def unmarked_wide(data: bytes) -> str:
    """UTF-16 that lost its mark: every other byte of a Latin text is 0."""
    return next((name for name, form in _WIDE.items() if form.match(data)), "")


def declared(data: bytes) -> str:
    """The encoding that an XML declaration or a page's head names; "" where none does.

    As browsers do, Latin 1 is read as the larger Windows code page.
    """
    if data[:_META_WITHIN].lstrip()[:1] != b"<":
        return ""
    found = _XML.match(data) or _META.search(data[:_META_WITHIN])
    name = found[1].decode("ascii").lower() if found else ""
    if _NEVER.search(name):
        return ""
    return "cp1252" if name in _WEST and not _XML.match(data) else name


def guessed(data: bytes) -> str:
    """The likeliest encoding of a text that is not UTF-8."""
    from charset_normalizer import from_bytes

    matches = from_bytes(_sample(data), cp_isolation=list(_CANDIDATES), enable_fallback=False)
    if not len(matches):
        return _CANDIDATES[0]
    mess, sense = matches[0].chaos + _AS_GOOD, matches[0].coherence - _AS_GOOD
    alike = [match for match in matches if match.chaos < mess and match.coherence > sense]
    return _likeliest([name for match in alike for name in match.could_be_from_charset])


def _likeliest(names: Sequence[str]) -> str:
    """Where the text reads as well in several, the one that most such texts are in."""
    return next((name for name in _CANDIDATES if name in names), names[0])


def _sample(data: bytes) -> bytes:
    """What stands round the bytes that need a guess."""
    parts, length = list[bytes](), 0
    for found in _NOT_ASCII.finditer(data):
        parts.append(found[0])
        length += len(found[0])
        if length > _SAMPLE:
            break
    return b"\n".join(parts)
