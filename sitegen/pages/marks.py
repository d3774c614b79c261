"""What became of a paper since it was listed: a newer version, a withdrawal."""

from sitegen.dates import iso_day
from sitegen.pages.edition import Edition
from sitegen.paper import Paper


def withdrawn(edition: Edition, paper: Paper) -> str:
    """That it was withdrawn, and when, where that is known; "" of any other paper."""
    if not paper.facts.withdrawn:
        return ""
    day = iso_day(paper.facts.withdrawn)
    if not day:
        return edition.word("withdrawn")
    return edition.word("withdrawn_on", day=edition.names.short(day))


def revised(edition: Edition, paper: Paper) -> str:
    """The newest version and its day; without a number, only a day later than the paper's own."""
    facts, day = paper.facts, iso_day(paper.facts.updated)
    named = edition.names.short(day) if day else ""
    if facts.version and named:
        return edition.word("revised_on", version=facts.version, day=named)
    if facts.version:
        return edition.word("revised", version=facts.version)
    since = max(iso_day(facts.published), *paper.days[:1], "")
    return edition.word("updated_on", day=named) if since and day > since else ""


def marked_title(edition: Edition, paper: Paper) -> str:
    """The plain title as feeds, windows and results show it."""
    if not paper.facts.withdrawn:
        return paper.plain_title
    return edition.word("withdrawn_title", title=paper.plain_title)
