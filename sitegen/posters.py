"""What a picture of a page shows to those who pass the page on."""

from msgspec import Struct


class Poster(Struct, frozen=True):
    """``headings``: the same in several scripts, of which the first that can be drawn is taken.

    ``colours``: paper, ink and accent as a style sheet has them.
    """

    site: str
    headings: tuple[str, ...]
    tally: str
    titles: tuple[str, ...]
    colours: tuple[str, str, str]
