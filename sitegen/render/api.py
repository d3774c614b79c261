"""The site as JSON: an index of papers, and every day with its abstracts."""

import json
from typing import Any

from sitegen import urls
from sitegen.content.inline import parse, record_text
from sitegen.pages.links import away
from sitegen.pages.setting import Setting
from sitegen.site import Day, Paper

SCHEMA = 1


def api_files(setting: Setting) -> dict[str, bytes]:
    """Url -> document, see docs/api.md."""
    site = setting.site
    index = {"schema": SCHEMA, "papers": [_entry(setting, p) for p in site.papers.values()]}
    files = {urls.PAPERS_JSON: _document(index)}
    for day in site.days.values():
        files[urls.day_json(day.day)] = _document(_day(setting, day))
    return files


def _entry(setting: Setting, paper: Paper) -> dict[str, Any]:
    return {
        "slug": paper.slug,
        "title": paper.plain_title,
        "url": urls.paper(paper.slug),
        "days": list(paper.days),
        "topics": list(paper.topics),
        "authors": list(paper.facts.authors),
        "arxiv": paper.facts.arxiv or None,
        "links": [{"kind": link.kind, "url": link.url} for link in away(paper)],
        "related": [neighbour.slug for neighbour in setting.site.related[paper.slug]],
    }


def _day(setting: Setting, day: Day) -> dict[str, Any]:
    papers = (setting.site.papers[one.slug] for one in day.papers)
    return {
        "schema": SCHEMA,
        "day": day.day,
        "papers": [{**_entry(setting, p), **_texts(p)} for p in papers],
    }


def _texts(paper: Paper) -> dict[str, Any]:
    """Plain text for reading; ``tex`` where title or abstract came with TeX in them."""
    raw = {
        "title": record_text(parse(paper.title)),
        "abstract": record_text(parse(paper.abstract)),
    }
    shown = {"title": paper.plain_title, "abstract": paper.plain_abstract}
    texts: dict[str, Any] = {"abstract": paper.plain_abstract}
    if raw != shown:
        texts["tex"] = raw
    return texts


def _document(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
