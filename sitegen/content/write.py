"""Papers -> the Markdown of a day page, and edits that leave every other byte alone."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from sitegen.content.frontmatter import key_pattern
from sitegen.dates import UNDATED
from sitegen.model import FACT_NAMES, LIST_FACTS, Facts

PAGE_TITLE = "Daily Papers"
UNDATED_TITLE = "Papers without a day"


def new_page(day: str, year: str) -> str:
    """An empty day page; ``year`` is given, inferred or ""."""
    year_line = f"year: {year}\n" if year else ""
    return f"---\nschema: 1\nday: {day}\n{year_line}title: {page_title(day)}\n---\n"


def page_title(day: str) -> str:
    return UNDATED_TITLE if day == UNDATED else PAGE_TITLE


def section_markdown(
    slug: str, title: str, abstract: str, fence: Sequence[str] = (), note: str = ""
) -> str:
    """A paper in full, from what is to stand on the page."""
    facts = "\n".join(["```yaml", *fence, "```", "", ""]) if fence else ""
    below = f"\n### Note\n\n{note}\n" if note else ""
    return f'## {title} <a id="{slug}"></a>\n\n{facts}{abstract}\n{below}'


def fact_lines(facts: Facts) -> tuple[str, ...]:
    return tuple(fact_line(name, value) for name, value in known(facts).items())


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


class Edit(Struct, frozen=True, order=True):
    """Lines ``start`` to ``end`` (counted from 0, end not included) become ``lines``."""

    start: int
    end: int
    lines: tuple[str, ...] = ()


def spliced(text: str, edits: Iterable[Edit], appended: Iterable[str] = ()) -> str:
    """The page with its edits made and sections added below, a blank line between them.

    New lines end as the page's first line ends.
    """
    lines, carriage = text.split("\n"), carriage_of(text)
    for edit in sorted(edits, reverse=True):
        lines[edit.start : edit.end] = fitted(edit.lines, carriage)
    for block in appended:
        if lines[-1]:
            lines[-1:] = [lines[-1] + carriage, ""]
        between = [carriage] if len(lines) > 1 and lines[-2].strip() else []
        lines[-1:] = [*between, *fitted(block.split("\n")[:-1], carriage), ""]
    return "\n".join(lines)


def carriage_of(text: str) -> str:
    """What stands before the line feeds of this text: nothing, or a carriage return."""
    return "\r" if text.partition("\n")[0].endswith("\r") else ""


def fitted(lines: Iterable[str], carriage: str) -> list[str]:
    return [line.removesuffix("\r") + carriage for line in lines]


def front_matter(text: str) -> str:
    """The front matter of a page, both fences included."""
    lines = text.split("\n")
    return "\n".join([*lines[: front_matter_end(lines) + 1], ""])


def front_matter_end(lines: Sequence[str]) -> int:
    """The index of the line that closes the front matter."""
    return next(k for k in range(1, len(lines)) if lines[k].rstrip() == "---")


def front_matter_edits(text: str, changes: Mapping[str, str]) -> list[Edit]:
    """Edits that set keys the program itself wrote (``day``, ``year``), a person's remark beside
    the value left alone. Front matter in one pair of braces stays as it is."""
    lines = text.split("\n")
    end = front_matter_end(lines)
    if lines[1].lstrip().startswith("{"):
        return []
    edits = []
    for key, value in changes.items():
        found = next((k for k in range(1, end) if key_pattern(key).match(lines[k])), None)
        if found is None:
            edits.append(Edit(end, end, (f"{key}: {value}",) if value else ()))
        else:
            remark = re.search(r"(?<=\s)\s*#.*", lines[found])
            line = f"{key}: {value}" + (f"  {remark[0].strip()}" if remark else "")
            edits.append(Edit(found, found + 1, (line,) if value else ()))
    return edits
