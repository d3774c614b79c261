"""Dumps made a little wrong: what editors, networks and attackers do to a file.

Most mutations keep the text valid UTF-8 and its head whole, so that the mutant gets past the
recognition of its kind and its reader has to cope.
"""

import gzip
import random
import re
from collections.abc import Callable, Sequence

MOST_MUTATIONS = 4
BYTES_EVERY = 12
DRESS_EVERY = 25
_HEAD = 400
_MANY = 3_000

_VALUE = re.compile(
    r'(?<=[:\[,])\s*(?:"(?:[^"\\]|\\.){0,2000}"|-?\d+|true|false|null|\{[^{}]*\}|\[[^\[\]]*\])'
    r'|(?<=>)[^<>]+(?=<)|(?<==")[^"]*(?=")|(?<=[={]\{)[^{}]*(?=\})|(?<= - ).*|(?<=: ).*'
    r"|\([^()\n]*\)|\[[^\[\]\n]*\]"
)

SCALARS = (
    *('""', "null", "true", "[]", "{}", "-1", "0", "1e999", "NaN", "9" * 400, "9" * 5_000),
    *('"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"\\u202e"', '[[["a"]]]', '{"name":[{}]}'),
    *('"javascript:alert(1)"', '"http://[::1"', '"https://a b\\nc"', '"//evil.example/x"'),
    *('"http://\\ud800.example/"', '"https://ok.example/\\u202e\\u0007"', '"HTTPS://é.example/\'"'),
    *('"9999-12-31T23:59:59-23:00"', '"0001-01-01T00:00:00+14:00"', '"2025-02-30"', '"٢٠٢٥"'),
)
TEXTS = (
    *("\0", "\x1b[31m", "\x07", "\x85", "\x9f", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufffe"),
    *("\u200b", "\U000e0041", "\u0301", "é", "ﬁ", "𝔸", "\r", "\n", "\n\n", "\t", "\x0b", "\x0c"),
    *("&#xD800;", "&#0;", "&#x1b;", "&#x202e;", "&amp;#7;", "&lol;", "&", "<", "]]>", "<![CDATA["),
    *('"', "\\", "\\u", "\\ud800", "\\u0007", "{", "}", "[", "]", "$", "`", "@", "%", "\\\\"),
    *("<script>alert(1)</script>", "<a href='javascript:alert(1)'>x</a>", "<!--", "<?x", "<!X"),
    *("[x](javascript:alert(1))", "[a][99]", "[a]: data:text/html,x", "../../etc/passwd"),
    *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "https://"),
    *("https://ok.example/\x07x", "http://a\u202eb.example/", "https://user:pw@x.example:99999/"),
    *("arXiv:9999.99999v9999", "2210.17323", "cs/9999999", "10.1234/\x00x", "doi:10.1/"),
    *("Nov 99, 99999", "Feb 30", "Mon, 99 Foo 9999 99:99:99 +9999", "٢٣", "²", "-0"),
    *("\\'", "\\'{", "\\c{\\'", '{\\"', "\\frac{", "\\begin{x}", "$$$", "{" * 50, "\\href{"),
    *(
        "Title:",
        "Authors:",
        "\\\\\n",
        "------\n",
        "ER  - \n",
        "TY  - X\n",
        "@article{a,",
        "@string{",
    ),
)
LONG = tuple(
    piece * _MANY
    for piece in (
        *("[", "{", "(", "\\", "<a>", "[x](", "\\'{", "$", "`", " ", "\n", "a", "é", "- ", "\\\n"),
        *('{"paper":', '{"a":[', "&amp;", "<!--", "--", "[a][1] ", "and ", "{\\a", "<br", '"', "0"),
        *("a, ", "@a{b,", "Title: x\n", "\\\\\n", "·", "https://", "(a ", "![", "</p>", "x\n\n"),
    )
)

Rng = random.Random


def mutant(seed: bytes, others: Sequence[bytes], rng: Rng) -> bytes:
    """A mutant of ``seed`` with up to MOST_MUTATIONS wrongs; ``others`` are spliced into it."""
    text = seed.decode("utf-8", "ignore")
    for _ in range(rng.randint(1, MOST_MUTATIONS)):
        change = rng.choices(tuple(_CHANGES), tuple(_CHANGES.values()))[0]
        text = change(text, rng)
    if not rng.randrange(BYTES_EVERY):
        text = _splice(text, rng.choice(others).decode("utf-8", "ignore"), rng)
    data = text.encode("utf-8", "ignore")
    if not rng.randrange(BYTES_EVERY):
        data = _byte(data, rng)
    return data if rng.randrange(DRESS_EVERY) else rng.choice(_DRESSES)(data)


def _slice(text: str, rng: Rng, longest: int = 80) -> tuple[int, int]:
    """A place, rarely in the head, and its end: by characters, lines or blocks."""
    first = min(_HEAD, len(text) // 4) if rng.randrange(10) else 0
    start = rng.randint(first, max(first, len(text)))
    if rng.randrange(2):
        return start, min(len(text), start + rng.randint(1, longest))
    mark = rng.choice(("\n", "\n\n", "},", ">"))
    start = max(first, text.rfind(mark, 0, start) + len(mark))
    end = text.find(mark, start)
    return start, len(text) if end < 0 else end + len(mark)


def _delete(text: str, rng: Rng) -> str:
    start, end = _slice(text, rng)
    return text[:start] + text[end:]


def _double(text: str, rng: Rng) -> str:
    start, end = _slice(text, rng, 400)
    return text[:end] + text[start:end] + text[end:]


def _repeat(text: str, rng: Rng) -> str:
    start, end = _slice(text, rng, 40)
    return text[:end] + text[start:end][:200] * rng.randint(2, 400) + text[end:]


def _swap(text: str, rng: Rng) -> str:
    (a, b), (c, d) = sorted((_slice(text, rng), _slice(text, rng)))
    return text if c < b else text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _truncate(text: str, rng: Rng) -> str:
    return text[: rng.randint(len(text) // 3, len(text))]


def _insert(text: str, rng: Rng) -> str:
    start, _ = _slice(text, rng)
    return text[:start] + rng.choice(TEXTS) + text[start:]


def _insert_long(text: str, rng: Rng) -> str:
    start, _ = _slice(text, rng)
    return text[:start] + rng.choice(LONG) + text[start:]


def _value(text: str, rng: Rng) -> str:
    """Another value in the place of one of JSON, XML, BibTeX, RIS or a mail's head."""
    found = _VALUE.search(text, _slice(text, rng)[0])
    if not found:
        return text
    quoted = found[0].lstrip()[:1] in '"{[0123456789-tfn'
    other = rng.choice(SCALARS if quoted else TEXTS)
    return text[: found.start()] + other + text[found.end() :]


def _splice(text: str, other: str, rng: Rng) -> str:
    start, end = _slice(other, rng, 400)
    at, _ = _slice(text, rng)
    return text[:at] + other[start:end] + text[at:]


def _byte(data: bytes, rng: Rng) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + bytes((rng.randrange(256),)) + data[at + rng.randrange(2) :]


_CHANGES: dict[Callable[[str, Rng], str], int] = {
    **{_delete: 5, _double: 5, _swap: 4, _truncate: 2, _insert: 8, _value: 8},
    **{_repeat: 1, _insert_long: 1},
}
_DRESSES: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: gzip.compress(data, 1, mtime=0),
    lambda data: gzip.compress(data, 1, mtime=0)[:-9],
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.decode("utf-8", "ignore").encode("utf-16"),
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: data.replace(b"\n", b"\r"),
)
