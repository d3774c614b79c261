"""A mail as it was sent: its body without the encoding that mail programs give it."""

import base64
import binascii
import quopri
import re

_LONGEST_HEAD = 20_000
_FIELD = re.compile(r"[A-Za-z][A-Za-z-]{0,60}:")
_ENCODED = re.compile(
    r"^Content-Transfer-Encoding:[ \t]*(quoted-printable|base64)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


def readable(text: str) -> str:
    """The text, its body decoded where it is a mail whose head says that it is encoded."""
    end = text.find("\n\n", 0, _LONGEST_HEAD)
    found = _ENCODED.search(text, 0, end) if end > 0 and _FIELD.match(text) else None
    if not found:
        return text
    head, body = text[: end + 2], text[end + 2 :].encode("utf-8", "replace")
    try:
        plain = quopri.decodestring(body) if found[1][0] in "qQ" else base64.b64decode(body)
    except binascii.Error:
        return text
    lines = plain.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return head + lines.replace("\0", "")
