"""The draft, decided -> the texts of its pages, and the ledger to be."""

from collections.abc import Mapping

from msgspec import Struct

from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import section_title
from sitegen.content.escape import page_text
from sitegen.content.ledger import Ledger
from sitegen.content.write import (
    PAGE_TITLE,
    UNDATED_TITLE,
    Edit,
    fact_lines,
    front_matter,
    front_matter_edits,
    front_matter_end,
    new_page,
    page_title,
    reference_text,
    section_markdown,
    spliced,
)
from sitegen.dates import UNDATED
from sitegen.decide.draft import Block, Draft, Fresh, Moved, Place, year_of
from sitegen.decide.splices import enrich_sections
from sitegen.errors import Problem


class Outcome(Struct, frozen=True):
    """Day -> new text of its page (None: the page goes away), and the ledger to be."""

    texts: Mapping[str, str | None]
    ledger: Ledger
    warnings: tuple[Problem, ...]


def finish(draft: Draft) -> Outcome:
    """Only pages whose text differs are in the outcome."""
    _mend_references(draft)
    enrich_sections(draft)
    titles = _titles(draft)
    texts: dict[str, str | None] = {}
    for day in sorted({*draft.edits, *draft.blocks, *draft.intros, *draft.years, *draft.emptied}):
        before = draft.pages[day].text if day in draft.pages else None
        after = _page_text(draft, day, titles)
        if after != before:
            texts[day] = after
    return Outcome(texts, draft.ledger(), tuple(draft.warnings))


def fresh_text(fresh: Fresh) -> str:
    """A digest's own Markdown where it wished so, else what the record's texts come to."""
    wish = fresh.wish
    pins = (f"topics: [{', '.join(wish.pins)}]",) if wish.pins else ()
    return section_markdown(
        fresh.slug,
        _title_of(fresh),
        wish.abstract or page_text(fresh.abstract, block=True),
        (*fact_lines(fresh.facts), *pins),
        wish.note,
    )


def _title_of(fresh: Fresh) -> str:
    return fresh.wish.title or page_text(fresh.title, block=False)


def _page_text(draft: Draft, day: str, titles: Mapping[str, str]) -> str | None:
    page = draft.pages.get(day)
    year = draft.years.get(day, "" if day == UNDATED else "given")
    if page is None and not draft.blocks.get(day) and day not in draft.intros:
        return None
    text = page.text if page else _begun(draft, day, year)
    edits = list(draft.edits.get(day, ()))
    if page and _year_is_news(draft, page):
        edits += front_matter_edits(text, {"year": draft.years[day]})
    if intros := draft.intros.get(day):
        at = front_matter_end(text.split("\n")) + 1
        edits.append(Edit(at, at, tuple("\n".join(intros).split("\n"))))
    blocks = draft.blocks.get(day, {})
    if page and not blocks and not intros and _is_emptied(draft, page):
        return None
    inserted, appended = _arranged(draft, day, titles)
    return spliced(text, [*edits, *inserted], appended)


def _arranged(draft: Draft, day: str, titles: Mapping[str, str]) -> tuple[list[Edit], list[str]]:
    """The day's blocks: those that go before a line, as edits, and those that go to the end."""
    appended: list[tuple[int, str]] = []
    inserted: dict[int, list[tuple[int, str]]] = {}
    for block in draft.blocks.get(day, {}).values():
        line, rank = draft.places.get((day, block.slug), Place(None, 0))
        group = appended if line is None else inserted.setdefault(line, [])
        group.append((rank, _block_text(draft, block, titles)))
    edits = [
        Edit(line, line, tuple("\n".join(_by_rank(group)).split("\n")))
        for line, group in inserted.items()
    ]
    return edits, _by_rank(appended)


def _by_rank(group: list[tuple[int, str]]) -> list[str]:
    return [text for _, text in sorted(group, key=lambda item: item[0])]


def _begun(draft: Draft, day: str, year: str) -> str:
    """The head of a page: as people wrote it on the day that moved here, else a new one."""
    heir = draft.pages.get(draft.heirs.get(day, ""))
    if heir is None:
        return new_page(day, year)
    head = front_matter(heir.text)
    if head == new_page(heir.day, heir.year):
        return new_page(day, year)
    named = heir.title in (PAGE_TITLE, UNDATED_TITLE)
    title = {"title": page_title(day)} if named else {}
    return spliced(head, front_matter_edits(head, {"day": day, "year": year, **title}))


def _year_is_news(draft: Draft, page: DayPage) -> bool:
    """Whether captures say something else of the year now than they did before."""
    year = draft.years.get(page.day, page.year)
    if year == page.year or page.day == UNDATED:
        return False
    return year_of(draft.captures, page.day) != year_of(draft.before, page.day)


def _is_emptied(draft: Draft, page: DayPage) -> bool:
    """Every entry was cut by the program, and no person's introduction is left."""
    if page.day in draft.emptied:
        return True
    left = [entry for entry in page.entries if (page.day, entry.lines) not in draft.gone]
    return bool(page.entries) and not left and not page.intro


def _block_text(draft: Draft, block: Block, titles: Mapping[str, str]) -> str:
    if isinstance(block, Moved):
        return block.text
    if isinstance(block, Fresh):
        return fresh_text(block)
    title = block.title or titles[block.slug]
    text = reference_text(title, draft.papers[block.slug].home, block.slug)
    return f"{text}\n### Note\n\n{block.note}\n" if block.note else text


def _titles(draft: Draft) -> dict[str, str]:
    """Slug -> the title as it stands, or will stand, in the paper's section."""
    standing = {s.slug: s.title for page in draft.pages.values() for s in page.sections}
    for block in (block for day in draft.blocks.values() for block in day.values()):
        if isinstance(block, Fresh):
            standing[block.slug] = _title_of(block)
        elif isinstance(block, Moved):
            standing[block.slug] = section_title(block.text)
    return standing


def _mend_references(draft: Draft) -> None:
    """References follow their paper to another day, or to another slug."""
    names = draft.names()
    for day, page in draft.pages.items():
        for reference in page.references:
            slug = names.get(reference.slug, reference.slug)
            paper = draft.papers.get(slug)
            if paper is None or paper.deleted or (day, reference.lines) in draft.gone:
                continue
            if (slug, paper.home) != (reference.slug, reference.day):
                line = reference_text(reference.title, paper.home, slug).rstrip()
                start = reference.lines.start
                draft.edit(day, Edit(start, start + 1, (line,)))
