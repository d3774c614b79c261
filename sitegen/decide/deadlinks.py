"""Links in people's own words to a paper that stands elsewhere by now: told, never changed."""

import re
from collections.abc import Iterator, Mapping

from sitegen.content.daypage import DayPage
from sitegen.content.ledger import Ledger
from sitegen.errors import Problem

_LINK = re.compile(r"\]\(([0-9a-z-]*)(?:\.md)?#([a-z0-9-]+)\)")


def dead_links(pages: Mapping[str, DayPage], ledger: Ledger) -> Iterator[Problem]:
    """In introductions and notes; references are mended by ``finish``."""
    names = {old: known.slug for known in ledger.papers.values() for old in known.aliases}
    for day, page in sorted(pages.items()):
        headings = {entry.lines.start for entry in page.references}
        for found in _LINK.finditer(page.text):
            target, anchor = found.groups()
            paper = ledger.papers.get(names.get(anchor, anchor))
            if (
                paper is None
                or paper.deleted
                or (target or day, anchor) == (paper.home, paper.slug)
            ):
                continue
            number = page.text.count("\n", 0, found.start())
            if number not in headings:
                yield _dead(page, number, found[0], paper.home, paper.slug)


def _dead(page: DayPage, number: int, link: str, day: str, slug: str) -> Problem:
    reason = f"this link leads nowhere: the paper stands on {day} as {slug}"
    target = f"#{slug}" if day == page.day else f"{day}.md#{slug}"
    return Problem(page.file, number + 1, reason, link, f"Write ]({target})")
