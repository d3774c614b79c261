"""A page per paper, and a redirect for every slug it had."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import repeat

from sitegen import cite, urls
from sitegen.citekeys import citekeys
from sitegen.dates import UNDATED, iso_day
from sitegen.daypapers import column
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
Beside = tuple[str, Near, str]


def redirects(setting: Setting) -> Iterator[Planned]:
    for old, slug in sorted(setting.site.aliases.items()):
        yield _redirect(setting, old, slug)


def entry(setting: Setting, slug: str) -> Planned:
    """The page of one paper."""
    owner, url, noindex = f"the paper {slug}", urls.paper(slug), bool(setting.preview)
    return Planned(owner, "paper.html", url, noindex, partial(_shown, setting, slug), (slug,))


def _redirect(setting: Setting, old: str, slug: str) -> Planned:
    title = setting.site.papers[slug].plain_title
    page = setting.page("redirect", urls.paper(old), title, title, noindex=True)
    view = RedirectView(Anchor(title, urls.paper(slug)))
    return planned(f"the former address of {slug}", "redirect.html", page, lambda: view)


def _shown(setting: Setting, slug: str) -> Shown:
    (told,) = beside(setting, [slug])
    return later(_made, (setting,), (card(setting, slug), setting.site.papers[slug], *told))


def beside(setting: Setting, slugs: Sequence[str]) -> list[Beside]:
    """What the pages of papers show that neither they nor their cards tell: a paper's key, ""
    where nobody is to cite, what is related, its place among the undated, if that is its only one.
    """
    papers, day = setting.site.papers, setting.site.days.get(UNDATED)
    first_days, related = column(papers, "first_day"), setting.site.related
    titles = column(papers, "title") if any(map(related.__getitem__, slugs)) else {}
    dayless = {slug for slug in slugs if first_days[slug] == UNDATED}
    alone = [one.slug for one in day.papers if one.slug in dayless] if day and dayless else ()
    places = {slug: setting.place(UNDATED, slug) for slug in alone}
    if setting.shows("citations") and not setting.citekeys:
        setting.citekeys.update(citekeys(papers.values()))
    near = [
        tuple([(other, titles[other], shared) for other, _, shared in found])
        for found in map(related.__getitem__, slugs)
    ]
    keys, undated = (map(of.get, slugs, repeat("")) for of in (setting.citekeys, places))
    return list(zip(keys, near, undated, strict=True))


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
    if not said:
        return None
    iso = iso_day(said)
    return Date(edition.names.short(iso) if iso else said[:10], iso)
