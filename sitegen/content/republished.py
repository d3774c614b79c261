"""Markdown that another digest published, taken only where it stands on a page by itself.

A note could hold a heading that makes a paper of its own, an introduction a fence that swallows
what follows: each is written to a page for trial and must read back as it is, beside neighbours.
"""

from sitegen.content.daypage import DayPage, Section
from sitegen.content.dayreader import read_day
from sitegen.content.escape import page_text
from sitegen.content.inline import recorded
from sitegen.content.write import new_page, reference_text, section_markdown
from sitegen.errors import DigestError
from sitegen.text import normalise

LONGEST, MOST_BRACKETS = 20_000, 500  # each bracket may open a link: the parser tries them all
_DAY, _OTHER = "2000-01-01", "2000-01-02"
_NEIGHBOUR = section_markdown("neighbour", "Neighbour", "Plain words.")
_CONFLICT = ("<<<<<<< ", ">>>>>>> ")


def introduces(intro: str) -> bool:
    """Whether this can be the introduction of a day page."""
    page = _page(intro, f"{intro}\n\n{_NEIGHBOUR}")
    return page is not None and page.intro == intro and _slugs(page) == ["neighbour"]


def annotates(note: str) -> bool:
    """Whether this can be the note of a paper, and of a reference."""
    paper = section_markdown("paper", "A", "Plain words.", (), note)
    listed = reference_text("A", _OTHER, "listed") + f"\n### Note\n\n{note}\n"
    page = _page(note, f"{paper}\n{listed}\n{_NEIGHBOUR}")
    if page is None or _slugs(page) != ["paper", "listed", "neighbour"]:
        return False
    return [entry.note for entry in page.entries[:2]] == [note, note]


def entitles(markdown: str, title: str) -> bool:
    """Whether this is Markdown of that title, record text, in one line."""
    if not says(markdown, title):
        return False
    section = section_markdown("paper", markdown, "Plain words.")
    listed = reference_text(markdown, _OTHER, "listed")
    page = _page(markdown, f"{section}\n{listed}\n{_NEIGHBOUR}")
    if page is None or _slugs(page) != ["paper", "listed", "neighbour"]:
        return False
    return [entry.title for entry in page.entries[:2]] == [markdown, markdown]


def abstracts(markdown: str, abstract: str) -> bool:
    """Whether this is Markdown of that abstract, record text."""
    if not says(markdown, abstract):
        return False
    page = _page(markdown, f"{section_markdown('paper', 'A', markdown)}\n{_NEIGHBOUR}")
    if page is None or _slugs(page) != ["paper", "neighbour"]:
        return False
    paper = page.entries[0]
    return isinstance(paper, Section) and (paper.abstract, paper.note) == (markdown, "")


def says(markdown: str, text: str) -> bool:
    return _is_bounded(markdown) and normalise(recorded(markdown)) == text


def own_words(markdown: str, *, block: bool) -> str:
    """``markdown`` where a person wrote more into it than its record text says, else ""."""
    text = normalise(recorded(markdown))
    return "" if page_text(text, block=block) == markdown else markdown


def _page(markdown: str, body: str) -> DayPage | None:
    if not _is_bounded(markdown) or any(
        line.startswith(_CONFLICT) for line in markdown.split("\n")
    ):
        return None
    try:
        return read_day(new_page(_DAY, "") + body, "")
    except DigestError:
        return None


def _is_bounded(markdown: str) -> bool:
    return len(markdown) <= LONGEST and markdown.count("[") <= MOST_BRACKETS


def _slugs(page: DayPage) -> list[str]:
    return [entry.slug for entry in page.entries]
