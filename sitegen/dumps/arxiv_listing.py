r"""arXiv's announcement listing, as the daily mail carries it.

Entries between lines of hyphens, each with a head and an abstract between ``\\``; three sections
(new, cross-listed, replaced), each with an end mark of its own.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from sitegen.dumps.arxiv_entry import Entry, Haul
from sitegen.dumps.arxiv_parts import people, utc_day
from sitegen.dumps.capture import Reading

KIND = "arxiv-listing"
_HEAD = 20_000
_RULE = re.compile(r"-{40,}\s*$")
_SECTION_ENDS = ("%-%-%-%-%-%-", "%%--%%--%%--")
_LISTING_END = "%%%---%%%---"
_IDENT = re.compile(r"(?:arXiv:|Paper(?: \(\*cross-listing\*\))?: ?)(\S{1,40})")
_FIRST_ENTRY = re.compile(
    rf"^\\\\[ ]*\n{_IDENT.pattern}[^\n]{{0,40}}\n(?:[^\n]*\n){{0,12}}?Title:", re.MULTILINE
)
_DAMAGED = "The listing may be damaged: save the mail again"
_SLASHES = re.compile(r"\\\\(?:\s*$|\s+\()")
_FIELD = re.compile(
    r"(Title|Authors?|Categories|Comments|Report-no|Journal-ref|DOI|MSC-class|ACM-class|License"
    r"|Proxy|From|Date(?: \((?:v1|revised v\d{1,3})\))?):(?=\s|$)"
)
_REVISED = re.compile(r"revised v(\d{1,3})", re.ASCII)
_REPLACED = re.compile(r"replaced with [a-z ]{1,40}version\s+(.+)")
_MAIL_DATE = re.compile(r"^Date:\s*([^\n]+)", re.MULTILINE)


class _Block(Struct, frozen=True):
    """The lines between two rules, and the rule that ends them."""

    line: int
    lines: tuple[str, ...]
    rule: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    @property
    def is_entry(self) -> bool:
        return self.text.startswith("\\\\")

    @property
    def is_cut(self) -> bool:
        last = next((line for line in reversed(self.lines) if line.strip()), "")
        return not self.rule and not (_SLASHES.match(last) and self.text != last.strip())

    @property
    def first_line(self) -> int:
        return self.line + next(n for n, line in enumerate(self.lines) if line.strip())


def looks_like(text: str) -> bool:
    r"""Whether an entry stands near the beginning: ``\\``, an id, some fields, a title."""
    return bool(_FIRST_ENTRY.search(text[:_HEAD]))


def read(text: str, file: str) -> Reading:
    """New and cross-listed papers under the day of the mail, replacements without a day.

    Several listings may follow each other. Text before the first entry and after the end mark
    is the mail's own.
    """
    haul, day, listing = Haul(file), "", 0
    for block in _blocks(text):
        if block.is_entry:
            listing = listing or block.line
            if block.is_cut:
                reason = "the file ends within this entry"
                haul.refuse(block.first_line, reason, block.text, _DAMAGED)
            else:
                haul.take(_entry(block, day))
        elif block.text and listing:
            haul.refuse(block.line, "text that belongs to no entry", block.text, _DAMAGED)
        elif sent := _MAIL_DATE.findall(block.text):
            day = utc_day(sent[-1])
        if block.rule.startswith(_LISTING_END):
            listing, day = 0, ""
    if listing:
        reason, hint = "the listing has no end mark", "It may be cut: save the mail again"
        haul.warn(listing, reason, hint=hint)
    _doubt_days(haul)
    return haul.reading()


def _doubt_days(haul: Haul) -> None:
    without = [one for one in haul.records if not (one.day or one.facts.updated)]
    if without:
        hint = "They have no day: give it with --date"
        reason = f"papers without a day, as the listing has no Date: of its own: {len(without)}"
        haul.warn(without[0].line, reason, hint=hint)


def _blocks(text: str) -> Iterator[_Block]:
    start, lines = 1, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if _RULE.match(line) or line.startswith((*_SECTION_ENDS, _LISTING_END)):
            yield _Block(start, tuple(lines), line)
            start, lines = number + 1, []
        else:
            lines.append(line)
    yield _Block(start, tuple(lines), "")


def _entry(block: _Block, day: str) -> Entry:
    head, abstract = _head_and_abstract(block)
    fields, ident, replaced = _fields(head)
    versions = [int(found[1]) for name in fields if (found := _REVISED.search(name))]
    dates = [utc_day(value) for name, value in fields.items() if name.startswith("Date")]
    return Entry(
        line=block.first_line,
        ident=ident,
        title=fields.get("Title", ""),
        abstract=abstract,
        authors=people(fields.get("Authors", fields.get("Author", ""))),
        categories=tuple(fields.get("Categories", "").split()),
        doi=fields.get("DOI", ""),
        comment=fields.get("Comments", ""),
        published=dates[0] if dates else "",
        updated=utc_day(replaced) or (dates[-1] if dates else ""),
        day="" if replaced else day,
        revised=bool(replaced) or len(dates) > 1,
        version=max(versions, default=0),
    )


def _head_and_abstract(block: _Block) -> tuple[list[str], str]:
    r"""What stands between the first two ``\\``, and what follows the second."""
    parts: list[list[str]] = [[]]
    for line in block.lines:
        if _SLASHES.match(line):
            parts.append([])
        else:
            parts[-1].append(line)
    abstract = " ".join(line for part in parts[2:] for line in part)
    return (parts[1] if len(parts) > 1 else parts[0]), abstract


def _fields(head: list[str]) -> tuple[dict[str, str], str, str]:
    """The fields of a head, its id and the date of the version that replaces an older one."""
    fields: dict[str, list[str]] = {}
    name = ident = replaced = ""
    for line in head:
        if found := _FIELD.match(line):
            name = found[1]
            fields[name] = [line[found.end() :]]
        elif name and line.strip():
            fields[name].append(line)
        elif found := _IDENT.match(line):
            ident = found[1]
        elif found := _REPLACED.match(line):
            replaced = found[1]
    return {name: " ".join(lines) for name, lines in fields.items()}, ident, replaced
