"""Which papers are near a paper, by the terms they share, and which terms those are."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from sitegen.stopwords import COMMON
from sitegen.words import SENTENCE_END, stem, words

TITLE = 4.0  # a word of the title says this many times what one of the abstract says
PAIR = 0.5  # two words in a row, against one word
TOPICS = 0.3  # likeness of topics, against likeness of words
OFTEN = 0.6  # exponent of how often a term stands in a paper
RARE = 0.7  # exponent of how rare it is in all papers
ASKED = 32  # the heaviest terms of a paper, by which its neighbours are looked up
LISTED = 100  # papers kept per term, the ones it matters most to; keeps growth linear
WEIGHED = 50  # candidates by words whose topics are compared too
STRONG = 0.5  # share of its strongest topic from which a paper counts as one of a topic
SHOWN = 3

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of a paper: plain text, and how strongly it has which topic."""

    slug: str
    title: str
    abstract: str
    topics: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A related paper, how near it is, and the terms that say most of why."""

    slug: str
    score: float
    shared: tuple[str, ...]


def related(
    papers: Sequence[Text], k: int = 5, weights: Mapping[str, float] | None = None
) -> tuple[tuple[Neighbour, ...], ...]:
    """For each paper its ``k`` most related others, nearest first.

    ``weights`` (see ``term_weights``) can come from a part of the papers that no longer changes,
    so that a new paper does not move old neighbours; without it they come from ``papers``.
    """
    counted = [_counts(paper) for paper in papers]
    rarity = _rarity(counted) if weights is None else weights
    unknown = max(rarity.values(), default=1.0)
    vectors = [_unit({t: n * rarity.get(t, unknown) for t, n in c.items()}) for c in counted]
    topics = _topic_vectors(papers)
    index = _index(vectors, papers)
    spelt = _spellings(papers)
    found = []
    for i, vector in enumerate(vectors):
        near = _nearest(i, vectors, topics, index, papers)[:k]
        found.append(
            tuple(
                Neighbour(papers[j].slug, round(-far, 4), _shared(vector, vectors[j], spelt))
                for far, _, j in near
            )
        )
    return tuple(found)


def term_weights(papers: Iterable[Text]) -> dict[str, float]:
    """How telling each term is: the rarer, the more. A term not in here is as telling as any."""
    return _rarity([_counts(paper) for paper in papers])


def _nearest(
    i: int,
    vectors: Sequence[Vector],
    topics: Sequence[Vector],
    index: Mapping[str, Sequence[tuple[float, int]]],
    papers: Sequence[Text],
) -> list[tuple[float, str, int]]:
    """Negative likeness, slug and number of the papers like paper ``i``, the most alike first."""
    return sorted(
        (-_dot(vectors[i], vectors[j]) - TOPICS * _dot(topics[i], topics[j]), papers[j].slug, j)
        for j in _candidates(i, vectors[i], index)
    )


def _candidates(
    i: int, vector: Vector, index: Mapping[str, Sequence[tuple[float, int]]]
) -> list[int]:
    """The papers that share most of the heaviest terms of paper ``i``, ties included."""
    scores: dict[int, float] = {}
    for weight, term in nsmallest(ASKED, ((-w, t) for t, w in vector.items())):
        for listed, j in index.get(term, ()):
            scores[j] = scores.get(j, 0.0) + weight * listed
    scores.pop(i, None)
    last = sorted(scores.values())[:WEIGHED][-1] if scores else 0.0
    return [j for j, score in scores.items() if score <= last]


def _dot(one: Vector, other: Vector) -> float:
    # fsum is exact, so the order in which a set gives its terms cannot show
    return math.fsum(one[term] * other[term] for term in one.keys() & other.keys())


def _counts(paper: Text) -> Vector:
    """How much of each term is in a paper, before it is weighed against the other papers."""
    counts: Vector = {}
    for text, weight in ((paper.title, TITLE), (paper.abstract, 1.0)):
        for term in _terms(text):
            counts[term] = counts.get(term, 0.0) + weight
    return {term: n**OFTEN * (PAIR if " " in term else 1.0) for term, n in counts.items()}


def _terms(text: str) -> Iterator[str]:
    """Stems that say something, and neighbouring pairs of them."""
    before = ""
    for word in words(text):
        if word == SENTENCE_END or word in COMMON or word.isdigit():
            before = ""
            continue
        term = stem(word)
        yield term
        if before:
            yield f"{before} {term}"
        before = term


def _rarity(counted: Sequence[Vector]) -> dict[str, float]:
    """A weight per term; a term that stands in one paper only relates it to none."""
    papers = Counter(term for counts in counted for term in counts)
    return {
        term: math.log((len(counted) + 1) / n) ** RARE if n > 1 else 0.0
        for term, n in papers.items()
    }


def _topic_vectors(papers: Sequence[Text]) -> list[Vector]:
    """How strongly each paper has each topic, common topics saying less than rare ones."""
    strong = Counter(t for p in papers for t, n in p.topics if n >= p.topics[0][1] * STRONG)
    rarity = {t: math.log((len(papers) + 1) / n) for t, n in strong.items()}
    return [_unit({t: n * rarity.get(t, 0.0) for t, n in paper.topics}) for paper in papers]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(w * w for w in vector.values()))
    return {term: w / length for term, w in vector.items() if w} if length else {}


def _index(vectors: Sequence[Vector], papers: Sequence[Text]) -> dict[str, list[tuple[float, int]]]:
    """For each term the papers it matters most to."""
    postings: dict[str, list[tuple[float, int]]] = {}
    for j, vector in enumerate(vectors):
        for term, weight in vector.items():
            postings.setdefault(term, []).append((weight, j))
    for term, listed in postings.items():
        if len(listed) > LISTED:
            postings[term] = nsmallest(
                LISTED, listed, key=lambda found: (-found[0], papers[found[1]].slug)
            )
    return postings


def _shared(one: Vector, other: Vector, spelt: Mapping[str, str]) -> tuple[str, ...]:
    """The terms that add most to the likeness of two papers, as a reader would write them."""
    both = sorted((-w * other[t], t) for t, w in one.items() if t in other)
    shown: list[str] = []
    for _, term in both:
        parts = set(term.split())
        if not any(parts & set(chosen.split()) for chosen in shown):
            shown.append(term)
        if len(shown) == SHOWN:
            break
    return tuple(" ".join(spelt.get(part, part) for part in term.split()) for term in shown)


def _spellings(papers: Sequence[Text]) -> dict[str, str]:
    """For each stem the word that is most often written for it."""
    seen = Counter(w for paper in papers for w in words(f"{paper.title}. {paper.abstract}"))
    best: dict[str, str] = {}
    for word, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(stem(word), word)
    return best
