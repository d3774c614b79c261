"""The words of ASCII text, by tables of bytes: several times as fast as by pattern."""

SENTENCE_END = "."
ENDS = ".!?;"
_SPACE, _OTHER, _KNOWN_END = b" ~\x01"


def _first(sign: str) -> int:
    if sign.isalnum():
        return ord(sign.lower())
    if sign.isspace():
        return _SPACE
    return ord(SENTENCE_END) if sign in ENDS else _OTHER


# Two steps: a sign between words becomes a space only when it is known where sentences end.
_FIRST = bytes(map(_first, map(chr, range(128)))) + bytes(128)
_THEN = bytes.maketrans(bytes([ord(SENTENCE_END), _OTHER, _KNOWN_END]), b"  .")


def spaced(text: str) -> bytes:
    """Words in lower case and the ends of sentences, with spaces on both sides of each."""
    marked = b" " + text.encode("ascii").translate(_FIRST) + b" "
    return marked.replace(b". ", bytes([_OTHER, _KNOWN_END, _SPACE])).translate(_THEN)


def split(text: bytes) -> list[str]:
    return text.decode("ascii").split()
