"""Values of BibTeX fields: delimiters, @strings, and the braces that only guard capitals."""

import re
from collections.abc import Iterator, Mapping

from sitegen.tex.tables import SWITCHES

_DELIMITER = re.compile(r"\\.|[{}\"#]", re.DOTALL)
_NAME_STEP = re.compile(r"\\.|[{}]|(?<=\s)and(?=\s)", re.DOTALL | re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<math>\$[^$]*\$)"
    r"|(?P<macro>\\(?:[A-Za-z]+\*? *|[`'^\"~=.]))"
    r"|(?P<escape>\\.)"
    r"|(?P<open>\{)"
    r"|(?P<close>\})",
    re.DOTALL,
)
_LETTER = r"(?: ?[^\W\d_]| ?\\[ij] ?|\{[^{}]{0,9}\})"
_SWITCH = re.compile(
    rf"\\(?:(?:{'|'.join(SWITCHES)})(?![A-Za-z])|[A-Za-z]+ ?\}}"
    rf"|[`'^\"~=.]{_LETTER}\}}|[cvuHkrdb](?![A-Za-z]){_LETTER}\}})"
)


def spelt_out(raw: str, strings: Mapping[str, str]) -> tuple[str, list[str]]:
    """The value with its @strings put in, and the names of those that nobody defined."""
    parts, unknown = list[str](), list[str]()
    for part in _concatenated(raw):
        name = part.lower()
        if part[:1] in ("{", '"') and len(part) > 1:
            parts.append(part[1:-1])
        elif part.isdecimal() or name in strings:
            parts.append(strings.get(name, part))
        elif part:
            unknown.append(part)
    return "".join(parts), unknown


def _concatenated(raw: str) -> Iterator[str]:
    """The parts between ``#`` signs that stand outside braces and quotes."""
    depth, quoted, start = 0, False, 0
    for found in _DELIMITER.finditer(raw) if "#" in raw else ():
        sign = found[0]
        depth += (sign == "{") - (sign == "}")
        quoted ^= sign == '"' and not depth
        if sign == "#" and not depth and not quoted:
            yield raw[start : found.start()].strip()
            start = found.end()
    yield raw[start:].strip()


def split_names(authors: str) -> Iterator[str]:
    """The names between the ``and`` that stand outside braces. The library's own function loses
    the accent of a name that begins with one: ``and \\'Elan``."""
    depth, start = 0, 0
    for found in _NAME_STEP.finditer(authors):
        sign = found[0]
        depth = max(0, depth + (sign == "{") - (sign == "}"))
        if sign.lower() == "and" and not depth:
            yield authors[start : found.start()].strip()
            start = found.end()
    yield authors[start:].strip()


def ungrouped(text: str) -> str:
    """Without the braces that only group: ``{BERT} \\emph{at} $x^{2}$`` keeps the last two pairs.

    Braces stay where they hold an argument or end a macro, as in ``{\\o}re``.
    """
    kept: list[bool] = []
    out: list[str] = []
    pos, argument = 0, False
    for found in _TOKEN.finditer(text) if "{" in text else ():
        between = text[pos : found.start()]
        out.append(between)
        argument = argument and not between
        pos, what = found.end(), found.lastgroup
        if what == "open":
            kept.append(argument or bool(_SWITCH.match(text, pos)))
        shown = kept[-1] if what in ("open", "close") and kept else True
        argument = what == "macro" or (what == "close" and bool(kept) and kept.pop())
        if shown:
            out.append(found[0])
    return "".join((*out, text[pos:]))
