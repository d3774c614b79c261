"""A formula in plain Unicode: ``x^2`` -> ``x²``, ``\\frac{a}{b}`` -> ``a/b``."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sitegen.tex.tables import ESCAPED, symbols

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
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
_MARKS = {"\\hat": "\u0302", "\\bar": "\u0304", "\\tilde": "\u0303", "\\vec": "\u20d7"}
_SPACES = frozenset(("\\,", "\\;", "\\:", "\\ ", "\\quad", "\\qquad", "~", "&", "\\\\"))
_DEEPEST = 20


@lru_cache(maxsize=4096)
def unicode_formula(formula: str) -> str:
    """What is known becomes Unicode, what is not stays as it was written."""
    return " ".join(_Reader(_TOKEN.findall(formula)).sequence().split())


class _Reader:
    """Reads the tokens of one formula from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens: Iterator[str] = iter(tokens)
        self.depth = 0

    def sequence(self) -> str:
        """Up to the closing brace or the end."""
        self.depth += 1
        parts = list[str]()
        for token in self.tokens:
            if token == "}" and self.depth > 1:
                break
            part = self.one(token)
            parts.append(_parted(parts, token, part))
        self.depth -= 1
        return "".join(parts)

    def argument(self) -> str:
        token = next((t for t in self.tokens if not t.isspace()), "")
        return self.one(token) if token != "}" else ""

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
            return unicodedata.normalize("NFC", self.argument() + _MARKS[token])
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


def _parted(before: list[str], token: str, part: str) -> str:
    """A function's name stands apart from the letters round it."""
    last = before[-1][-1:] if before else ""
    named = token[1:] in FUNCTIONS
    return f" {part}" if named and last.isalnum() else part + " " * named


def _form(token: str, letter: str) -> str:
    return symbols().get(f"{token}{{{letter}}}", letter)


def _script(mark: str, words: str) -> str:
    table = _RAISED if mark == "^" else _LOWERED
    words = words.strip()
    if all(sign in table for sign in words):
        return "".join(table[sign] for sign in words)
    return mark + _joined(words) if words != "′" else words


def _joined(words: str) -> str:
    return words if len(words) < 2 or words.isalnum() else f"({words})"
