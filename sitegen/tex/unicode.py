"""A formula in plain Unicode: ``x^2`` -> ``x²``, ``\\frac{a}{b}`` -> ``a/b``."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sitegen.tex.tables import ESCAPED, symbols

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_UNKNOWN = re.compile(r"\\[A-Za-z]")
_RAISED = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
        strict=True,
    )
)
_LOWERED = dict(
    zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
_BARE = frozenset(
    "text textrm textbf textit texttt textsc textnormal mbox mathrm mathbf mathit mathsf mathtt"
    " boldsymbol bm operatorname bf rm it left right big Big bigl bigr displaystyle limits".split()
)
_LETTERFORMS = frozenset(("\\mathbb", "\\mathcal", "\\mathfrak", "\\mathscr"))
FUNCTIONS = frozenset(
    "arg argmax argmin cos cot deg det dim exp gcd inf ker lim log ln max min Pr sin sup tan tanh"
    " softmax".split()
)
_MARKS = {
    "\\hat": "\u0302",
    "\\widehat": "\u0302",
    "\\bar": "\u0304",
    "\\overline": "\u0304",
    "\\tilde": "\u0303",
    "\\widetilde": "\u0303",
    "\\vec": "\u20d7",
}
_SPACES = frozenset(("\\,", "\\;", "\\:", "\\ ", "\\quad", "\\qquad", "~", "&", "\\\\"))
_DEEPEST = 20


@lru_cache(maxsize=4096)
def unicode_formula(formula: str) -> str:
    """With a macro that is not known the whole formula stays as it was written."""
    said = " ".join(_Reader(_TOKEN.findall(formula)).sequence().split())
    return formula if not said or _UNKNOWN.search(said) else said


class _Reader:
    """Reads the tokens of one formula from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens: Iterator[str] = iter(tokens)
        self.depth = self.nested = 0

    def sequence(self) -> str:
        """Up to the closing brace or the end."""
        self.depth += 1
        said = ""
        for token in self.tokens:
            if token == "}" and self.depth > 1:
                break
            said += _parted(said, token, self.one(token))
        self.depth -= 1
        return said

    def argument(self) -> str:
        shown = (t for t in self.tokens if not t.isspace() and t.lstrip("\\") not in _BARE)
        token = next(shown, "")
        if token == "}" or self.nested == _DEEPEST:
            return ""
        self.nested += 1
        said = self.one(token)
        self.nested -= 1
        return said

    def one(self, token: str) -> str:
        if token == "{":
            return self.sequence() if self.depth < _DEEPEST else token
        if token in "^_" and token:
            return _script(token, self.argument())
        if token == "\\frac":
            return f"{_joined(self.argument())}/{_joined(self.argument())}"
        if token == "\\sqrt":
            return "√" + _joined(self.argument())
        if token in _MARKS:
            return _marked(self.argument(), _MARKS[token])
        if token in _LETTERFORMS:
            return "".join(_form(token, letter) for letter in self.argument())
        return _sign(token)


def _sign(token: str) -> str:
    if token in _SPACES or token.isspace():
        return " "
    if token == "'":
        return "′"
    if not token.startswith("\\"):
        return token
    name = token[1:]
    if name in _BARE or name == "!":
        return ""
    if name in FUNCTIONS or (name in ESCAPED and name):
        return name
    return "‖" if name == "|" else symbols().get(token, token)


def _parted(before: str, token: str, part: str) -> str:
    """A function's name stands apart from the letters round it."""
    if not before[-1:].isalnum() or token in "^_":
        return part
    behind_name = before.rsplit(" ", 1)[-1] in FUNCTIONS and part[:1].isalnum()
    return f" {part}" if behind_name or token[1:] in FUNCTIONS else part


def _form(token: str, letter: str) -> str:
    return symbols().get(f"{token}{{{letter}}}", letter)


def _script(mark: str, words: str) -> str:
    table = _RAISED if mark == "^" else _LOWERED
    words = words.strip()
    if all(sign in table for sign in words):
        return "".join(table[sign] for sign in words)
    if mark == "^" and len(words) == 1 and not words.isalnum():
        return "°" if words == "∘" else words
    return mark + _joined(words)


def _marked(words: str, mark: str) -> str:
    """Over a single letter; what spans more cannot be told in Unicode."""
    return unicodedata.normalize("NFC", words + mark) if len(words) == 1 else words


def _joined(words: str) -> str:
    return words if len(words) < 2 or words.isalnum() else f"({words})"
