"""The site as JSON: an index of papers, and every day with its abstracts."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from sitegen import urls
from sitegen.content.inline import recorded
from sitegen.content.republished import own_words
from sitegen.content.write import known
from sitegen.dumps.dating import INFERRED
from sitegen.memo import memoised
from sitegen.pages.excerpt import day_key
from sitegen.pages.links import leading
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.recordkey import plain_key
from sitegen.render.document import Document
from sitegen.site import Day, Listed

SCHEMA = 1
_NEXT = ",\n"
INDEXED = (
    *("slug", "plain_title", "days", "home", "topics"),
    *("facts.authors", "facts.arxiv", "urls", "facts.withdrawn"),
)
"""What the index of papers has of each: no more than lists may look at."""
_of_a_paper = attrgetter(*INDEXED)
Slugs = tuple[str, ...]
Former = Mapping[str, Slugs]  # by slug those that the paper had before
_Told = tuple[Any, ...]  # what ``_of_a_paper`` tells, and the former slugs


def api_documents(setting: Setting) -> Iterator[Document]:
    """See docs/api.md; none where the keeper leaves them out."""
    if not setting.shows("api"):
        return
    site = setting.site
    former = _former(site.aliases)
    related = {slug: tuple([other for other, *_ in near]) for slug, near in site.related.items()}
    every, near = partial(_index, setting, former, related), list(related.items())
    yield Document(urls.PAPERS_JSON, list(site.papers), (near, former), every, listed=True)
    for day in site.days.values():
        slugs = [one.slug for one in day.papers]
        write = partial(_day, setting, day, former)
        told = day_key(day), list(map(former.get, slugs))
        yield Document(urls.day_json(day.day), slugs, told, write)


def api_files(setting: Setting) -> dict[str, bytes]:
    """Url -> document."""
    return {document.url: document.write() for document in api_documents(setting)}


def _index(setting: Setting, former: Former, related: Mapping[str, Slugs]) -> bytes:
    quoted = {slug: _json(slug) for slug in related}
    lines: list[str] = []
    for _, papers in groupby(setting.site.papers.values(), attrgetter("home")):
        told = [_told(paper, former) for paper in papers]
        for (slug, *_), entry in zip(told, _entries(plain_key(told), told=told), strict=True):
            near = ", ".join(map(quoted.__getitem__, related[slug]))
            lines.append(f'{entry[:-1]}, "related": [{near}]}}')
    return _document({"schema": SCHEMA}, lines, {"digest": setting.settings.site_id})


@memoised
def _entries(fingerprint: str, *, told: Sequence[_Told]) -> tuple[str, ...]:
    """Of the papers of a day: few days change, and the index has all of them."""
    return tuple(map(_entry, told))


def _former(aliases: Mapping[str, str]) -> Former:
    """Slug -> the slugs it had before."""
    former: dict[str, Slugs] = {}
    for old, slug in sorted(aliases.items()):
        former[slug] = (*former.get(slug, ()), old)
    return former


def _told(paper: Paper, former: Former) -> _Told:
    return *_of_a_paper(paper), former.get(paper.slug, ())


def _entry(told: _Told) -> str:
    """What the index and the paper's days say of it: an object."""
    slug, title, days, home, topics, authors, arxiv, addresses, withdrawn, aliases = told
    links = [{"kind": link.kind, "url": link.url} for link in leading(addresses)]
    return _json(
        {
            "slug": slug,
            "title": title,
            "url": urls.paper(slug),
            "days": days,
            "home": home,
            "aliases": aliases,
            "topics": topics,
            "authors": authors,
            "arxiv": arxiv or None,
            "links": links,
            "withdrawn": withdrawn or None,
        }
    )


def _day(setting: Setting, day: Day, former: Former) -> bytes:
    papers = ((setting.site.papers[one.slug], one) for one in day.papers)
    lines = (
        _more(
            _entry(_told(paper, former)),
            {**_texts(paper), **_recorded(paper), **_on_the_day(one)},
        )
        for paper, one in papers
    )
    told = {
        "digest": setting.settings.site_id,
        "year_inferred": day.year == INFERRED,
        "intro": day.intro,
    }
    return _document({"schema": SCHEMA, "day": day.day}, lines, told)


def _on_the_day(one: Listed) -> dict[str, Any]:
    note = {"day_note": one.note} if one.note else {}
    return {"place": one.place, **note}


def _recorded(paper: Paper) -> dict[str, Any]:
    """What the paper's section holds besides its texts; what is not known is left out."""
    told = {
        "facts": known(paper.facts),
        "note": paper.note,
        "pins": paper.pins,
        "edited": paper.edited,
        "by_hand": paper.by_hand,
        "markdown": _markdown(paper),
    }
    return {name: value for name, value in told.items() if value}


def _markdown(paper: Paper) -> dict[str, str]:
    """Title and abstract as they stand on the page, where a person wrote more than the text."""
    own = {
        "title": own_words(paper.title, block=False),
        "abstract": own_words(paper.abstract, block=True),
    }
    return {name: markdown for name, markdown in own.items() if markdown}


def _texts(paper: Paper) -> dict[str, Any]:
    """Plain text for reading; ``tex`` where title or abstract came with TeX in them."""
    raw = {
        "title": recorded(paper.title),
        "abstract": recorded(paper.abstract),
    }
    shown = {"title": paper.plain_title, "abstract": paper.plain_abstract}
    texts: dict[str, Any] = {"abstract": paper.plain_abstract}
    if raw != shown:
        texts["tex"] = raw
    return texts


def _document(before: Mapping[str, Any], papers: Iterable[str], after: Mapping[str, Any]) -> bytes:
    """A line for each paper, so that versions of a document can be compared, and one for all
    else."""
    begin, end = f'{_json(before)[:-1]}, "papers": [\n', f"\n], {_json(after)[1:]}\n"
    return "".join((begin, _NEXT.join(papers), end)).encode()


def _more(written: str, told: Mapping[str, Any]) -> str:
    """An object that is written already, with more told in it."""
    return f"{written[:-1]}, {_json(told)[1:]}"


_json = json.JSONEncoder(ensure_ascii=False).encode
