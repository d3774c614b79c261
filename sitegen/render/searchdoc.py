"""What the search index is told of each paper: a small page of its own.

Title and abstract as on the paper's page; a person's notes; authors, topics and ids last.
"""

from html import escape

from markupsafe import Markup

from sitegen import urls
from sitegen.prose import html
from sitegen.site import Paper, Site
from sitegen.views import Document


def documents(site: Site, withdrawn: str) -> list[Document]:
    """``withdrawn``: how the interface titles a withdrawn paper, ``Withdrawn: {title}``."""
    notes: dict[str, list[str]] = {}
    for day in site.days.values():
        for one in day.papers:
            if one.note:
                notes.setdefault(one.slug, []).append(one.note)
    return [_document(site, slug, notes.get(slug, []), withdrawn) for slug in site.papers]


def _title(paper: Paper, withdrawn: str) -> Markup:
    title = html.inline(paper.title)
    return Markup(escape(withdrawn)).format(title=title) if paper.facts.withdrawn else title


def _document(site: Site, slug: str, day_notes: list[str], withdrawn: str) -> Document:
    paper = site.papers[slug]
    facts = paper.facts
    texts = [text for text in (paper.note, *day_notes) if text]
    topics = ", ".join(site.topics[topic].name for topic in paper.topics)
    words = (*facts.authors, facts.organization, topics, *facts.keywords, facts.arxiv)
    body = [
        f"<h1>{_title(paper, withdrawn)}</h1>",
        html.paragraphs(paper.abstract),
        *(html.block(text, heading_shift=1) for text in texts),
        *(f"<p>{escape(text)}</p>" for text in words if text),
    ]
    page = f"<!doctype html><html><body>{''.join(body)}</body></html>"
    return Document(urls.paper(slug), page)
