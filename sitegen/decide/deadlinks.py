"""Links in people's own words to a paper that stands elsewhere by now: told, never changed."""

from collections.abc import Iterator, Mapping

from sitegen.content.daypage import DayPage
from sitegen.content.ledger import Ledger
from sitegen.content.outline import links
from sitegen.errors import Problem


def dead_links(pages: Mapping[str, DayPage], ledger: Ledger) -> Iterator[Problem]:
    """In introductions and notes; references are mended by ``finish``."""
    names = {old: known.slug for known in ledger.papers.values() for old in known.aliases}
    for day, page in sorted(pages.items()):
        for link in links(page):
            paper = ledger.papers.get(names.get(link.anchor, link.anchor))
            at = link.target or day, link.anchor
            if paper and not paper.deleted and at != (paper.home, paper.slug):
                yield _dead(page, link.line, link.text, paper.home, paper.slug)


def _dead(page: DayPage, number: int, link: str, day: str, slug: str) -> Problem:
    reason = f"this link leads nowhere: the paper stands on {day} as {slug}"
    target = f"#{slug}" if day == page.day else f"{day}.md#{slug}"
    return Problem(page.file, number + 1, reason, link, f"Write ]({target})")
