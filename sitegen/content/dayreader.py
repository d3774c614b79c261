"""Reading a day page, which never changes its text."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from markdown_it.token import Token

from sitegen.content import frontmatter
from sitegen.content.daypage import DayPage, Lines, Reference, Section
from sitegen.content.facts import Editorial, read_facts
from sitegen.content.inline import block_parser
from sitegen.dates import UNDATED, NoSuchDay, listing_day
from sitegen.errors import DigestError, Problem
from sitegen.ids import SLUG
from sitegen.memo import fingerprint, memoised
from sitegen.model import Facts

SCHEMA = "1"
NOTE = "note"
_ANCHOR = re.compile(r'\s*<a id="([^"]*)"></a>\s*$')
_REFERENCE = re.compile(r"\[(.*)\]\(([^()#\s]*)#([^()\s]+)\)$", re.DOTALL)


def read_day(text: str, file: str) -> DayPage:
    """The page. Raises DigestError with every problem found in it."""
    name = fingerprint(text.encode(errors="surrogatepass"))
    return replace(_read(name, file, text=text), text=text, fingerprint=name)


def stays_known(fingerprint: str, file: str) -> None:
    """Earlier runs may have read the page: that stays remembered, though nobody asks for it now."""
    _read.knows(fingerprint, file)


@memoised
def _read(fingerprint: str, file: str, *, text: str) -> DayPage:
    """The page without its text, which nobody needs to remember who has it."""
    plain = text.replace("\r\n", "\n")
    front = frontmatter.split(plain, file)
    reader = _Reader(file, plain.split("\n"), front.body_line - 1)
    if not front.values and not plain.startswith("---\n"):
        reader.wrong(0, "front matter is missing", hint="A day page begins with a line `---`")
        raise DigestError(reader.problems)
    tokens = block_tokens(front.body)
    reader.check_head(front.values)
    reader.check_ranks(tokens)
    reader.check_fences(tokens)
    reader.check_conflict()
    heads = [k for k, token in enumerate(tokens) if _is_heading(token, "h2")]
    parts = pairwise([*heads, len(tokens)])
    intro_end = reader.at(tokens[heads[0]]) if heads else len(reader.lines)
    entries = [reader.entry(tokens[a:b], tokens[b:]) for a, b in parts]
    day = reader.day(front.values)
    if reader.problems:
        raise DigestError(reader.problems)
    return DayPage(
        file,
        day,
        str(front.values.get("year", "")),
        str(front.values.get("title", "")),
        reader.text(reader.first, intro_end),
        tuple(entry for entry in entries if entry is not None),
    )


def section_title(text: str) -> str:
    """The title in the first line of a section's text."""
    _, heading, *_ = block_tokens(text.partition("\n")[0])
    return _ANCHOR.sub("", heading.content).strip()


def block_tokens(body: str) -> list[Token]:
    """Block structure only: inline text is parsed where it is shown."""
    parser = block_parser()
    tokens: list[Token] = []
    parser.block.parse(body, parser, {}, tokens)
    return tokens


def _is_heading(token: Token, tag: str = "") -> bool:
    return token.type == "heading_open" and token.level == 0 and tag in ("", token.tag)


@dataclass(slots=True)
class _Reader:
    """Reads the sections of one page, collecting what is wrong with them."""

    file: str
    lines: list[str]
    first: int
    problems: list[Problem] = field(default_factory=list)

    def at(self, token: Token) -> int:
        assert token.map is not None
        return self.first + token.map[0]

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

    def check_fences(self, tokens: list[Token]) -> None:
        """A fence that never closes would swallow every paper below it."""
        for token in tokens:
            if token.type == "fence" and token.level == 0 and token.map is not None:
                start, end = (self.first + line for line in token.map)
                last = self.lines[end - 1].strip()
                if end - 1 == start or last.strip(token.markup[0]) or len(last) < len(token.markup):
                    hint = f"Close it with a line {token.markup}"
                    self.wrong(start, "a fence is opened here and never closed", hint=hint)

    def check_conflict(self) -> None:
        """Both sides of a merge would be read as one text."""
        begins = [k for k, line in enumerate(self.lines) if line.startswith("<<<<<<< ")]
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

    def check_ranks(self, tokens: list[Token]) -> None:
        """A heading of another rank with a paper's anchor is a slip that would lose the paper."""
        for token, inline in pairwise(tokens):
            if _is_heading(token) and token.tag != "h2" and _ANCHOR.search(inline.content):
                hint = "A paper is a ## heading; take the anchor off any other"
                self.wrong(self.at(token), "a paper's anchor on another heading", "", hint)

    def entry(self, tokens: list[Token], rest: list[Token]) -> Section | Reference | None:
        head = tokens[0]
        start = self.at(head)
        end = self.at(rest[0]) if rest else len(self.lines)
        lines = Lines(start, end)
        heading = tokens[1].content
        if anchor := _ANCHOR.search(heading):
            return self._section(anchor[1], heading[: anchor.start()].strip(), tokens, lines)
        if found := _REFERENCE.match(heading.strip()):
            return self._reference(found, tokens, lines)
        hint = 'Add an anchor <a id="its-slug"></a> at the end of the line, or use ###'
        self.wrong(start, "a ## heading that is neither a paper nor a reference", heading, hint)
        return None

    def _slug(self, slug: str, line: int) -> str:
        if not SLUG.fullmatch(slug):
            self.wrong(line, "the anchor is no slug", slug, "Use a-z, 0-9 and single hyphens")
        return slug

    def _section(self, slug: str, title: str, tokens: list[Token], lines: Lines) -> Section:
        body, yaml = self._after_heading(tokens[0]), None
        facts, editorial = Facts(), Editorial()
        fence = tokens[3] if len(tokens) > 3 else None
        if fence and fence.type == "fence" and fence.level == 0 and fence.info.strip() == "yaml":
            yaml, body = self._fence_lines(fence)
            facts, editorial = self._facts(fence, yaml)
        note_start = self._note_start(tokens, lines.end)
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

    def _after_heading(self, head: Token) -> int:
        assert head.map is not None
        return self.first + head.map[1]

    def _fence_lines(self, fence: Token) -> tuple[Lines, int]:
        assert fence.map is not None
        start, end = self.first + fence.map[0], self.first + fence.map[1]
        return Lines(start + 1, end - 1), end

    def _facts(self, fence: Token, yaml: Lines) -> tuple[Facts, Editorial]:
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

    def _note_start(self, tokens: list[Token], end: int) -> int:
        """A person's part begins at the first heading inside the section."""
        inner = (self.at(token) for token in tokens[1:] if _is_heading(token))
        return next(inner, end)

    def _note(self, start: int, end: int) -> str:
        if start == end:
            return ""
        heading = self.lines[start].lstrip("# ").strip().lower()
        return self.text(start + (heading == NOTE), end)

    def _reference(self, found: "re.Match[str]", tokens: list[Token], lines: Lines) -> Reference:
        title, target, slug = found.groups()
        day = target.removesuffix(".md")
        try:
            day = listing_day(day)
        except NoSuchDay:
            hint = "Expected [title](YYYY-MM-DD.md#slug)"
            self.wrong(lines.start, "the reference leads to no day page", target, hint)
        note_start = self._note_start(tokens, lines.end)
        if self.text(self._after_heading(tokens[0]), note_start):
            hint = "Put it under `### Note`"
            self.wrong(lines.start, "only a note may stand below a reference", title, hint)
        note = self._note(note_start, lines.end)
        return Reference(self._slug(slug, lines.start), title, day, note, lines)
