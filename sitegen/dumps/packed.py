"""gzip as a stream of pieces, bounded in what a file may unpack to."""

import zlib
from collections.abc import Iterable, Iterator

from sitegen.dumps.limits import MOST_FOR_A_BYTE

GZIP = b"\x1f\x8b"
PIECE = 1 << 18
FREE = 1024 * 1024
"""Text unpacks to ten times its size, seldom more; beyond ``FREE`` bytes more is a bomb."""


class Damaged(Exception):
    """Why the rest of a packed stream cannot be read; its pieces so far are good."""


def unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes as they are, or those of every member of a gzip file, one piece at a time."""
    first, rest = _begun(chunks)
    return _members(first, rest) if first.startswith(GZIP) else _plain(first, rest)


def _begun(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, at least two where there are as many, and the other pieces."""
    rest, first = iter(chunks), b""
    while len(first) < len(GZIP) and (more := next(rest, None)) is not None:
        first += more
    return first, rest


def _plain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _members(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    packed, member, taken, given = first, _member(), len(first), 0
    while packed:
        try:
            piece = member.decompress(packed, PIECE)
        except zlib.error as error:
            raise Damaged(f"the gzip file is damaged: {error}") from error
        packed = member.unconsumed_tail or member.unused_data
        given += len(piece)
        if given > FREE + MOST_FOR_A_BYTE * (taken - len(packed)):
            raise Damaged(f"the gzip file unpacks to more than {MOST_FOR_A_BYTE} times its size")
        if piece:
            yield piece
        if not packed:
            packed = next(rest, b"")
            taken += len(packed)
        if member.eof and (packed := packed.lstrip(b"\0")):
            member = _member()
    if not member.eof:
        raise Damaged("the gzip file is cut")


def _member() -> "zlib._Decompress":
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
