"""The topic pages that come with the program, as a classifier, and the concepts."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import gold

from sitegen import concepts, topics
from sitegen.content.conceptfile import read_concepts
from sitegen.content.topicpage import read_topic
from sitegen.contents import text_of
from sitegen.model import Topic

FOLDER = Path(__file__).resolve().parents[2] / "content" / "topics"


@cache
def shipped_topics(folder: Path = FOLDER) -> tuple[Topic, ...]:
    """Every topic by slug; a rule that cannot be read ends the run."""
    files = sorted(folder.glob("*.md"))
    return tuple(read_topic(text_of(f), f.name, f.stem).topic for f in files)


@cache
def classifier() -> topics.Classifier:
    return topics.compile(shipped_topics())


@cache
def shipped_concepts() -> concepts.Concepts:
    file = FOLDER.parent / "concepts.yml"
    return concepts.compile(read_concepts(text_of(file), file.name))


def topics_of(papers: Iterable[gold.Entry], abstract: bool = True) -> list[frozenset[str]]:
    made = classifier()
    texts = ((p.title, p.abstract, p.keywords) if abstract else (p.title, "", ()) for p in papers)
    asked = [(title, text, (), keywords) for title, text, keywords in texts]
    return [frozenset(topics.chosen(made, one)) for one in topics.strengths_of(made, asked)]
