"""The names of TeX that titles and abstracts use, and what each stands for."""

import re
from functools import cache

ESCAPED = "%&_#${}"

ABBREVIATIONS = {
    "eg": "e.g.",
    "ie": "i.e.",
    "Eg": "E.g.",
    "Ie": "I.e.",
    "etal": "et al.",
    "etc": "etc.",
    "wrt": "w.r.t.",
    "cf": "cf.",
    "vs": "vs.",
    "aka": "a.k.a.",
    "resp": "resp.",
    "iid": "i.i.d.",
}

LETTERS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
    "j": "ȷ",
    "dj": "đ",
    "DJ": "Đ",
    "dh": "ð",
    "th": "þ",
    "TH": "Þ",
}

WORDS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textendash": "–",
    "textemdash": "—",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textunderscore": "_",
    "textdollar": "$",
    "textquotesingle": "'",
    "textasciigrave": "`",
    "textasteriskcentered": "*",
    "texteuro": "€",
    "textmu": "µ",
    "texttimes": "×",
    "textpm": "±",
    "textbullet": "•",
    "textperiodcentered": "·",
    "textcopyright": "©",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textdegree": "°",
    "textregistered": "®",
    "texttrademark": "™",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "dag": "†",
    "ddag": "‡",
    "S": "§",
    "P": "¶",
    "slash": "/",
    "quad": " ",
    "qquad": " ",
    "newline": " ",
    "xspace": "",
}

STYLES = {
    "textbf": "strong",
    "textit": "em",
    "emph": "em",
    "textsl": "em",
    "texttt": "code",
    "textsc": "group",
    "textsf": "group",
    "textrm": "group",
    "textup": "group",
    "textnormal": "group",
    "text": "group",
    "mbox": "group",
    "mathrm": "group",
    "operatorname": "group",
    "underline": "group",
}

SWITCHES = {
    "bf": "strong",
    "bfseries": "strong",
    "em": "em",
    "it": "em",
    "itshape": "em",
    "sl": "em",
    "tt": "code",
    "sc": "group",
    "rm": "group",
    "sf": "group",
}

FORMULAS = {
    "mathcal": 1,
    "mathbb": 1,
    "mathbf": 1,
    "mathfrak": 1,
    "mathit": 1,
    "sqrt": 1,
    "hat": 1,
    "bar": 1,
    "tilde": 1,
    "frac": 2,
}

REFERENCES = re.compile(
    r"\\(?:cite[a-z]*|label|(?:eq|auto|page|c|C)?ref|footnote|footnotemark|thanks)\*?"
)

ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}


_SIGNS = {
    "\\dots": "…",
    "\\dotsc": "…",
    "\\langle": "⟨",
    "\\rangle": "⟩",
    "\\lvert": "|",
    "\\rvert": "|",
    "\\lVert": "‖",
    "\\rVert": "‖",
}


@cache
def symbols() -> dict[str, str]:
    """Macro -> sign, as ``\\alpha`` -> ``α``; a few thousand, read when first needed."""
    from unicodeit.data import REPLACEMENTS

    return {name: sign for name, sign in REPLACEMENTS if name.startswith("\\")} | _SIGNS
