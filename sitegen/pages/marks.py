"""What became of a paper since it was listed: a newer version, a withdrawal."""

from sitegen.dates import iso_day
from sitegen.pages.setting import Setting
from sitegen.site import Paper


def withdrawn(setting: Setting, paper: Paper) -> str:
    """That it was withdrawn, and when, where that is known; "" of any other paper."""
    if not paper.facts.withdrawn:
        return ""
    day = iso_day(paper.facts.withdrawn)
    if not day:
        return setting.word("withdrawn")
    return setting.word("withdrawn_on", day=setting.names.short(day))


def revised(setting: Setting, paper: Paper) -> str:
    """The newest version and its day; without a number, only a day later than the paper's own."""
    facts, day = paper.facts, iso_day(paper.facts.updated)
    named = setting.names.short(day) if day else ""
    if facts.version and named:
        return setting.word("revised_on", version=facts.version, day=named)
    if facts.version:
        return setting.word("revised", version=facts.version)
    since = max(iso_day(facts.published), *paper.days[:1], "")
    return setting.word("updated_on", day=named) if since and day > since else ""


def marked_title(setting: Setting, paper: Paper) -> str:
    """The plain title as feeds, windows and results show it."""
    if not paper.facts.withdrawn:
        return paper.plain_title
    return setting.word("withdrawn_title", title=paper.plain_title)
