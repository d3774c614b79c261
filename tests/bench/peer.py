"""The same papers as content of a Hugo site: a page per paper in the section of its day.

What our site derives by rule and Hugo's cannot is not asked of it; what Hugo would have to
compute and could be said beforehand (descriptions, labels of links) is said, to its advantage.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sitegen import defaults
from sitegen.contents import load
from sitegen.dates import moment
from sitegen.daynames import DayNames
from sitegen.pages.links import away
from sitegen.pages.onepage import summarised
from sitegen.paper import Paper
from sitegen.render import environment
from sitegen.site import Day, Site, assemble

HUGO = Path(__file__).parent / "hugo"
PLAIN = {"about": "About", "reading": "Reading list"}
NOON = 12 * 3600


def write_peer(content: Path, project: Path) -> None:
    """A Hugo project of the papers in a content folder of ours."""
    loaded = load(content)
    words = environment.words(defaults.templates(), "en", "site.yml")
    site, names = assemble(loaded), DayNames("en", words)
    shutil.copytree(HUGO, project)
    shutil.copytree(defaults.templates() / "static", project / "static" / "static")
    for path, text in _files(site, names):
        target = project / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def _files(site: Site, names: DayNames) -> Iterator[tuple[str, str]]:
    yield "days/_index.md", _page({"title": "Archive", "layout": "archive"})
    yield "feeds.md", _page({"title": "Feeds", "layout": "feeds"})
    for name, title in PLAIN.items():
        yield f"{name}.md", _page({"title": title, "layout": "plain"})
    for topic in site.topics.values():
        front = {"title": topic.name, "description": topic.description}
        yield f"topics/{topic.slug}/_index.md", _page(front, topic.intro)
    for day in site.days.values():
        yield from _day(site, names, day)


def _day(site: Site, names: DayNames, day: Day) -> Iterator[tuple[str, str]]:
    at = moment(day.day, NOON)
    front = {"title": names.long(day.day), "linkTitle": names.short(day.day), "date": _iso(at)}
    yield f"days/{day.day}/_index.md", _page(front)
    for rank, one in enumerate(day.papers):
        paper = site.papers[one.slug]
        front = _paper(paper, at - timedelta(seconds=rank))
        yield f"days/{day.day}/{one.slug}.md", _page(front, paper.abstract)


def _paper(paper: Paper, at: datetime) -> dict[str, Any]:
    facts = paper.facts
    known = {
        "authors": list(facts.authors),
        "arxiv": facts.arxiv,
        "votes": facts.votes,
        "organization": facts.organization,
        "keywords": list(facts.keywords),
        "links": [{"url": link.url, "label": link.label} for link in away(paper)],
    }
    return {
        "title": paper.plain_title,
        "date": _iso(at),
        "description": summarised(paper.plain_abstract),
        "topics": list(paper.topics),
        "params": {name: value for name, value in known.items() if value},
    }


def _iso(at: datetime) -> str:
    return at.isoformat()


def _page(front: Mapping[str, Any], body: str = "") -> str:
    """Front matter in JSON, one of the three forms that Hugo reads."""
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}\n"
