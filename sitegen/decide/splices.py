"""Facts and abstracts that a section gains, as edits of its page's own lines."""

from collections.abc import Iterator, Mapping, Sequence

from sitegen.content.daypage import Section
from sitegen.content.escape import page_text
from sitegen.content.frontmatter import load_mapping
from sitegen.content.write import (
    Edit,
    fact_line,
)
from sitegen.decide.draft import Draft
from sitegen.errors import DigestError


def enrich_sections(draft: Draft) -> None:
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
