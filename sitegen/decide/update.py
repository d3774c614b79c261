"""``--update``: what newer dumps say of papers that stand, where no person has touched them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content.daypage import Section
from sitegen.content.escape import page_text
from sitegen.content.inline import recorded
from sitegen.content.ledger import Known
from sitegen.content.write import Edit, fact_line, reference_text
from sitegen.decide.draft import Draft
from sitegen.decide.marks import mark, title_of
from sitegen.decide.tellings import (
    Tellings,
    Value,
    best,
    earlier,
    goes_on,
    remembered,
    tellings,
    to_remember,
)
from sitegen.dumps.dating import Dated


class Update(Struct, frozen=True):
    """A field that a dump tells otherwise than it stands. ``kept``: a person edited it."""

    file: str
    line: int
    slug: str
    field: str
    old: Value
    new: Value
    kept: bool


def update(draft: Draft, captures: Sequence[Dated]) -> tuple[Update, ...]:
    """Edits the sections; what a person edited is told, and kept."""
    before = earlier(draft, captures)
    found: list[Update] = []
    for slug, told in sorted(tellings(draft, captures).items()):
        section = None if draft.papers[slug].deleted else draft.section(slug)
        if section is not None:
            found.extend(_updated(draft, section, told, before.get(slug, "")))
    return tuple(found)


def _updated(draft: Draft, section: Section, told: Tellings, before: str) -> Iterator[Update]:
    paper = draft.papers[section.slug]
    page, known = draft.pages[paper.home], remembered(paper)
    wrote = dict(paper.wrote)
    for name in sorted(told, key=_place):
        telling, old = best(name, told[name]), _standing(section, name)
        if telling.precedence < known.get(name, "" if known else before):
            continue
        edit = _edit(draft, paper, section, name, telling.value)
        is_cut = name == "abstract" and goes_on(old, telling.value)
        differs = telling.value != old and not is_cut
        if edit is not None:
            known[name] = telling.precedence
        if differs and (edit is not None or wrote.get(name) != mark(telling.value)):
            line = edit.start + 1 if edit else section.line
            yield Update(page.file, line, paper.slug, name, old, telling.value, kept=edit is None)
        if differs and edit is not None:
            draft.edit(paper.home, edit)
            wrote[name] = mark(telling.value)
            if name == "title":
                _retitle(draft, section, str(telling.value))
    draft.papers[paper.slug] = replace(paper, wrote=wrote, told=to_remember(known))


def _place(name: str) -> tuple[bool, bool, str]:
    return name != "title", name != "abstract", name


def _standing(section: Section, name: str) -> Value:
    if name == "title":
        return title_of(section)
    if name == "abstract":
        return recorded(section.abstract)
    value: Value = getattr(section.facts, name)
    return value


def _edit(draft: Draft, paper: Known, section: Section, name: str, value: Value) -> Edit | None:
    """The new line in place of the one that ingest wrote; None where that is not there any more."""
    standing = _standing(section, name)
    if paper.wrote.get(name) != mark(standing):
        return None
    lines = draft.pages[paper.home].text.split("\n")
    ours, new = _line(section, name, standing), _line(section, name, value)
    found = (k for k in range(*section.lines) if lines[k].rstrip() == ours)
    at = next(found, None)
    return None if at is None else Edit(at, at + 1, (new,))


def _line(section: Section, name: str, value: Value) -> str:
    """The field as ingest writes it: each stands on one line."""
    if name == "title":
        return f'## {page_text(str(value), block=False)} <a id="{section.slug}"></a>'
    if name == "abstract":
        return page_text(str(value), block=True)
    return fact_line(name, value)


def _retitle(draft: Draft, section: Section, title: str) -> None:
    """References that bear the old title bear the new one."""
    home, new = draft.papers[section.slug].home, page_text(title, block=False)
    for day, page in draft.pages.items():
        lines = page.text.split("\n")
        for reference in (r for r in page.references if r.slug == section.slug):
            at = reference.lines.start
            ours = reference_text(section.title, home, section.slug).rstrip()
            if lines[at].rstrip() == ours:
                line = reference_text(new, home, section.slug).rstrip()
                draft.edit(day, Edit(at, at + 1, (line,)))
