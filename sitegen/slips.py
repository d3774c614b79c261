"""What a person may have meant otherwise: slips of the pen in day pages, none of them an error."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial

from sitegen.content import frontmatter
from sitegen.content.daypage import DayPage, Section
from sitegen.content.ledgerpapers import at_home
from sitegen.content.pages import names
from sitegen.content.whole import Content
from sitegen.errors import Problem
from sitegen.memo import memoised
from sitegen.model import FACT_NAMES

HEAD = ("schema", "day", "year", "title")
FENCE = (*FACT_NAMES, "topics", "hidden")
_LIKE = 0.75


def slips(content: Content) -> Iterator[Problem]:
    """Warnings about the pages, in their order."""
    found = names(content.days)
    for day in sorted(found):
        for problem, unless_ours in _in_page(
            *found[day], page=partial(content.days.__getitem__, day)
        ):
            known = at_home(content.ledger, day).get(unless_ours) if unless_ours else None
            if not (known and known.wrote):
                yield problem


@memoised
def _in_page(
    fingerprint: str, file: str, *, page: Callable[[], DayPage]
) -> tuple[tuple[Problem, str], ...]:
    """Each with the slug of the paper that must be written by hand for it to be one, or ""."""
    return tuple(_doubts(page()))


def _doubts(page: DayPage) -> Iterator[tuple[Problem, str]]:
    yield from ((problem, "") for problem in _unread_keys(page))
    for section in page.sections:
        yield from ((problem, "") for problem in _misspelt_facts(page, section))
        if not section.abstract:
            reason = "this paper was written by hand and has no abstract"
            hint = "Write one below the heading, or leave it if there is none"
            yield Problem(page.file, section.line, reason, section.title, hint), section.slug


def _unread_keys(page: DayPage) -> Iterator[Problem]:
    text = page.text.replace("\r\n", "\n")
    for key in frontmatter.split(text, page.file).values:
        if key not in HEAD:
            reason = "nothing reads this key of the front matter"
            line = frontmatter.key_line(text, key)
            yield Problem(page.file, line, reason, key, _meant(key, HEAD))


def _misspelt_facts(page: DayPage, section: Section) -> Iterator[Problem]:
    """A key of a person's own is kept unsaid, unless it is nearly one that is read."""
    for key, _ in section.editorial.extra:
        if _near(key, FENCE):
            reason = "nothing reads this key of a paper"
            line = _line_of(page, section, key)
            yield Problem(page.file, line, reason, key, _meant(key, FENCE))


def _line_of(page: DayPage, section: Section, key: str) -> int:
    assert section.yaml is not None
    lines = page.text.replace("\r\n", "\n").split("\n")[slice(*section.yaml)]
    return frontmatter.key_line("\n".join(lines), key, section.yaml.start + 1)


def _near(key: str, known: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(key, known, 1, _LIKE)), "")


def _meant(key: str, known: tuple[str, ...]) -> str:
    near = _near(key, known)
    return f"Did you mean {near!r}?" if near else f"Known: {', '.join(known)}"
