"""What the search is told of each paper: a small page for the index, the words to mend queries by.

The abstract and people's notes are the text that excerpts are taken from. All else is told beside
it: found as well, weighed by its kind, and never run together with a sentence. Facets are words
that nobody types: with several filters Pagefind's files differ from run to run.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from sitegen import urls
from sitegen.daynames import DayNames
from sitegen.documents import Document, Url
from sitegen.paper import Paper
from sitegen.prose import html
from sitegen.site import Site
from sitegen.words import SENTENCE_END, stem, words

if TYPE_CHECKING:
    from sitegen.vocabulary import Vocabulary

_COMPOUND = re.compile(r"[a-z][A-Z]|[A-Z]s\b|[^\W\d_]\d|\d[^\W\d_]|\w[^\w\s]\w|[^\x00-\x7f]")


class Source(Struct, frozen=True):
    """What the document of a paper is made from. ``plain`` are title and abstract without marks;
    ``said`` stands beside its text, by name."""

    url: Url
    title: str
    title_form: str
    texts: tuple[str, ...]
    plain: tuple[str, str]
    said: tuple[tuple[str, str], ...]

    def document(self) -> Document:
        title = Markup(escape(self.title_form)).format(title=html.inline(self.title))
        abstract, *notes = self.texts
        text = [html.abstract(abstract), *(html.block(n, heading_shift=1) for n in notes)]
        names, parts = map(otherwise, self.plain)
        also = ((name, said) for name, said in (("names", names), ("parts", parts)) if said)
        return Document(self.url, title, "".join(text), (*self.said, *also))


def otherwise(text: str) -> str:
    """The words of a text that Pagefind takes for others: those of "NeMo-Aligner" and "LLMs", and
    what "matrices" and "colour" mean."""
    found = filter(None, map(_OTHERWISE.__getitem__, text.split()))
    return " ".join(dict.fromkeys(chain.from_iterable(found)))


class _Otherwise(dict[str, tuple[str, ...]]):
    """By part of a text, of which most are Pagefind's words as they stand."""

    def __missing__(self, part: str) -> tuple[str, ...]:
        found = [word for word in words(part) if word != SENTENCE_END]
        if _COMPOUND.search(part):
            said = [form for word in found for form in (word, stem(word))]
        else:
            said = [stem(word) for word in found if not word.startswith(stem(word))]
        self[part] = told = tuple(said)
        return told


_OTHERWISE = _Otherwise()


class Sources(Struct, frozen=True):
    """What documents are made from, of papers in the order in which they were listed first, those
    without a day before. ``notes``: people's, by slug."""

    site: Site
    names: DayNames
    papers: Mapping[Url, Paper]
    notes: Mapping[str, Sequence[str]]

    def of(self, url: Url) -> Source:
        paper = self.papers[url]
        return _source(self.site, self.names, paper, self.notes.get(paper.slug, ()))

    @property
    def beside(self) -> tuple[object, ...]:
        """All that a source is made from, besides its paper and the notes."""
        topics = tuple((slug, topic.name) for slug, topic in self.site.topics.items())
        return self.names, tuple(sorted(topics))


def sources(site: Site, names: DayNames) -> Sources:
    papers = sorted(site.papers.values(), key=lambda paper: (paper.days[:1], paper.slug))
    return Sources(site, names, {urls.paper(one.slug): one for one in papers}, _notes(site))


def texts(site: Site, slugs: Iterable[str]) -> list[tuple[str, ...]]:
    """What the vocabulary is read off: titles, abstracts, names, keywords, notes."""
    notes = _notes(site)
    return [_texts(site, site.papers[slug], notes.get(slug, ())) for slug in slugs]


def _texts(site: Site, paper: Paper, notes: Sequence[str]) -> tuple[str, ...]:
    return (
        paper.plain_title,
        paper.plain_abstract,
        *paper.facts.authors,
        paper.facts.organization,
        *paper.facts.keywords,
        *(site.topics[topic].name for topic in paper.topics),
        *notes,
    )


def words_json(known: "Vocabulary") -> bytes:
    """A line a word: the form, the number of papers, other spellings."""
    lines = (" ".join((w.form, str(w.papers), *w.others)) for w in known.words)
    table = {"papers": known.papers, "words": "\n".join(lines), "same": known.same}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def _notes(site: Site) -> dict[str, list[str]]:
    """A paper's own note, then those of the days it was listed on."""
    found = {slug: [paper.note] for slug, paper in site.papers.items() if paper.note}
    for day in site.days.values():
        for one in day.papers:
            if one.note:
                found.setdefault(one.slug, []).append(one.note)
    return found


def _source(site: Site, names: DayNames, paper: Paper, notes: Sequence[str]) -> Source:
    form = names.forms["withdrawn_title"] if paper.facts.withdrawn else "{title}"
    said = tuple((name, value) for name, value in _beside(site, names, paper) if value)
    texts = (paper.abstract, *notes)
    plain = (paper.plain_title, paper.plain_abstract)
    return Source(urls.paper(paper.slug), paper.title, form, texts, plain, said)


def _beside(site: Site, names: DayNames, paper: Paper) -> Iterator[tuple[str, str]]:
    facts = paper.facts
    yield "authors", ", ".join((*facts.authors, *filter(None, [facts.organization])))
    yield "topics", ", ".join(site.topics[topic].name for topic in paper.topics)
    yield "keywords", ", ".join(facts.keywords)
    yield "arxiv", facts.arxiv
    yield "doi", facts.doi
    yield "day", paper.first_day if paper.days else ""
    yield "when", names.short(paper.first_day)
    yield "facets", " ".join(_facets(paper))


def _facets(paper: Paper) -> Iterator[str]:
    for topic in paper.topics:
        yield facet("topic", topic)
    for name, length in (("year", 4), ("month", 7)):
        for when in sorted({day[:length] for day in paper.days}):
            yield facet(name, when)


def facet(name: str, value: str) -> str:
    """One word, which no other facet's word begins with; search/index.js makes the same."""
    return f"{name}{value.replace('-', 'zq')}xqx"
