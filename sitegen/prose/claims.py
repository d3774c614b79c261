"""Which sentences of an abstract carry its contribution: where the authors say what they did.

A rule for English; in another language no sentence speaks up, and the abstract's beginning
stands for it.
"""

import re
from collections.abc import Iterator, Sequence

_WORK = r"(?:paper|work|study|article|report|survey|thesis|technical report)\b"
_OURS = r"(?:\w+ ){0,2}(?:method|approach|framework|model|system|work)\b"
_NOT_AGAIN = r"(?!,? (?:also|further|furthermore|additionally|then|finally)\b)"
_AUTHORS = rf"(?:\bwe\b|\b(?:this|the present) {_WORK}|\bour {_OURS}){_NOT_AGAIN}"
_MADE = (
    r"(?:propos|introduc|present|develop|releas|design|buil[dt]|construct|creat|contribut|"
    r"formulat|deriv|devis|describ|provid|open-sourc|publish)\w*"
)
_FOUND = (
    r"(?:show|demonstrat|find|found|prov[ei]|establish|investigat|stud[iy]|explor|examin|analy[sz]|"
    r"evaluat|address|reveal|discover|observ|compar|measur|train|argu|tackl|achiev|outperform)\w*"
)
# The same, by the words they begin with: to look where these stand is quicker than everywhere.
_VOICES = tuple(
    (voice, re.compile(rf"{voice}(?<=\b{voice}){rest}{_NOT_AGAIN}"))
    for voice, rest in (("we", r"\b"), ("our ", _OURS), ("this ", _WORK), ("the present ", _WORK))
)
_MAKE, _FIND = (re.compile(rf"{_AUTHORS}.{{0,40}}?\b{done}") for done in (_MADE, _FOUND))
_HERE = "in this "
_MAKE_HERE = re.compile(
    rf"{_HERE}(?<=\b{_HERE})(?:paper|work|study|article|report|survey)\b.*{_AUTHORS}"
    rf".{{0,40}}?\b{_MADE}"
)
_SUCCESS = (
    *("show", "demonstrat", "reveal", "outperform", "achiev", "surpass"),
    *("find that", "found that", "prove that"),
)
_RESULT = re.compile(
    rf"(?:{_AUTHORS}|\b(?:results|experiments|evaluations?)\b).{{0,60}}?\b(?:{'|'.join(_SUCCESS)})"
)
_SHORT = 30  # words; after a claim so short there is room for a result
_LONG = 60  # words in all


def claims(sentences: Sequence[str]) -> tuple[int, ...]:
    """The numbers of one or two sentences, in order; none where nobody speaks up.

    The first in which the authors make something, else the first in which they find something;
    after a short one the first result that follows.
    """
    text = "\n".join(sentences).lower()  # a line each: no rule looks beyond the end of a line
    voices = _voices(text)
    if not voices:
        return ()
    lines = text.split("\n")
    for rule in (_makes_here, _makes, _finds):
        at = rule(text, voices)
        first = text.count("\n", 0, max(at, 0))
        if at >= 0 and _words(lines[first]) <= _LONG:
            return (first, *_result(lines, first))
    return ()


def _voices(text: str) -> list[int]:
    """Where the authors begin to speak, in order."""
    return sorted(at for word, voice in _VOICES if word in text for at in _places(voice, text))


def _places(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Where it matches, also within another match."""
    found = pattern.search(text)
    while found:
        yield found.start()
        found = pattern.search(text, found.start() + 1)


def _makes_here(text: str, _: list[int]) -> int:
    found = _MAKE_HERE.search(text) if _HERE in text else None
    return found.start() if found else -1


def _makes(text: str, voices: list[int]) -> int:
    return next((at for at in voices if _MAKE.match(text, at)), -1)


def _finds(text: str, voices: list[int]) -> int:
    return next((at for at in voices if _FIND.match(text, at)), -1)


def _result(sentences: Sequence[str], claim: int) -> tuple[int, ...]:
    said = _words(sentences[claim])
    if said > _SHORT:
        return ()
    for i in range(claim + 1, len(sentences)):
        if _succeeds(sentences[i]) and said + _words(sentences[i]) <= _LONG:
            return (i,)
    return ()


def _succeeds(text: str) -> bool:
    return any(map(text.__contains__, _SUCCESS)) and bool(_RESULT.search(text))


def _words(text: str) -> int:
    return len(text.split())
