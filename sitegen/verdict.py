"""Why a text has the topics it has, topic by topic, for a person who tries a rule."""

import json
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sitegen import topics
from sitegen.topics import Classifier, Reason

_REASONS = 12  # told per topic in lines; all of them stand in JSON
_NEAR = 0.33  # share of what is needed from which a topic that was not given is told


class Judged(Struct, frozen=True):
    """One topic: how strongly everything speaks for it, whether that was enough, and why."""

    slug: str
    strength: float
    given: bool
    reasons: tuple[Reason, ...]


class Verdict(Struct, frozen=True):
    """``needed`` is the strength that made a topic here; ``pinned`` what a person decided."""

    title: str
    needed: float
    topics: tuple[Judged, ...]
    pinned: tuple[str, ...] = ()


def judge(
    classifier: Classifier,
    title: str,
    abstract: str,
    categories: Sequence[str] = (),
    keywords: Sequence[str] = (),
    pinned: Sequence[str] = (),
) -> Verdict:
    """All topics that anything speaks for, strongest first; ``pinned``: ``+topic``, ``-topic``."""
    ranked = topics.strengths(classifier, title, abstract, categories, keywords)
    given = topics.chosen(classifier, ranked)
    reasons = topics.explain(classifier, title, abstract, categories, keywords)
    by_topic = {slug: tuple(r for r in reasons if r.topic == slug) for slug, _ in ranked}
    needed = classifier.scale.enough(ranked[0][1]) if ranked else classifier.scale.floor
    judged = tuple(Judged(slug, n, slug in given, by_topic[slug]) for slug, n in ranked)
    return Verdict(title, needed, judged, tuple(pinned))


def lines(verdict: Verdict) -> Iterator[str]:
    """The verdict as a person reads it in a terminal."""
    yield verdict.title or "(no title)"
    yield f"A topic needs {verdict.needed:.1f} here."
    if verdict.pinned:
        yield f"Pinned by a person: {' '.join(verdict.pinned)}"
    told = [j for j in verdict.topics if j.given or j.strength >= _NEAR * verdict.needed]
    for judged in told:
        yield ""
        mark = "+" if judged.given else "-"
        yield f"{mark} {judged.slug:28}{judged.strength:8.1f}"
        yield from _because(judged.reasons)
    if not any(judged.given for judged in verdict.topics):
        yield "No topic: nothing in the text speaks strongly enough for one."
    if len(told) < len(verdict.topics):
        yield f"\n{len(verdict.topics) - len(told)} more topics are far from it."


def as_json(verdict: Verdict) -> str:
    """The verdict for another program, with every reason."""
    data = {
        "title": verdict.title,
        "needed": round(verdict.needed, 2),
        "pinned": list(verdict.pinned),
        "topics": [
            {
                "topic": judged.slug,
                "strength": round(judged.strength, 2),
                "given": judged.given,
                "reasons": [
                    {"phrase": r.phrase, "score": round(r.score, 2), "places": list(r.places)}
                    for r in judged.reasons
                ],
            }
            for judged in verdict.topics
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _because(reasons: Sequence[Reason]) -> Iterator[str]:
    weightiest = sorted(reasons, key=lambda r: (-abs(r.score), r.phrase))
    for reason in weightiest[:_REASONS]:
        where = f"  ({', '.join(reason.places)})" if reason.places else ""
        yield f"  {reason.score:8.1f}  {reason.phrase}{where}"
    if len(weightiest) > _REASONS:
        yield f"            and {len(weightiest) - _REASONS} weaker reasons"
