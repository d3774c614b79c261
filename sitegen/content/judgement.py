"""What a keeper has said of two papers: that they are one, or that they are two."""

from collections.abc import Mapping

from msgspec import Struct

SAME, DIFFERENT = "same", "different"


class Judgement(Struct, frozen=True):
    """``one`` and ``other`` are slugs as they were when it was said.

    The rest is of ``same`` only, for the day on which it is taken back and for a rebuild from the
    dumps: the other's ``home``, ``keys``, ``wrote`` and ``aliases`` as the ledger had them, the
    days on which it was ``listed`` besides, or taken ``off``; of all these days those on which the
    one stood as well (``shared``); the facts that the one ``gained``, and the one's ``own`` keys.
    """

    one: str
    other: str
    verdict: str
    home: str = ""
    keys: tuple[str, ...] = ()
    wrote: Mapping[str, str] = {}
    aliases: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """The same pair, whichever was named first."""
        return min(self.one, self.other), max(self.one, self.other)


Judgements = Mapping[tuple[str, str], Judgement]
