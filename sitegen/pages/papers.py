"""A page per paper, and a redirect for every slug it had."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sitegen import cite, urls
from sitegen.citekeys import citekeys
from sitegen.dates import UNDATED, iso_day
from sitegen.pages.cards import card, headline
from sitegen.pages.links import find, media
from sitegen.pages.marks import marked_title
from sitegen.pages.setting import Setting
from sitegen.site import Paper
from sitegen.views import Anchor, Date, Page, PaperView, RedirectView

Entry = tuple[str, str, Page, Callable[[], Any]]


def pages(setting: Setting) -> Iterator[Entry]:
    keys = citekeys(setting.site.papers.values()) if setting.shows("citations") else {}
    for paper in setting.site.papers.values():
        page = setting.page(
            "paper",
            urls.paper(paper.slug),
            marked_title(setting, paper),
            paper.plain_abstract,
            source=f"days/{paper.home}.md",
        )
        yield (
            f"the paper {paper.slug}",
            "paper.html",
            page,
            partial(_view, setting, paper, page, keys.get(paper.slug, "")),
        )
    for old, slug in sorted(setting.site.aliases.items()):
        yield _redirect(setting, old, slug)


def _redirect(setting: Setting, old: str, slug: str) -> Entry:
    title = setting.site.papers[slug].plain_title
    page = setting.page("redirect", urls.paper(old), title, title, noindex=True)
    view = RedirectView(Anchor(title, urls.paper(slug)))
    return f"the former address of {slug}", "redirect.html", page, lambda: view


def _view(setting: Setting, paper: Paper, page: Page, key: str) -> PaperView:
    facts = paper.facts
    address = page.canonical or setting.address.public(page.url)
    related = setting.site.related[paper.slug]
    return PaperView(
        card(setting, paper.slug),
        paper.plain_title,
        tuple(setting.day(day, paper.slug) for day in paper.days),
        setting.day(UNDATED, paper.slug) if paper.undated and not paper.days else None,
        find(paper),
        tuple(headline(setting, n.slug, ", ".join(n.shared)) for n in related),
        cite.bibtex(paper, key, address) if key else "",
        cite.plain(paper, address) if key else "",
        tuple(_meta(setting, paper)),
        _date(setting, facts.published),
        _date(setting, facts.updated),
        facts.categories,
        facts.keywords,
        facts.submitter,
        media(paper),
    )


def _meta(setting: Setting, paper: Paper) -> Iterator[tuple[str, str]]:
    """Highwire tags: what reference managers read from a page's head."""
    facts = paper.facts
    yield "citation_title", paper.plain_title
    for author in facts.authors:
        yield "citation_author", author
    if facts.published:
        yield "citation_publication_date", facts.published[:10].replace("-", "/")
    if facts.doi:
        yield "citation_doi", facts.doi
    if facts.arxiv:
        yield "citation_arxiv_id", facts.arxiv
        yield "citation_pdf_url", f"https://arxiv.org/pdf/{facts.arxiv}"
    if facts.keywords:
        yield "citation_keywords", "; ".join(facts.keywords)
    yield "citation_language", setting.settings.content_language


def _date(setting: Setting, said: str) -> Date | None:
    iso = iso_day(said)
    return Date(setting.names.short(iso) if iso else said[:10], iso) if said else None
