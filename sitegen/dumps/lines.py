"""Lines out of a stream of pieces, none of them held longer than it is worth."""

from collections.abc import Iterable, Iterator


def lines(pieces: Iterable[bytes], longest: int) -> Iterator[tuple[int, bytes]]:
    """Every line that is not empty with its number, and without its end.

    Lines end in ``\\n``, ``\\r\\n`` or ``\\r``. Of a line longer than ``longest`` bytes only a
    beginning comes, which is longer than that too.
    """
    number, held, size = 1, list[bytes](), 0
    for piece in _one_kind_of_end(pieces):
        first, *others = piece.split(b"\n")
        if size <= longest:
            held.append(first)
            size += len(first)
        if others:
            if size:
                yield number, b"".join(held)
            last = others.pop()
            yield from ((at, line) for at, line in enumerate(others, number + 1) if line)
            number += len(others) + 1
            held, size = [last], len(last)
    if size:
        yield number, b"".join(held)


def _one_kind_of_end(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """``\\r`` at the end of a piece waits for the next one: it may be half of an end."""
    waiting = b""
    for piece in pieces:
        if waiting or b"\r" in piece:
            whole = waiting + piece
            waiting = b"\r" if whole.endswith(b"\r") else b""
            ended = whole.removesuffix(b"\r")
            yield ended.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        else:
            yield piece
    if waiting:
        yield b"\n"
