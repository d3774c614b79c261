"""Topics judged one word after the other: what is worked out in columns, as a specification."""

from collections.abc import Sequence

from sitegen.lexicon import GAP
from sitegen.phrasetree import Sense, spellings
from sitegen.scale import ABSTRACT, BACKGROUND, CLAIM, KEYWORDS, PLACES, TITLE, Scale
from sitegen.topics import Classifier
from sitegen.words import SENTENCE_END, stem, words

SPEAKERS = ("we", "our", "ours")
OWN = ("paper", "work", "study", "article", "report", "survey", "thesis")
THIS = ("this", "the", "present")


def strengths(
    classifier: Classifier,
    title: str,
    abstract: str,
    categories: Sequence[str] = (),
    keywords: Sequence[str] = (),
) -> tuple[tuple[str, float], ...]:
    """What ``topics.strengths`` tells."""
    slugs, senses, scale = classifier.slugs, classifier.lexicon.senses, classifier.scale
    body = words(abstract)
    tokens = [*words(title), SENTENCE_END, *body]
    begin, end = (len(tokens) - len(body) + at for at in claim(body))
    places = [TITLE] * (len(tokens) - len(body)) + [ABSTRACT] * len(body)
    for at in range(len(tokens) - len(body), end):
        places[at] = CLAIM if at >= begin else BACKGROUND
    for keyword in keywords:
        said = [SENTENCE_END, *words(keyword)]
        tokens += said
        places += [KEYWORDS] * len(said)
    counts: dict[int, list[int]] = {}
    for sense, start in by_looking(senses, tokens, places):
        counts.setdefault(sense, [0] * len(PLACES))[places[start]] += 1
    scores, worth = [0.0] * len(slugs), scale.brevity(len(body))
    for sense, times in counts.items():
        scores[senses[sense].topic] += worth * senses[sense].weight * factor(scale, times)
    for name in categories:
        for topic, weight in classifier.categories.get(name, ()):
            scores[topic] += weight
    strong = [score >= scale.implying for score in scores]
    for topic, other, share in classifier.implies:
        scores[other] += share * scale.implying if strong[topic] else 0.0
    told = [(slug, score) for slug, score in zip(slugs, scores, strict=True) if score > 0]
    return tuple(sorted(told, key=lambda one: (-one[1], one[0])))


def claim(tokens: Sequence[str]) -> tuple[int, int]:
    """Begin and end of the first sentence in which the authors speak of their own work."""
    for i, token in enumerate(tokens):
        if token in SPEAKERS or (token in OWN and tokens[i - 1] in THIS):
            ends = [at for at, other in enumerate(tokens) if other == SENTENCE_END]
            begin = max((at + 1 for at in ends if at < i), default=0)
            return begin, min((at for at in ends if at > i), default=len(tokens))
    return 0, 0


def factor(scale: Scale, times: Sequence[int]) -> float:
    """By how much a weight is multiplied, given its mentions by place."""
    worths = ((CLAIM, scale.claim), (ABSTRACT, 1.0), (BACKGROUND, scale.background))
    best, every = 0.0, 0.0
    for place, worth in worths:
        best, every = max(best, worth if times[place] else 0.0), every + worth * times[place]
    body = min(scale.most, best + scale.again * (every - best))
    return scale.title * bool(times[TITLE]) + body + scale.keywords * bool(times[KEYWORDS])


def by_looking(
    known: Sequence[Sense], text: Sequence[str], places: Sequence[int]
) -> list[tuple[int, int]]:
    """The senses that count, and where they begin; every stretch is compared with every phrase."""
    sides = {n: [spellings(side) for side in s.phrase.split("...")] for n, s in enumerate(known)}
    begun = {path[:2] for phrase in sides.values() for side in phrase for path in side}
    in_order = sorted(sides, key=lambda n: (known[n].phrase, n))
    taken: dict[int, int] = {}
    opened: dict[int, int] = {}
    found = []
    for start in range(len(text)):
        whole, gaps = [], False
        for end in range(start + 1, len(text) + 1):
            path = tuple(map(stem, text[start:end]))
            whole += [(end, n) for n in in_order if len(sides[n]) == 1 and path in sides[n][0]]
            for n in (n for n in in_order if len(sides[n]) == 2):
                gaps |= end == start + 1 and any(path in side for side in sides[n])
                if path in sides[n][1] and is_near(opened.get(n), start, text):
                    whole.append((end, n))
            opened.update((n, end) for n in in_order if len(sides[n]) == 2 and path in sides[n][0])
        goes_on = tuple(map(stem, text[start : start + 2])) in begun and start + 1 < len(text)
        for end, n in reversed(whole) if goes_on or gaps else whole:
            if places[start] in known[n].places and taken.get(known[n].topic, 0) <= start:
                taken[known[n].topic] = end
                found.append((n, start))
    return found


def is_near(opened: int | None, start: int, text: Sequence[str]) -> bool:
    within = opened is not None and start - opened <= GAP
    return within and SENTENCE_END not in text[opened:start]
