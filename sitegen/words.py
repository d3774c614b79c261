"""Words as rules and texts share them: one spelling, one stem, whatever the writer's habits."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

from sitegen import asciiwords
from sitegen.asciiwords import ENDS, PREFIXES

Value = TypeVar("Value")
SENTENCE_END = asciiwords.SENTENCE_END
_TOKEN = re.compile(r"[^\W_]+(?:\+\+|#)?|[.!?;](?=\s|$)")
_PREFIXES = {
    prefix: re.compile(rf"{prefix}(?<=\b{prefix})(?:-\s?|\s)(?=[a-z])") for prefix in PREFIXES
}
_VOWEL = re.compile(r"[aeiouy]")

# What is in such a word, its spelling, ours.
_BRITISH = tuple(
    (letters, re.compile(pattern), spelling)
    for letters, pattern, spelling in (
        ("is", r"is(ation|ations|e|ed|er|ers|es|ing|able)$", r"iz\1"),
        ("ys", r"ys(e|ed|er|ers|ing)$", r"yz\1"),
        ("our", r"(?<=[a-z]{3})our(?=(?:s|ed|ing|al|ally|ful|able|ite|hood|hoods)?$)", "or"),
        ("ll", r"^(.*[aeiou][^aeiou]+[aeiou]l)l(ed|ing|er|ers)$", r"\1\2"),
        ("tre", r"(?<=[a-z]{3})tre(s?)$", r"ter\1"),
        ("ogue", r"(?<=[a-z]{3})ogue(s?)$", r"og\1"),
        ("ence", r"^(def|off|lic|pret)ence(s?)$", r"\1ense\2"),
        ("ae", r"ae(?=mi|ma|mo|sth|di)", "e"),
        ("ll", r"ll$", "l"),
    )
)

_IRREGULAR = {
    "ageing": "aging",
    "analyses": "analysis",
    "artefact": "artifact",
    "artefacts": "artifact",
    "biases": "bias",
    "corpora": "corpus",
    "criteria": "criterion",
    "grey": "gray",
    "hypotheses": "hypothesis",
    "indices": "index",
    "judgement": "judgment",
    "judgements": "judgment",
    "lenses": "lens",
    "matrices": "matrix",
    "phenomena": "phenomenon",
    "programme": "program",
    "programmes": "program",
    "spectra": "spectrum",
    "syntheses": "synthesis",
    "theses": "thesis",
    "vertices": "vertex",
    "viruses": "virus",
}

# Cut like others, these would meet a word that means something else.
_WHOLE = frozenset(
    re.findall(
        r"\w+",
        "bias canvas coding embed engineering grounded grounding lens news planning ranking"
        " reasoning sampling scaling series serving species understanding virus",
    )
)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_DOUBLED = re.compile(r"([bdgkmnprtv])\1$")


def fold(text: str) -> str:
    """Lower case without diacritics, prefixes joined to their words."""
    return _joined(_plain(text))


def words(text: str) -> list[str]:
    """The folded words of a text in order, sentence ends kept as ``SENTENCE_END`` tokens."""
    return asciiwords.words(text) if is_plain(text) else _by_pattern(_plain(text))


def is_plain(text: str) -> bool:
    """Whether its words are letters and digits of ASCII alone."""
    return text.isascii() and "#" not in text and not ("+" in text and "++" in text)


def _plain(text: str) -> str:
    return (text if text.isascii() else _FOREIGN.sub(_unmarked, text)).casefold()


def _unmarked(found: "re.Match[str]") -> str:
    """Signs beyond ASCII: what a mark belongs to does not matter, since no mark stays."""
    parts = unicodedata.normalize("NFKD", found[0])
    return "".join(c for c in parts if not unicodedata.combining(c))


def _joined(text: str) -> str:
    if "-" not in text and len(text.split(None, 1)) < 2:
        return text  # a word alone has nothing to be joined to
    for prefix, pattern in _PREFIXES.items():
        text = pattern.sub(prefix, text)
    return text


def _by_pattern(text: str) -> list[str]:
    found = _TOKEN.findall(_joined(text))
    return [SENTENCE_END if word in ENDS else word for word in found]


@cache
def stem(word: str) -> str:
    """What a folded word's inflections and its British and American spelling have in common.

    Only inflection is cut: "predict", "predictable" and "prediction" are different terms.
    """
    plain = _singular(_IRREGULAR.get(word) or american(word))
    if plain in _WHOLE or len(plain) < 4:
        return plain
    if plain.endswith(("ization", "izing", "ized", "ize")):
        return plain[: plain.rindex("iz") + 2]
    return _uninflected(plain)


def as_sentences(phrases: Iterable[str]) -> str:
    """One text of which each phrase is a sentence."""
    return f" {SENTENCE_END} ".join(phrases)


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order, sentence ends left out."""
    return tuple(stem(w) for w in words(text) if w != SENTENCE_END)


def american(word: str) -> str:
    if len(word) > 4:
        for letters, pattern, spelling in _BRITISH:
            if letters in word:
                word = pattern.sub(spelling, word)
    return word


def _singular(word: str) -> str:
    if word in _WHOLE or len(word) < 3 or not word.endswith("s"):
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def _uninflected(word: str) -> str:
    """Without -ed, -ing and a last -e, so that "prune", "pruned" and "pruning" meet."""
    if word.endswith("ied"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 1 and _VOWEL.search(rest) and not rest.endswith("e"):
            word = _DOUBLED.sub(r"\1", rest)
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


class ByStem(dict[str, Value]):
    """Words as they are written -> what a table has under their stems, by need.

    Stemming a word for the first time is slow; most words of a text begin like no stem there.
    """

    def __init__(self, table: Mapping[str, Value], other: Value) -> None:
        super().__init__()
        self._table, self._other = table, other
        self._beginnings = {s[:4] if len(s) > 4 else s[:2] for s in table}

    def __missing__(self, word: str) -> Value:
        stands = self._may_stand(word)
        self[word] = found = self._table.get(stem(word), self._other) if stands else self._other
        return found

    def _may_stand(self, word: str) -> bool:
        if len(word) < 5 or word in _IRREGULAR or "ae" in word[:4]:
            return True
        return word[:2] in self._beginnings or word[:4] in self._beginnings
