"""Which topics a paper belongs to, judged by the rules of the topic pages."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from sitegen.categories import first_name
from sitegen.judged import Asked, Strengths
from sitegen.lexicon import Lexicon
from sitegen.model import Topic
from sitegen.phrasetree import Sense
from sitegen.scale import ABSTRACT, BACKGROUND, CLAIM, KEYWORDS, PLACES, TITLE, Scale

if TYPE_CHECKING:
    from sitegen.scores import Scorer

PORTION = 96  # papers that are judged in one go; what more need has no room in the caches
_ANYWHERE = frozenset(range(len(PLACES)))
_BODY = frozenset({BACKGROUND, CLAIM, ABSTRACT})


class Classifier(Struct, frozen=True, dict=True):
    """Rules made ready for matching; a value like the topics it comes from.

    ``in_order`` has the places of ``slugs`` in their order.
    """

    slugs: tuple[str, ...]
    in_order: tuple[int, ...]
    lexicon: Lexicon
    categories: dict[str, tuple[tuple[int, float], ...]]
    implies: tuple[tuple[int, int, float], ...]
    scale: Scale

    @cached_property
    def scorer(self) -> "Scorer":
        from sitegen.scores import Scorer  # numpy takes longer to load than most commands

        return Scorer(len(self.slugs), self.lexicon, self.categories, self.scale)

    def make_ready(self) -> None:
        """What the first paper would have to wait for."""
        if self.slugs:
            strengths(self, "", "")


class Reason(Struct, frozen=True, order=True):
    """What one phrase, category or other topic added to the score of ``topic``, and where."""

    topic: str
    score: float
    phrase: str
    places: tuple[str, ...]


def compile(topics: Sequence[Topic], scale: Scale | None = None) -> Classifier:
    """The classifier of these topics. ``implies`` that names none of them says nothing."""
    slugs = tuple(topic.slug for topic in topics)
    number = {slug: i for i, slug in enumerate(slugs)}
    return Classifier(
        slugs,
        tuple(sorted(range(len(slugs)), key=slugs.__getitem__)),
        Lexicon(tuple(_senses(topics))),
        _categories(topics),
        tuple(
            (i, number[other], share)
            for i, topic in enumerate(topics)
            for other, share in topic.rules.implies
            if other in number
        ),
        scale or Scale(),
    )


def classify(
    classifier: Classifier,
    title: str,
    abstract: str,
    categories: Sequence[str] = (),
    keywords: Sequence[str] = (),
) -> tuple[str, ...]:
    """Slugs of the topics of a paper given as plain text, strongest first."""
    return chosen(classifier, strengths(classifier, title, abstract, categories, keywords))


def strengths(
    classifier: Classifier,
    title: str,
    abstract: str,
    categories: Sequence[str] = (),
    keywords: Sequence[str] = (),
) -> Strengths:
    """Every topic for which something speaks and how much, strongest first, ties by slug."""
    return strengths_of(classifier, [(title, abstract, categories, keywords)])[0]


def strengths_of(classifier: Classifier, papers: Sequence[Asked]) -> list[Strengths]:
    """Those of each paper: of a PORTION or more a tenth of what they cost one by one."""
    if not classifier.slugs:
        return [()] * len(papers)
    from sitegen.scores import ranked, with_implied  # numpy, as above

    found: list[Strengths] = []
    for start in range(0, len(papers), PORTION):
        scores = classifier.scorer.scores(papers[start : start + PORTION])
        total = with_implied(scores.own, classifier.implies, classifier.scale)
        found += ranked(total, classifier.slugs, classifier.in_order)
    return found


def chosen(classifier: Classifier, ranked: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The topics that ``strengths`` are strong enough for."""
    if not ranked:
        return ()
    slug, best = ranked[0]
    enough = classifier.scale.enough(best)
    found = tuple(slug for slug, strength in ranked if strength >= enough)
    return found or ((slug,) if best >= classifier.scale.floor else ())


def explain(
    classifier: Classifier,
    title: str,
    abstract: str,
    categories: Sequence[str] = (),
    keywords: Sequence[str] = (),
) -> tuple[Reason, ...]:
    """Every reason for and against every topic, by topic, strongest first."""
    scores = classifier.scorer.scores([(title, abstract, categories, keywords)])
    found, senses = scores.mentions, classifier.lexicon.senses
    told = [
        Reason(classifier.slugs[sense.topic], added, sense.phrase, _named(counts))
        for sense, added, counts in zip(
            map(senses.__getitem__, found.senses), scores.added.tolist(), found.counts, strict=True
        )
    ]
    told += [
        Reason(classifier.slugs[topic], weight, name, ("categories",))
        for name in categories
        for topic, weight in classifier.categories.get(name, ())
    ]
    enough = classifier.scale.implying
    told += [
        Reason(classifier.slugs[other], share * enough, f"topic {classifier.slugs[topic]}", ())
        for topic, other, share in classifier.implies
        if scores.own[0, topic] >= enough
    ]
    return tuple(sorted(told, key=lambda r: (r.topic, -r.score, r.phrase)))


def _named(counts: Sequence[int]) -> tuple[str, ...]:
    return tuple(place for place, times in zip(PLACES, counts, strict=True) if times)


def _senses(topics: Sequence[Topic]) -> Iterable[Sense]:
    for i, topic in enumerate(topics):
        rules = topic.rules
        for pairs, sign, places in (
            (rules.phrases, 1, _ANYWHERE),
            (rules.title, 1, frozenset({TITLE})),
            (rules.abstract, 1, _BODY),
            (rules.keywords, 1, frozenset({KEYWORDS})),
            (rules.against, -1, _ANYWHERE),
        ):
            for phrase, weight in pairs:
                yield Sense(i, phrase, sign * weight, places)


def _categories(topics: Sequence[Topic]) -> dict[str, tuple[tuple[int, float], ...]]:
    found: dict[str, tuple[tuple[int, float], ...]] = {}
    for i, topic in enumerate(topics):
        once = {first_name(name): weight for name, weight in topic.rules.categories}
        for name, weight in once.items():
            found[name] = (*found.get(name, ()), (i, weight))
    return found
