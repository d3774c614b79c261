"""Papers -> the Markdown of a day page, and edits that leave every other byte alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.content.escape import page_text
from sitegen.dates import UNDATED
from sitegen.model import FACT_NAMES, LIST_FACTS, Facts

PAGE_TITLE = "Daily Papers"
UNDATED_TITLE = "Papers without a day"


def new_page(day: str, year: str) -> str:
    """An empty day page; ``year`` is given, inferred or ""."""
    title = UNDATED_TITLE if day == UNDATED else PAGE_TITLE
    year_line = f"year: {year}\n" if year else ""
    return f"---\nschema: 1\nday: {day}\n{year_line}title: {title}\n---\n"


def section_text(slug: str, title: str, abstract: str, facts: Facts) -> str:
    """A paper in full, from record texts."""
    heading = f'## {page_text(title, block=False)} <a id="{slug}"></a>'
    lines = [fact_line(name, value) for name, value in known(facts).items()]
    fence = "\n".join(["```yaml", *lines, "```", "", ""]) if lines else ""
    return f"{heading}\n\n{fence}{page_text(abstract, block=True)}\n"


def reference_text(title_markdown: str, day: str, slug: str) -> str:
    """A paper whose section stands on ``day``; the title as it stands there."""
    return f"## [{title_markdown}]({day}.md#{slug})\n"


def known(facts: Facts) -> dict[str, str | tuple[str, ...]]:
    """The facts that are not empty, in the order of the format."""
    return {name: value for name in FACT_NAMES if (value := getattr(facts, name))}


def fact_line(name: str, value: str | tuple[str, ...]) -> str:
    """``votes: "12"``; JSON strings are YAML strings."""
    shown: Any = list(value) if name in LIST_FACTS else value
    return f"{name}: {json.dumps(shown, ensure_ascii=False)}"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Lines ``start`` to ``end`` (counted from 0, end not included) become ``lines``."""

    start: int
    end: int
    lines: tuple[str, ...] = ()


def spliced(text: str, edits: Iterable[Edit], appended: Iterable[str] = ()) -> str:
    """The page with its edits made and sections added below, a blank line between them."""
    lines = text.split("\n")
    for edit in sorted(edits, reverse=True):
        lines[edit.start : edit.end] = edit.lines
    blocks = list(appended)
    if not blocks:
        return "\n".join(lines)
    return "\n".join(["\n".join(lines).rstrip("\n") + "\n", *blocks])


def front_matter_edits(text: str, changes: Mapping[str, str]) -> list[Edit]:
    """Edits that set keys the program itself wrote (``day``, ``year``), each on its own line."""
    lines = text.split("\n")
    end = lines.index("---", 1)
    edits = []
    for key, value in changes.items():
        found = [k for k in range(1, end) if lines[k].startswith(f"{key}:")]
        line = (f"{key}: {value}",) if value else ()
        edits.append(Edit(found[0], found[0] + 1, line) if found else Edit(end, end, line))
    return edits
