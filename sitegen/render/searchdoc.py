"""What the search is told of each paper: a small page for the index, the words to mend queries by.

The abstract and people's notes are the text that excerpts are taken from. All else is told beside
it: found as well, weighed by its kind, and never run together with a sentence. Facets are words
that nobody types: with several filters Pagefind's files differ from run to run.
"""

import json
from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from sitegen import urls
from sitegen.daynames import DayNames
from sitegen.documents import Document
from sitegen.prose import html
from sitegen.site import Paper, Site
from sitegen.vocabulary import Vocabulary, vocabulary

UNDATED_LAST = "0"


def documents(site: Site, names: DayNames) -> list[Document]:
    notes = _notes(site)
    return [
        _document(site, names, paper, notes.get(slug, [])) for slug, paper in site.papers.items()
    ]


def words(site: Site) -> Vocabulary:
    """The vocabulary of titles, abstracts, names, keywords and notes."""
    notes = _notes(site)
    return vocabulary(
        (
            paper.plain_title,
            paper.plain_abstract,
            *paper.facts.authors,
            paper.facts.organization,
            *paper.facts.keywords,
            *(site.topics[topic].name for topic in paper.topics),
            *notes.get(slug, ()),
        )
        for slug, paper in site.papers.items()
    )


def words_json(known: Vocabulary) -> bytes:
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


def _title(paper: Paper, withdrawn: str) -> Markup:
    """``withdrawn``: how the interface titles a withdrawn paper, ``Withdrawn: {title}``."""
    title = html.inline(paper.title)
    return Markup(escape(withdrawn)).format(title=title) if paper.facts.withdrawn else title


def _document(site: Site, names: DayNames, paper: Paper, notes: list[str]) -> Document:
    title = _title(paper, names.forms["withdrawn_title"])
    text = [html.abstract(paper.abstract).markup, *(html.block(n, heading_shift=1) for n in notes)]
    body = [
        f'<h1 data-pagefind-ignore data-pagefind-meta="title">{title}</h1>',
        *text,
        f"<footer data-pagefind-ignore>{''.join(_beside(site, names, paper))}</footer>",
    ]
    day = paper.first_day if paper.days else UNDATED_LAST
    sort = f'<body data-pagefind-sort="day:{day}">'
    return Document(
        urls.paper(paper.slug), f"<!doctype html><html>{sort}{''.join(body)}</body></html>"
    )


def _beside(site: Site, names: DayNames, paper: Paper) -> Iterator[str]:
    facts = paper.facts
    said = {
        "authors": ", ".join((*facts.authors, *filter(None, [facts.organization]))),
        "topics": ", ".join(site.topics[topic].name for topic in paper.topics),
        "keywords": ", ".join(facts.keywords),
        "arxiv": facts.arxiv,
        "doi": facts.doi,
        "day": paper.first_day if paper.days else "",
        "when": names.short(paper.first_day),
        "facets": " ".join(_facets(paper)),
    }
    for name, value in said.items():
        if value:
            yield f'<p data-pagefind-meta="{name}">{escape(value)}</p>'


def _facets(paper: Paper) -> Iterator[str]:
    for topic in paper.topics:
        yield facet("topic", topic)
    for name, length in (("year", 4), ("month", 7)):
        for when in sorted({day[:length] for day in paper.days}):
            yield facet(name, when)


def facet(name: str, value: str) -> str:
    """One word, which no other facet's word begins with; search/index.js makes the same."""
    return f"{name}{value.replace('-', 'zq')}xqx"
