"""The site as JSON: an index of papers, and every day with its abstracts."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from sitegen import urls
from sitegen.content.inline import recorded
from sitegen.content.republished import own_words
from sitegen.content.write import known
from sitegen.dumps.dating import INFERRED
from sitegen.pages.links import away
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.render.document import Document
from sitegen.site import Day, Listed

SCHEMA = 1


def api_documents(setting: Setting) -> Iterator[Document]:
    """See docs/api.md; none where the keeper leaves them out."""
    if not setting.shows("api"):
        return
    site = setting.site
    former = _former(site.aliases)
    entry = cache(partial(_entry, setting, former))
    related = {
        slug: tuple([neighbour.slug for neighbour in near]) for slug, near in site.related.items()
    }
    every = partial(_index, setting, related, entry)
    yield Document(urls.PAPERS_JSON, (tuple(site.papers.values()), related, former), every)
    for day in site.days.values():
        told = tuple((site.papers[one.slug], former.get(one.slug)) for one in day.papers)
        yield Document(urls.day_json(day.day), (day, told), partial(_day, setting, day, entry))


def api_files(setting: Setting) -> dict[str, bytes]:
    """Url -> document."""
    return {document.url: document.write() for document in api_documents(setting)}


def _index(
    setting: Setting, related: Mapping[str, Sequence[str]], entry: Callable[[str], str]
) -> bytes:
    lines = (_more(entry(slug), {"related": related[slug]}) for slug in setting.site.papers)
    return _document({"schema": SCHEMA}, lines, {"digest": setting.settings.site_id})


def _former(aliases: Mapping[str, str]) -> dict[str, list[str]]:
    """Slug -> the slugs it had before."""
    former: dict[str, list[str]] = {}
    for old, slug in sorted(aliases.items()):
        former.setdefault(slug, []).append(old)
    return former


def _entry(setting: Setting, former: Mapping[str, list[str]], slug: str) -> str:
    """What the index and the paper's days say of it: an object."""
    paper = setting.site.papers[slug]
    told = {
        "slug": paper.slug,
        "title": paper.plain_title,
        "url": urls.paper(paper.slug),
        "days": paper.days,
        "home": paper.home,
        "aliases": former.get(paper.slug, ()),
        "topics": paper.topics,
        "authors": paper.facts.authors,
        "arxiv": paper.facts.arxiv or None,
        "links": [{"kind": link.kind, "url": link.url} for link in away(paper)],
        "withdrawn": paper.facts.withdrawn or None,
    }
    return _json(told)


def _day(setting: Setting, day: Day, entry: Callable[[str], str]) -> bytes:
    papers = setting.site.papers
    lines = (
        _more(
            entry(one.slug),
            {**_texts(papers[one.slug]), **_recorded(papers[one.slug]), **_on_the_day(one)},
        )
        for one in day.papers
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
    lines = ",\n".join(papers)
    return f'{_json(before)[:-1]}, "papers": [\n{lines}\n], {_json(after)[1:]}\n'.encode()


def _more(written: str, told: Mapping[str, Any]) -> str:
    """An object that is written already, with more told in it."""
    return f"{written[:-1]}, {_json(told)[1:]}"


_json = json.JSONEncoder(ensure_ascii=False).encode
