"""Reading a day page, which never changes its text."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content import frontmatter
from sitegen.content.blocks import Block, blocks
from sitegen.content.daypage import DayPage, Lines, Reference, Section
from sitegen.content.facts import Editorial, read_facts
from sitegen.dates import UNDATED, NoSuchDay, listing_day
from sitegen.errors import DigestError, Problem
from sitegen.ids import SLUG
from sitegen.memo import fingerprint, memoised_bulky
from sitegen.model import Facts
from sitegen.spread import Spread

SCHEMA = "1"
NOTE = "note"
_A_PAGE = 32  # papers, more or less
_ANCHOR = re.compile(r'\s*<a id="([^"]*)"></a>\s*$')
_REFERENCE = re.compile(r"\[(.*)\]\(([^()#\s]*)#([^()\s]+)\)$", re.DOTALL)


def read_day(text: str, file: str) -> DayPage:
    """The page. Raises DigestError with every problem found in it."""
    data = text.encode(errors="surrogatepass")
    return read_bytes(data, fingerprint(data), file, lambda _: text)


def read_bytes(data: bytes, name: str, file: str, decoded: Callable[[bytes], str]) -> DayPage:
    """``name``: the fingerprint; ``decoded``: the text, asked for where no earlier run read it."""
    page = _read(name, file, text=lambda _: decoded(data))
    return replace(page, data=data, fingerprint=name)


def foresee_days(files: Mapping[str, str], text: Callable[[str], str], spread: Spread) -> None:
    """Reads what no earlier run read, shared out by ``spread``. ``files``: by the fingerprint of
    the page, of which ``text`` tells the text; raises the DigestError of the first that is wrong.
    """
    new = [(name, file) for name, file in files.items() if not _read.knows(name, file)]

    def shared(read: Callable[[Any], Any], pages: Iterable[Any], /, *, each: int = 1) -> list[Any]:
        return spread(read, pages, each=each * _A_PAGE)

    _read.foresee(new, shared, text=text)


def is_known(fingerprint: str, file: str) -> bool:
    """Whether an earlier run read the page: that stays remembered, though nobody asks for it."""
    return _read.knows(fingerprint, file)


def read_again(fingerprint: str, file: str) -> DayPage:
    """A page that ``is_known``, without its bytes, which DigestError says are needed after all."""

    def text(_: str) -> str:
        reason, hint = "what was remembered of this page is lost", "Run again"
        raise DigestError([Problem(file, 0, reason, hint=hint, error=True)])

    return _read(fingerprint, file, text=text)


@memoised_bulky(_A_PAGE)
def _read(fingerprint: str, file: str, *, text: Callable[[str], str]) -> DayPage:
    """The page without its text, which nobody needs to remember who has it."""
    plain = text(fingerprint).replace("\r\n", "\n")
    front = frontmatter.split(plain, file)
    reader = _Reader(file, plain.split("\n"), front.body_line - 1)
    if not front.values and not plain.startswith("---\n"):
        reader.wrong(0, "front matter is missing", hint="A day page begins with a line `---`")
        raise DigestError(reader.problems)
    found = blocks(front.body)
    reader.check_head(front.values)
    reader.check_ranks(found)
    reader.check_fences(found)
    reader.check_conflict()
    heads = [k for k, block in enumerate(found) if block.tag == "h2"]
    parts = [found[a:b] for a, b in pairwise([*heads, len(found)])]
    ends = [*(reader.at(part[0]) for part in parts), len(reader.lines)]
    entries = [reader.entry(*one) for one in zip(parts, ends[1:], strict=True)]
    day = reader.day(front.values)
    if reader.problems:
        raise DigestError(reader.problems)
    return DayPage(
        file,
        day,
        str(front.values.get("year", "")),
        str(front.values.get("title", "")),
        reader.text(reader.first, ends[0]),
        tuple(entry for entry in entries if entry is not None),
    )


def section_title(text: str) -> str:
    """The title in the first line of a section's text."""
    heading, *_ = blocks(text.partition("\n")[0])
    return _ANCHOR.sub("", heading.content).strip()


class _Reader(Struct):
    """Reads the sections of one page, collecting what is wrong with them."""

    file: str
    lines: list[str]
    first: int
    problems: list[Problem] = []

    def at(self, block: Block) -> int:
        return self.first + block.start

    def text(self, start: int, end: int) -> str:
        return "\n".join(self.lines[start:end]).strip()

    def wrong(self, line: int, reason: str, text: str = "", hint: str = "") -> None:
        self.problems.append(Problem(self.file, line + 1, reason, text, hint, error=True))

    def day(self, values: dict[str, object]) -> str:
        try:
            return listing_day(str(values.get("day", "")))
        except NoSuchDay as error:
            line = frontmatter.key_line("\n".join(self.lines[: self.first]), "day") - 1
            self.wrong(line, f"front matter: {error}", hint="Expected `day: YYYY-MM-DD`")
            return UNDATED

    def check_fences(self, found: list[Block]) -> None:
        """A fence that never closes would swallow every paper below it."""
        for block in found:
            if not block.tag:
                start, end = self.at(block), self.first + block.end
                last = self.lines[end - 1].strip()
                if end - 1 == start or last.strip(block.markup[0]) or len(last) < len(block.markup):
                    hint = f"Close it with a line {block.markup}"
                    self.wrong(start, "a fence is opened here and never closed", hint=hint)

    def check_conflict(self) -> None:
        """Both sides of a merge would be read as one text."""
        begins = [k for k, line in enumerate(self.lines) if line[:8] == "<<<<<<< "]
        if begins and any(line.startswith(">>>>>>> ") for line in self.lines):
            hint = "Keep what is right of both sides, delete the three lines of the marks"
            self.wrong(begins[0], "a merge conflict is left unresolved", hint=hint)

    def check_head(self, values: dict[str, object]) -> None:
        """What a person changed by a slip would otherwise pass unread."""
        known = {"schema": ("", SCHEMA), "year": ("", "given", "inferred")}
        for key, allowed in known.items():
            if str(values.get(key) or "") not in allowed:
                expected = " or ".join(value for value in allowed if value)
                line = frontmatter.key_line("\n".join(self.lines), key) - 1
                self.wrong(line, f"{key}: expected {expected}", str(values[key]))

    def check_ranks(self, found: list[Block]) -> None:
        """A heading of another rank with a paper's anchor is a slip that would lose the paper."""
        for block in found:
            if block.tag not in ("", "h2") and _ANCHOR.search(block.content):
                hint = "A paper is a ## heading; take the anchor off any other"
                self.wrong(self.at(block), "a paper's anchor on another heading", "", hint)

    def entry(self, part: list[Block], end: int) -> Section | Reference | None:
        """``part``: a heading and what follows it."""
        start, heading = self.at(part[0]), part[0].content
        lines = Lines(start, end)
        if anchor := _ANCHOR.search(heading, max(heading.rfind("<a id="), 0)):
            return self._section(anchor[1], heading[: anchor.start()].strip(), part, lines)
        if found := _REFERENCE.match(heading):
            return self._reference(found, part, lines)
        hint = 'Add an anchor <a id="its-slug"></a> at the end of the line, or use ###'
        self.wrong(start, "a ## heading that is neither a paper nor a reference", heading, hint)
        return None

    def _slug(self, slug: str, line: int) -> str:
        if not SLUG.fullmatch(slug):
            self.wrong(line, "the anchor is no slug", slug, "Use a-z, 0-9 and single hyphens")
        return slug

    def _section(self, slug: str, title: str, part: list[Block], lines: Lines) -> Section:
        body, yaml = self.first + part[0].end, None
        facts, editorial = Facts(), Editorial()
        fence = part[1] if len(part) > 1 and part[1].leads else None
        if fence and fence.info == "yaml":
            yaml, body = (
                Lines(self.at(fence) + 1, self.first + fence.end - 1),
                self.first + fence.end,
            )
            facts, editorial = self._facts(fence, yaml)
        note_start = self._note_start(part, lines.end)
        return Section(
            self._slug(slug, lines.start),
            title,
            self.text(body, note_start),
            self._note(note_start, lines.end),
            facts,
            editorial,
            lines,
            yaml,
        )

    def _facts(self, fence: Block, yaml: Lines) -> tuple[Facts, Editorial]:
        try:
            values = frontmatter.load_mapping(fence.content, self.file, yaml.start + 1)
        except DigestError as error:
            self.problems.extend(error.problems)
            return Facts(), Editorial()

        def line_of(key: str) -> int:
            return frontmatter.key_line(fence.content, key, yaml.start + 1)

        facts, editorial, problems = read_facts(values, self.file, line_of)
        self.problems.extend(problems)
        return facts, editorial

    def _note_start(self, part: list[Block], end: int) -> int:
        """A person's part begins at the first heading inside the section."""
        return next((self.at(block) for block in part[1:] if block.tag), end)

    def _note(self, start: int, end: int) -> str:
        if start == end:
            return ""
        heading = self.lines[start].lstrip("# ").strip().lower()
        return self.text(start + (heading == NOTE), end)

    def _reference(self, found: "re.Match[str]", part: list[Block], lines: Lines) -> Reference:
        title, target, slug = found.groups()
        day = target.removesuffix(".md")
        try:
            day = listing_day(day)
        except NoSuchDay:
            hint = "Expected [title](YYYY-MM-DD.md#slug)"
            self.wrong(lines.start, "the reference leads to no day page", target, hint)
        note_start = self._note_start(part, lines.end)
        if self.text(self.first + part[0].end, note_start):
            hint = "Put it under `### Note`"
            self.wrong(lines.start, "only a note may stand below a reference", title, hint)
        note = self._note(note_start, lines.end)
        return Reference(self._slug(slug, lines.start), title, day, note, lines)
