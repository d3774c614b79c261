"""TeX as it stands in titles and abstracts: found, named, and told in plain Unicode.

Nothing here is a TeX engine: what is not surely TeX stays the text it is.
"""

from sitegen.tex.pieces import Piece, Shown, pieces, plain, plain_pieces
from sitegen.tex.recognise import DEEPEST, STOP, beginning, recognise
from sitegen.tex.span import Span

__all__ = [
    "DEEPEST",
    "STOP",
    "Piece",
    "Shown",
    "Span",
    "beginning",
    "pieces",
    "plain",
    "plain_pieces",
    "recognise",
]
