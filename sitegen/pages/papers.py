"""A page per paper, and a redirect for every slug it had."""

from collections.abc import Iterator
from functools import partial

from sitegen import cite, urls
from sitegen.citekeys import citekeys
from sitegen.dates import UNDATED, iso_day
from sitegen.later import later, made
from sitegen.pages.cards import card
from sitegen.pages.edition import Edition
from sitegen.pages.links import find, media
from sitegen.pages.marks import marked_title
from sitegen.pages.onepage import one_page
from sitegen.pages.planned import Planned, Shown, planned
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.prose import html
from sitegen.views import Anchor, Date, Headline, Page, PaperCard, PaperView, RedirectView

Near = tuple[tuple[str, str, tuple[str, ...]], ...]  # slug, title, what both speak of


def pages(setting: Setting) -> Iterator[Planned]:
    for paper in setting.site.papers.values():
        yield entry(setting, paper)
    for old, slug in sorted(setting.site.aliases.items()):
        yield _redirect(setting, old, slug)


def entry(setting: Setting, paper: Paper) -> Planned:
    """The page of one paper."""
    slug, show = paper.slug, partial(_shown, setting, paper)
    owner, url, noindex = f"the paper {slug}", urls.paper(slug), bool(setting.preview)
    return Planned(owner, "paper.html", url, noindex, show, paper.first_day)


def _key(setting: Setting, slug: str) -> str:
    """The paper's key among all; "" where nobody is to cite."""
    if not setting.shows("citations"):
        return ""
    if not setting.citekeys:
        setting.citekeys.update(citekeys(setting.site.papers.values()))
    return setting.citekeys[slug]


def _redirect(setting: Setting, old: str, slug: str) -> Planned:
    title = setting.site.papers[slug].plain_title
    page = setting.page("redirect", urls.paper(old), title, title, noindex=True)
    view = RedirectView(Anchor(title, urls.paper(slug)))
    return planned(f"the former address of {slug}", "redirect.html", page, lambda: view)


def _shown(setting: Setting, paper: Paper) -> Shown:
    slug, papers = paper.slug, setting.site.papers
    found = setting.site.related[slug]
    near = tuple([(other, papers[other].title, shared) for other, _, shared in found])
    undated = setting.place(UNDATED, slug) if paper.undated and not paper.days else ""
    told = card(setting, slug), paper, _key(setting, slug), near, undated
    return later(_made, (setting,), told)


def _made(
    edition: Edition, shown: PaperCard, paper: Paper, key: str, near: Near, undated: str
) -> Shown:
    page = _page(edition, paper)
    return page, _view(edition, page, made(shown), paper, key, near, undated)


def _page(edition: Edition, paper: Paper) -> Page:
    return one_page(
        edition,
        "paper",
        urls.paper(paper.slug),
        marked_title(edition, paper),
        paper.plain_abstract,
        feeds=edition.feeds(),
        picture=urls.SITE_PICTURE,
        source=f"days/{paper.home}.md",
    )


def _view(
    edition: Edition,
    page: Page,
    shown: PaperCard,
    paper: Paper,
    key: str,
    near: Near,
    undated: str,
) -> PaperView:
    facts, address = paper.facts, page.canonical or edition.address.public(page.url)
    return PaperView(
        shown,
        paper.plain_title,
        shown.elsewhere,
        Anchor(edition.names.short(UNDATED), undated) if undated else None,
        find(paper),
        tuple(
            Headline(slug, urls.paper(slug), html.inline(title), ", ".join(shared))
            for slug, title, shared in near
        ),
        cite.bibtex(paper, key, address) if key else "",
        cite.plain(paper, address) if key else "",
        tuple(_meta(edition, paper)),
        _date(edition, facts.published),
        _date(edition, facts.updated),
        facts.categories,
        facts.keywords,
        facts.submitter,
        media(paper),
    )


def _meta(edition: Edition, paper: Paper) -> Iterator[tuple[str, str]]:
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
    yield "citation_language", edition.settings.content_language


def _date(edition: Edition, said: str) -> Date | None:
    iso = iso_day(said)
    return Date(edition.names.short(iso) if iso else said[:10], iso) if said else None
