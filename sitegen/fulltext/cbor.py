"""CBOR, as far as Pagefind's files have it: whole numbers, texts, arrays."""

from typing import Any

NUMBER, NEGATIVE, TEXT, ARRAY = 0, 1, 3, 4
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def encoded(value: Any) -> bytes:
    """Of a number, a text, or a list of them and of lists."""
    if isinstance(value, str):
        text = value.encode()
        return head(TEXT, len(text)) + text
    if isinstance(value, int):
        return head(NUMBER, value) if value >= 0 else head(NEGATIVE, -1 - value)
    return head(ARRAY, len(value)) + b"".join(map(encoded, value))


def head(kind: int, number: int) -> bytes:
    """``number``: of a text or an array its length."""
    if number < 24:
        return bytes([kind << 5 | number])
    code, length = next(one for one in _LENGTHS.items() if number < 1 << 8 * one[1])
    return bytes([kind << 5 | code]) + number.to_bytes(length, "big")


def decoded(data: bytes) -> Any:
    """Raises ValueError or IndexError for what is none of these."""
    return _item(data, 0)[0]


def _item(data: bytes, at: int) -> tuple[Any, int]:
    kind, number = data[at] >> 5, data[at] & 31
    at += 1
    if number >= 24:
        end = at + _LENGTHS[number]
        number, at = int.from_bytes(data[at:end], "big"), end
    if kind == ARRAY:
        return _items(data, at, number)
    if kind == TEXT:
        return data[at : at + number].decode(), at + number
    if kind > NEGATIVE:
        raise ValueError(f"no number, text or array: {kind}")
    return (-1 - number if kind else number), at


def _items(data: bytes, at: int, count: int) -> tuple[list[Any], int]:
    found = []
    for _ in range(count):
        item, at = _item(data, at)
        found.append(item)
    return found, at
