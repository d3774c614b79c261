"""The content while it is being decided on; ``finish`` turns it into texts and a ledger."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.content.daypage import DayPage, Lines, Reference, Section, section_title
from sitegen.content.escape import page_text
from sitegen.content.frontmatter import load_mapping
from sitegen.content.inline import parse, record_text
from sitegen.content.ledger import CaptureEntry, Known, Ledger, Listing
from sitegen.content.write import (
    PAGE_TITLE,
    UNDATED_TITLE,
    Edit,
    fact_line,
    front_matter,
    front_matter_edits,
    front_matter_end,
    known,
    new_page,
    page_title,
    reference_text,
    section_text,
    spliced,
)
from sitegen.dates import UNDATED
from sitegen.dumps.dating import GIVEN, INFERRED
from sitegen.errors import DigestError, Problem
from sitegen.model import Facts


@dataclass(frozen=True, slots=True)
class Fresh:
    """A paper that is about to get its section; record texts of a capture of that weight."""

    slug: str
    title: str
    abstract: str
    facts: Facts
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A section that is about to stand on another page, as it is."""

    slug: str
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference that is about to be added; its target is known when all is decided.

    ``title`` is Markdown, "" for the one of the section.
    """

    slug: str
    note: str = ""
    title: str = ""


Block = Fresh | Moved | Mention


@dataclass(slots=True)
class Draft:
    """Day pages and ledger as they will be. Edits speak of the pages as they were read.

    By slug: ``gains`` are facts a section is to be given, ``refreshed`` counts that move on,
    ``completed`` a longer abstract. By
    day: ``blocks`` and ``intros`` to be added, ``years`` to be stated (a person's choice of a year
    stays where captures say nothing new), ``heirs`` -> the day whose front matter they take over;
    ``emptied`` days go away. ``gone``: what was cut, by day and lines. ``before``: the
    captures as they were recorded.
    """

    pages: dict[str, DayPage]
    captures: dict[str, CaptureEntry]
    papers: dict[str, Known]
    listings: dict[tuple[str, str], Listing]
    before: Mapping[str, CaptureEntry]
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    blocks: dict[str, dict[str, Block]] = field(default_factory=dict)
    intros: dict[str, list[str]] = field(default_factory=dict)
    years: dict[str, str] = field(default_factory=dict)
    heirs: dict[str, str] = field(default_factory=dict)
    gone: set[tuple[str, Lines]] = field(default_factory=set)
    emptied: set[str] = field(default_factory=set)
    gains: dict[str, dict[str, str | tuple[str, ...]]] = field(default_factory=dict)
    refreshed: dict[str, dict[str, str]] = field(default_factory=dict)
    completed: dict[str, str] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, pages: Mapping[str, DayPage], ledger: Ledger) -> "Draft":
        copies = dict(ledger.captures), dict(ledger.papers), dict(ledger.listings)
        return cls(dict(pages), *copies, ledger.captures)

    def edit(self, day: str, edit: Edit) -> None:
        self.edits.setdefault(day, []).append(edit)

    def add(self, day: str, block: Block) -> None:
        self.blocks.setdefault(day, {})[block.slug] = block

    def cut(self, day: str, entry: Section | Reference) -> str:
        """Takes the entry off its page; returns its text."""
        if (day, entry.lines) not in self.gone:
            self.edit(day, Edit(*entry.lines))
            self.gone.add((day, entry.lines))
        return "\n".join(self.pages[day].text.split("\n")[slice(*entry.lines)]).rstrip() + "\n"

    def section(self, slug: str) -> Section | None:
        """The section as it stands on the pages that were read."""
        page = self.pages.get(self.papers[slug].home)
        found = (s for s in page.sections if s.slug == slug) if page else iter(())
        return next(found, None)

    def reference(self, day: str, slug: str) -> Reference | None:
        page = self.pages.get(day)
        found = (r for r in page.references if r.slug == slug) if page else iter(())
        return next(found, None)

    def on_day(self, day: str, slug: str) -> bool:
        """Whether the paper stands, or once stood and was taken off, on that day."""
        return self.papers[slug].home == day or (day, slug) in self.listings

    def list_on(self, day: str, slug: str) -> None:
        """Lists a paper on a day; what a person took off stays off."""
        if not self.on_day(day, slug):
            self.listings[day, slug] = Listing(slug, day)
            if not self.papers[slug].deleted:
                self.add(day, Mention(slug))


@dataclass(frozen=True, slots=True)
class Outcome:
    """Day -> new text of its page (None: the page goes away), and the ledger to be."""

    texts: Mapping[str, str | None]
    ledger: Ledger
    warnings: tuple[Problem, ...]


def finish(draft: Draft) -> Outcome:
    """Only pages whose text differs are in the outcome."""
    _mend_references(draft)
    _enrich_sections(draft)
    titles = _titles(draft)
    texts: dict[str, str | None] = {}
    for day in sorted({*draft.edits, *draft.blocks, *draft.intros, *draft.years, *draft.emptied}):
        before = draft.pages[day].text if day in draft.pages else None
        after = _page_text(draft, day, titles)
        if after != before:
            texts[day] = after
    ledger = Ledger(draft.captures, draft.papers, draft.listings)
    return Outcome(texts, ledger, tuple(draft.warnings))


def _page_text(draft: Draft, day: str, titles: Mapping[str, str]) -> str | None:
    page = draft.pages.get(day)
    year = draft.years.get(day, "" if day == UNDATED else "given")
    if page is None and not draft.blocks.get(day) and not draft.intros.get(day):
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
    return spliced(text, edits, (_block_text(draft, block, titles) for block in blocks.values()))


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


def year_of(captures: Mapping[str, CaptureEntry], day: str) -> str:
    """A day is inferred when every capture of it had to guess the year; "" without captures."""
    years = {entry.year for entry in captures.values() if entry.day == day}
    if not years:
        return ""
    return INFERRED if years == {INFERRED} else GIVEN


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
        return section_text(block.slug, block.title, block.abstract, block.facts)
    title = block.title or titles[block.slug]
    text = reference_text(title, draft.papers[block.slug].home, block.slug)
    return f"{text}\n### Note\n\n{block.note}\n" if block.note else text


def _titles(draft: Draft) -> dict[str, str]:
    """Slug -> the title as it stands, or will stand, in the paper's section."""
    standing = {s.slug: s.title for page in draft.pages.values() for s in page.sections}
    for block in (block for day in draft.blocks.values() for block in day.values()):
        if isinstance(block, Fresh):
            standing[block.slug] = page_text(block.title, block=False)
        elif isinstance(block, Moved):
            standing[block.slug] = section_title(block.text)
    return standing


def _mend_references(draft: Draft) -> None:
    """References follow their paper to another day, or to another slug."""
    names = {old: known.slug for known in draft.papers.values() for old in known.aliases}
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


def _enrich_sections(draft: Draft) -> None:
    for slug in sorted({*draft.gains, *draft.refreshed, *draft.completed}):
        if section := draft.section(slug):
            day = draft.papers[slug].home
            lines = draft.pages[day].text.split("\n")
            for edit in _counted(lines, section, draft.refreshed.get(slug, {})):
                draft.edit(day, edit)
            gained = tuple(fact_line(name, v) for name, v in draft.gains.get(slug, {}).items())
            abstract = page_text(draft.completed.get(slug, ""), block=True)
            for edit in _enriched(draft.pages[day].text.split("\n"), section, gained, abstract):
                draft.edit(day, edit)


def _counted(lines: Sequence[str], section: Section, counts: Mapping[str, str]) -> Iterator[Edit]:
    """Edits of the lines that ingest itself wrote."""
    for name, value in counts.items():
        ours = fact_line(name, getattr(section.facts, name))
        for at in range(*section.yaml) if section.yaml else ():
            if lines[at].rstrip() == ours:
                yield Edit(at, at + 1, (fact_line(name, value),))


def _enriched(
    lines: Sequence[str], section: Section, gained: tuple[str, ...], abstract: str
) -> Iterator[Edit]:
    """Edits that add facts to a section, and give it a whole abstract ("": it keeps its own)."""
    below: tuple[str, ...] = ()
    if gained and section.yaml:
        yield Edit(section.yaml.end, section.yaml.end, gained)
    elif gained:
        below = ("", "```yaml", *gained, "```")
    top = section.yaml.end + 1 if section.yaml else section.lines.start + 1
    if abstract and section.abstract:
        found = (k for k in range(top, section.lines.end) if lines[k].strip() == section.abstract)
        at = next(found)
        yield Edit(at, at + 1, (abstract,))
    elif abstract:
        below = (*below, "", abstract)
    if below:
        yield Edit(top, top, below)


def has_room(draft: Draft, slug: str, name: str, value: str | tuple[str, ...]) -> bool:
    """Whether the section's fence, as a person may have left it, can take this line."""
    section = draft.section(slug)
    if section is None or section.yaml is None:
        return True
    lines = draft.pages[draft.papers[slug].home].text.split("\n")[slice(*section.yaml)]
    try:
        load_mapping("\n".join([*lines, fact_line(name, value)]), "")
    except DigestError:
        return False
    return True


def mark(value: str | tuple[str, ...]) -> str:
    """A short fingerprint of a value that ingest wrote."""
    canonical = json.dumps(value, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def marks(title: str, abstract: str, facts: Facts) -> dict[str, str]:
    """Field -> fingerprint, for the ledger."""
    values = {"title": title, "abstract": abstract, **known(facts)}
    return {name: mark(value) for name, value in values.items()}


def title_of(section: Section) -> str:
    """The title as record text."""
    return record_text(parse(section.title))
