"""How much a phrase counts by where and how often it stands, and how much makes a topic."""

from dataclasses import dataclass

TITLE, BACKGROUND, CLAIM, ABSTRACT, KEYWORDS = range(5)
PLACES = ("title", "background", "claim", "abstract", "keywords")


@dataclass(frozen=True, slots=True)
class Scale:
    """The few numbers that hold for all topics.

    A weight counts once in the abstract. ``title``, ``claim`` (the sentence in which the authors
    first speak of their own work), ``background`` (what stands before it) and ``keywords`` are
    factors on it. Each further mention adds ``again`` of it, up to ``most``; where there
    is no abstract, all counts ``alone`` times. A paper gets the topics that reach ``threshold``
    and ``share`` of its strongest; if none does, the strongest that reaches ``floor``.
    """

    title: float = 3.0
    background: float = 0.85
    claim: float = 1.4
    keywords: float = 0.6
    again: float = 0.6
    most: float = 2.25
    alone: float = 1.5
    threshold: float = 10.0
    share: float = 0.2
    floor: float = 2.0

    def factor(self, counts: list[int]) -> float:
        """By how much a weight is multiplied, given how often its phrase stands in each place."""
        weighed = (
            (self.claim, counts[CLAIM]),
            (1.0, counts[ABSTRACT]),
            (self.background, counts[BACKGROUND]),
        )
        best = max((worth for worth, n in weighed if n), default=0.0)
        further = sum(worth * n for worth, n in weighed) - best
        body = min(self.most, best + self.again * further)
        return self.title * bool(counts[TITLE]) + body + self.keywords * bool(counts[KEYWORDS])
