"""The same papers as every kind of dump writes them."""

import html
import json
from collections.abc import Callable, Sequence

from conftest import dump_text
from msgspec import Struct

from sitegen.text import slugify


class Sample(Struct, frozen=True, dict=True):
    """A paper listed on ``day``; ``arxiv`` and ``day`` are told by the kinds that know them."""

    title: str
    abstract: str
    arxiv: str
    day: str = "2025-03-11"
    votes: int = 3

    @property
    def vote_url(self) -> str:
        return f"https://huggingface.co/login?next=%2Fpapers%2F{self.arxiv}"

    @property
    def url(self) -> str:
        return f"https://huggingface.co/papers/{self.arxiv}"


Papers = Sequence[Sample]
MASTHEAD = "Get trending papers in your email inbox!\n\n"


def hf_api(papers: Papers) -> str:
    return json.dumps([{"paper": _row(one)} for one in papers], indent=1)


def _row(one: Sample) -> dict[str, object]:
    facts = {"id": one.arxiv, "title": one.title, "summary": one.abstract, "upvotes": one.votes}
    authors = [{"name": "Ann Author", "hidden": False}]
    return {**facts, "authors": authors, "submittedOnDailyAt": f"{one.day}T00:00:00.000Z"}


def hf_html(papers: Papers) -> str:
    rows = [{"paper": _row(one)} for one in papers]
    props = {"periodType": "day", "dateString": papers[0].day, "dailyPapers": rows}
    data = html.escape(json.dumps(props))
    return (
        "<!doctype html>\n<html><body><main>\n"
        f'<div data-target="DailyPapers" data-props="{data}"></div></main></body></html>\n'
    )


def digest_api(papers: Papers) -> str:
    rows = [
        {"slug": slugify(p.title), "title": p.title, "abstract": p.abstract, "arxiv": p.arxiv}
        for p in papers
    ]
    return json.dumps({"schema": 1, "day": papers[0].day, "papers": rows}, indent=1)


def arxiv_rss(papers: Papers) -> str:
    items = "".join(
        f"<item><title>{html.escape(p.title)}</title><link>https://arxiv.org/abs/{p.arxiv}</link>"
        f"<description>arXiv:{p.arxiv}v1 Announce Type: new \nAbstract: {html.escape(p.abstract)}"
        "</description><creator>Ann Author</creator>"
        "<arxiv:announce_type>new</arxiv:announce_type></item>\n"
        for p in papers
    )
    return (
        '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" version="2.0"><channel>\n'
        "<title>cs.CL updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.CL</link>\n"
        f"<pubDate>Tue, 11 Mar 2025 00:00:00 -0500</pubDate>\n{items}</channel></rss>\n"
    )


def arxiv_rdf(papers: Papers) -> str:
    items = "".join(
        f'<item rdf:about="http://arxiv.org/abs/{p.arxiv}">\n'
        f"<title>{html.escape(p.title)}. (arXiv:{p.arxiv}v1 [cs.CL])</title>\n"
        f"<description>&lt;p&gt;{html.escape(html.escape(p.abstract))}&lt;/p&gt;</description>"
        "<dc:creator>Ann Author</dc:creator></item>\n"
        for p in papers
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        '<channel rdf:about="http://arxiv.org/"><title>cs updates on arXiv.org</title>\n'
        f"<dc:date>2025-03-10T20:30:00-05:00</dc:date></channel>\n{items}</rdf:RDF>\n"
    )


def arxiv_api(papers: Papers) -> str:
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{p.arxiv}v1</id><title>{html.escape(p.title)}</title>\n"
        "<published>2025-03-01T10:00:00Z</published><updated>2025-03-01T10:00:00Z</updated>\n"
        f"<summary>{html.escape(p.abstract)}</summary>"
        "<author><name>Ann Author</name></author></entry>\n"
        for p in papers
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        '<title type="html">ArXiv Query: search_query=all:x</title>\n'
        f"<id>http://arxiv.org/api/abc</id>\n{entries}</feed>\n"
    )


def arxiv_listing(papers: Papers) -> str:
    entries = "".join(
        f"{'-' * 78}\n\\\\\narXiv:{p.arxiv}\nDate: Sat, 1 Mar 2025 10:00:00 GMT   (1kb)\n\n"
        f"Title: {p.title}\nAuthors: Ann Author\nCategories: cs.CL\n\\\\\n  {p.abstract}\n"
        f"\\\\ ( https://arxiv.org/abs/{p.arxiv} ,  1kb)\n"
        for p in papers
    )
    end = "%%%---" * 12 + "%%%---\n"
    return f"Date: Tue, 11 Mar 2025 00:31:14 GMT\nSubject: cs daily\n\n{entries}{end}"


def arxiv_snapshot(papers: Papers) -> str:
    return "".join(
        json.dumps(
            {
                "id": p.arxiv,
                "submitter": "Ann Author",
                "authors": "Ann Author",
                "title": p.title,
                "categories": "cs.CL",
                "abstract": f"  {p.abstract}\n",
                "versions": [{"version": "v1", "created": "Sat, 1 Mar 2025 10:00:00 GMT"}],
                "update_date": "2025-03-01",
                "authors_parsed": [["Author", "Ann", ""]],
            }
        )
        + "\n"
        for p in papers
    )


def bibtex(papers: Papers) -> str:
    return "".join(
        f"@misc{{key{n},\n  title = {{{p.title}}},\n  author = {{Author, Ann}},\n"
        f"  eprint = {{{p.arxiv}}},\n  abstract = {{{p.abstract}}},\n  year = {{2025}}\n}}\n"
        for n, p in enumerate(papers)
    )


def ris(papers: Papers) -> str:
    return "".join(
        f"TY  - GEN\nTI  - {p.title}\nAU  - Author, Ann\nAB  - {p.abstract}\n"
        f"UR  - https://arxiv.org/abs/{p.arxiv}\nER  - \n"
        for p in papers
    )


def csl_json(papers: Papers) -> str:
    return json.dumps(
        [
            {
                "type": "article",
                "title": p.title,
                "abstract": p.abstract,
                "author": [{"family": "Author", "given": "Ann"}],
                "URL": f"https://arxiv.org/abs/{p.arxiv}",
            }
            for p in papers
        ],
        indent=1,
    )


def page_text(papers: Papers) -> str:
    return dump_text("Mar 11", *((p.title, p.abstract) for p in papers))


def page_brackets(papers: Papers) -> str:
    urls = [url for p in papers for url in (p.vote_url, p.url)]
    cards = "".join(
        f"[\n{p.votes}\n][{2 * n + 1}]\n\n### [{p.title}][{2 * n + 2}]\n\n"
        f"[\n\n{p.abstract}\n\n][{2 * n + 2}]\n[\n* 3 authors\n][{2 * n + 2}]\n·\nMar 1\n"
        for n, p in enumerate(papers)
    )
    listed = "".join(f"[{n}]: {url}\n" for n, url in enumerate(urls, start=1))
    return (
        f"{MASTHEAD}[Subscribe][9999]\n\n# Daily Papers\n\n## by[AK][9998] and the research "
        f"community\n* Daily\n\nMar 11\n{cards}\n{listed}"
    )


def page_numbered(papers: Papers) -> str:
    """As a text browser dumps it: a number before the text of each link."""
    cards, urls = "", ["https://huggingface.co/login?next=%2Fpapers", "https://huggingface.co/ak"]
    for p in papers:
        first = len(urls) + 1
        urls += [p.vote_url, p.url, p.url, p.url]
        cards += (
            f"   [{first}]{p.votes}\n\n[{first + 1}]{p.title}\n\n   [{first + 2}]{p.abstract}\n"
        )
        cards += f"     * [{first + 3}]3 authors\n   ·\n   Mar 1\n\n"
    listed = "".join(f"{n:4}. {url}\n" for n, url in enumerate(urls, start=1))
    return (
        f"   {MASTHEAD}   [1]Subscribe\n\n                    Daily Papers\n\n"
        f"by[2]AK and the research community\n\n   Mar 11\n\n{cards}References\n\n{listed}"
    )


def page_markdown(papers: Papers) -> str:
    cards = "".join(
        f"[{p.votes}]({p.vote_url})\n\n### [{p.title}]({p.url})\n\n[{p.abstract}]({p.url})\n\n"
        f"[- ![](https://example.org/b.png)\\\\\n- 3 authors]({p.url})\n\n·\n\nMar 1\n\n"
        for p in papers
    )
    return (
        f"{MASTHEAD}# Daily Papers\n\n## by [AK](https://huggingface.co/akhaliq) and the "
        f"research community\n\n- Daily\n\nMar 11\n\n{cards}"
    )


def page_links(papers: Papers) -> str:
    cards = "".join(
        f" [-] {p.votes}\n\n{p.vote_url}\n\n{p.title}\n\n{p.url}\n\n{p.abstract}\n\n{p.url}\n\n"
        f"[\n\n3 authors]({p.url})\n\n·\n\nMar 1 \n\n"
        for p in papers
    )
    return (
        f"{MASTHEAD}Daily Papers\n\nby \n\nAK\n\nhttps://huggingface.co/akhaliq\n\n and the "
        f"research community\n\nDaily\n\nMar 11\n\n{cards}System theme\n\nCompany\n"
    )


# Form -> the kind that reads it, its writer, the ending of its files.
Form = tuple[str, Callable[[Papers], str], str]
FORMS: dict[str, Form] = {
    "hf-api": ("hf-api", hf_api, "json"),
    "hf-html": ("hf-html", hf_html, "html"),
    "digest-api": ("digest-api", digest_api, "json"),
    "arxiv-rss": ("arxiv-feed", arxiv_rss, "xml"),
    "arxiv-rdf": ("arxiv-feed", arxiv_rdf, "rdf"),
    "arxiv-listing": ("arxiv-listing", arxiv_listing, "txt"),
    "arxiv-api": ("arxiv-api", arxiv_api, "xml"),
    "arxiv-snapshot": ("arxiv-snapshot", arxiv_snapshot, "json"),
    "bibtex": ("bibtex", bibtex, "bib"),
    "ris": ("ris", ris, "ris"),
    "csl-json": ("csl-json", csl_json, "json"),
    "page-text": ("page-text", page_text, "txt"),
    "page-brackets": ("page-brackets", page_brackets, "txt"),
    "page-numbered": ("page-brackets", page_numbered, "txt"),
    "page-markdown": ("page-markdown", page_markdown, "md"),
    "page-links": ("page-links", page_links, "txt"),
}
ENRICHING = {"arxiv-api", "arxiv-snapshot", "bibtex", "ris", "csl-json"}
