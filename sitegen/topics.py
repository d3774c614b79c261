"""Which topics a paper belongs to, judged by the rules of the topic pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter, mul

from sitegen.categories import first_name
from sitegen.model import Topic
from sitegen.phrases import Lexicon, find
from sitegen.phrasetree import Sense
from sitegen.scale import (
    ABSTRACT,
    BACKGROUND,
    CLAIM,
    KEYWORDS,
    MENTION,
    PLACES,
    TITLE,
    Factors,
    Scale,
    counted,
)
from sitegen.words import SENTENCE_END, words

_ANYWHERE = frozenset(range(len(PLACES)))
_BODY = frozenset({BACKGROUND, CLAIM, ABSTRACT})
_SPEAKERS = frozenset({"we", "our", "ours"})
_OWN = frozenset({"paper", "work", "study", "article", "report", "survey", "thesis"})
_THIS = frozenset({"this", "the", "present"})
_CLAIMING = _SPEAKERS | _OWN
_PLACES = tuple(bytes([place]) for place in range(len(PLACES)))


@dataclass(frozen=True, slots=True)
class Classifier:
    """Rules made ready for matching; a value like the topics it comes from.

    ``in_order`` has the places of ``slugs`` in their order.
    """

    slugs: tuple[str, ...]
    in_order: tuple[int, ...]
    lexicon: Lexicon
    categories: dict[str, tuple[tuple[int, float], ...]]
    implies: tuple[tuple[int, int, float], ...]
    scale: Scale
    factors: Factors


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """What one phrase, category or other topic added to the score of ``topic``, and where."""

    topic: str
    score: float
    phrase: str
    places: tuple[str, ...]


def compile(topics: Sequence[Topic], scale: Scale | None = None) -> Classifier:
    """The classifier of these topics. ``implies`` that names none of them says nothing."""
    slugs = tuple(topic.slug for topic in topics)
    number = {slug: i for i, slug in enumerate(slugs)}
    scale = scale or Scale()
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
        scale,
        Factors(scale),
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
) -> tuple[tuple[str, float], ...]:
    """Every topic for which something speaks and how much, strongest first, ties by slug."""
    if not classifier.slugs:
        return ()
    total = _scores(classifier, title, abstract, categories, keywords)
    for _, other, added in list(_implied(classifier, total)):
        total[other] += added
    told = [(classifier.slugs[i], total[i]) for i in classifier.in_order if total[i] > 0]
    return tuple(sorted(told, key=itemgetter(1), reverse=True))


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
    lex = classifier.lexicon
    mentions, worth = _mentions(classifier, title, abstract, keywords)
    told = [
        Reason(
            classifier.slugs[sense.topic],
            worth * sense.weight * classifier.factors[count],
            sense.phrase,
            tuple(place for place, n in zip(PLACES, counted(count), strict=True) if n),
        )
        for sense, count in ((lex.senses[number], count) for number, count in mentions.items())
    ]
    told += [
        Reason(classifier.slugs[topic], weight, name, ("categories",))
        for name in categories
        for topic, weight in classifier.categories.get(name, ())
    ]
    scores = _scores(classifier, title, abstract, categories, keywords)
    told += [
        Reason(classifier.slugs[other], added, f"topic {classifier.slugs[i]}", ())
        for i, other, added in _implied(classifier, scores)
    ]
    return tuple(sorted(told, key=lambda r: (r.topic, -r.score, r.phrase)))


def _scores(
    classifier: Classifier,
    title: str,
    abstract: str,
    categories: Sequence[str],
    keywords: Sequence[str],
) -> list[float]:
    """By topic, what its own rules say."""
    scores = [0.0] * len(classifier.slugs)
    senses, factors = classifier.lexicon.senses, classifier.factors
    mentions, worth = _mentions(classifier, title, abstract, keywords)
    for number, count in mentions.items():
        sense = senses[number]
        scores[sense.topic] += worth * sense.weight * factors[count]
    for name in categories:
        for topic, weight in classifier.categories.get(name, ()):
            scores[topic] += weight
    return scores


def _mentions(
    classifier: Classifier, title: str, abstract: str, keywords: Sequence[str]
) -> tuple[dict[int, int], float]:
    """The mentions of each phrase that is found, and what the brevity of the text makes of them."""
    tokens, places = _laid_out(title, abstract, keywords)
    length = len(places) - places.count(TITLE) - places.count(KEYWORDS)
    return find(classifier.lexicon, tokens, places, MENTION), classifier.scale.brevity(length)


def _laid_out(title: str, abstract: str, keywords: Sequence[str]) -> tuple[list[str], bytes]:
    """All words of a paper in a row, and the place of each."""
    head, body = [*words(title), SENTENCE_END], words(abstract)
    tail = words(" . ".join(("", *keywords))) if keywords else []
    begin, end = _claim(body)
    sizes = (len(head), begin, end - begin, len(body) - end, len(tail))
    return head + body + tail, b"".join(map(mul, _PLACES, sizes))


def _claim(tokens: Sequence[str]) -> tuple[int, int]:
    """Begin and end of the first sentence in which the authors speak of their own work."""
    for i in compress(range(len(tokens)), map(_CLAIMING.__contains__, tokens)):
        if tokens[i] in _SPEAKERS or tokens[i - 1] in _THIS:
            before, rest = tokens[i::-1], tokens[i:]
            begin = i + 1 - before.index(SENTENCE_END) if SENTENCE_END in before else 0
            return begin, i + rest.index(SENTENCE_END) if SENTENCE_END in rest else len(tokens)
    return 0, 0


def _implied(classifier: Classifier, scores: Sequence[float]) -> Iterable[tuple[int, int, float]]:
    enough = classifier.scale.implying
    for topic, other, share in classifier.implies:
        if scores[topic] >= enough:
            yield topic, other, share * enough


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
