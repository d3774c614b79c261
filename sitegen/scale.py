"""How much a phrase counts by where and how often it stands, and how much makes a topic."""

from msgspec import Struct

TITLE, BACKGROUND, CLAIM, ABSTRACT, KEYWORDS = range(5)
PLACES = ("title", "background", "claim", "abstract", "keywords")


class Scale(Struct, frozen=True):
    """The few numbers that hold for all topics.

    A weight counts once in the abstract. ``title``, ``claim`` (the sentence in which the authors
    first speak of their own work), ``background`` (what stands before it) and ``keywords`` are
    factors on it. Each further mention adds ``again`` of it, up to ``most``. Where there is no
    abstract, all counts ``alone`` times, less so in a short one, and once from ``full`` words on.
    A paper gets the topics that reach ``threshold`` with up to ``lead`` added, the whole of it
    for its strongest topic and as much less as one is weaker; if none does, the strongest that
    reaches ``floor``. A topic that reaches ``implying`` by itself speaks for those it implies.
    """

    title: float = 3.0
    background: float = 0.85
    claim: float = 1.4
    keywords: float = 0.6
    again: float = 0.6
    most: float = 2.25
    alone: float = 2.0
    full: int = 150
    threshold: float = 13.5
    lead: float = 10.0
    floor: float = 2.0
    implying: float = 10.0

    def brevity(self, length: int) -> float:
        """By how much everything is multiplied in a paper with an abstract of so many words."""
        return 1 + (self.alone - 1) * max(0.0, 1 - length / self.full)

    def enough(self, best: float) -> float:
        """The least strength that makes a topic beside a strongest one of ``best``."""
        return self.threshold * best / (best + self.lead)
