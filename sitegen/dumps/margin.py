"""A text that was quoted in a mail or set in by an editor: the same margin before every line."""

import re
from itertools import takewhile

_MARGIN = re.compile(r"\s*?^((?:[ \t]|>(?: |(?=[>\n]))){1,40})[^\s>]", re.MULTILINE)
_SIGNS = "> \t"


def without_margin(text: str) -> str:
    """The text without the margin that all its lines have but those that are blank."""
    found = _MARGIN.match(text)
    if not found:
        return text
    lines = text.split("\n")
    said = [line for line in lines if line.strip(_SIGNS)]
    columns = zip(found[1], min(said), max(said), strict=False)
    margin = sum(1 for _ in takewhile(lambda signs: len({*signs}) == 1, columns))
    if not margin:
        return text
    return "\n".join(line[margin:] if line.strip(_SIGNS) else "" for line in lines)
