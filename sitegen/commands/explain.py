"""``sitegen topics``: why a paper has its topics, and what a rule makes of any text."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from sitegen import topics
from sitegen.classified import classified
from sitegen.content.whole import Content
from sitegen.contents import load
from sitegen.errors import DigestError, Problem
from sitegen.ids import arxiv_id
from sitegen.paper import Paper
from sitegen.text import fold_title
from sitegen.verdict import Verdict, as_json, judge, lines


def explain(folder: Path, what: str) -> Verdict:
    """``what``: the slug, an old slug, the arXiv id or the title of a paper of the content."""
    content = load(folder)
    paper = _named(classified(content), content, what)
    sections = (s for page in content.days.values() for s in page.sections)
    editorial = next(s.editorial for s in sections if s.slug == paper.slug)
    pins = [f"+{slug}" for slug in editorial.plus] + [f"-{slug}" for slug in editorial.minus]
    facts = paper.facts
    return judge(
        _classifier(content),
        paper.plain_title,
        paper.plain_abstract,
        facts.categories,
        facts.keywords,
        pins,
    )


def try_out(folder: Path, text: str) -> Verdict:
    """``text``: a title, and after a line break its abstract, if there is one."""
    title, _, abstract = text.strip().partition("\n")
    return judge(_classifier(load(folder)), title.strip(), " ".join(abstract.split()))


def shown(verdict: Verdict, for_programs: bool) -> str:
    """The verdict as JSON, or for a terminal."""
    return as_json(verdict) if for_programs else "\n".join(lines(verdict))


def _classifier(content: Content) -> topics.Classifier:
    return topics.compile([content.topics[slug].topic for slug in sorted(content.topics)])


def _named(papers: Mapping[str, Paper], content: Content, what: str) -> Paper:
    known = content.ledger.papers.values()
    aliases = {old: k.slug for k in known for old in k.aliases}
    slug = what if what in papers else aliases.get(what, "")
    wanted, title = arxiv_id(what), fold_title(what)
    for paper in papers.values():
        same = paper.slug == slug or (wanted and paper.facts.arxiv == wanted)
        if same or fold_title(paper.title) == title:
            return paper
    close = get_close_matches(what, papers, 3)
    hint = f"Did you mean {', '.join(close)}?" if close else "Name a slug, an arXiv id or a title"
    raise DigestError([Problem(what, 0, "no paper of this name", hint=hint, error=True)])
