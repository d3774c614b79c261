"""What a person wrote below one of two sections that are one paper, on its way to the other."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sitegen.content.daypage import DayPage, Section
from sitegen.content.facts import Editorial
from sitegen.content.frontmatter import key_pattern, load_mapping
from sitegen.content.write import Edit, fact_line, known
from sitegen.decide.draft import Draft
from sitegen.errors import DigestError

_HIDDEN = key_pattern("hidden")


class Handover(Struct):
    """To the section that stays: ``lines`` for its fence, ``notes``, and whether to hide it."""

    page: DayPage
    section: Section
    lines: list[str] = []
    notes: list[str] = []
    hidden: bool = False

    def take(self, page: DayPage, double: Section) -> bool:
        """Takes what a person added to the double; False, and nothing is taken, where the fence
        that stays has no room for it: both say something else of the same."""
        lines = self._news(page, double)
        if not self.has_room(lines):
            return False
        self.lines += lines
        self.hidden = self.hidden or (double.editorial.hidden and not self.section.editorial.hidden)
        self.note(double.note)
        return True

    def has_room(self, lines: Sequence[str]) -> bool:
        try:
            load_mapping("\n".join([*_fence(self.page, self.section), *self.lines, *lines]), "")
        except DigestError:
            return False
        return True

    def note(self, text: str) -> None:
        if text and text not in (self.section.note, *self.notes):
            self.notes.append(text)

    def make(self, draft: Draft) -> None:
        """Edits the page: lines at the end of the fence, notes below the section's own."""
        lines = [*self.lines, *self._gained(draft)]
        if self.hidden and not self._show_hidden(draft):
            lines.append("hidden: true")
        section, day = self.section, self.page.day
        if lines and section.yaml:
            draft.edit(day, Edit(section.yaml.end, section.yaml.end, tuple(lines)))
        elif lines:
            at = section.lines.start + 1
            draft.edit(day, Edit(at, at, ("", "```yaml", *lines, "```")))
        if self.notes:
            add_note(draft, self.page, section.lines.end, self.notes, headed=bool(section.note))

    def _gained(self, draft: Draft) -> list[str]:
        """Facts that the section gains in this step, where no line of a person's tells them."""
        gained = draft.gains.pop(self.section.slug, {})
        lines = (fact_line(name, value) for name, value in gained.items())
        return [line for line in lines if self.has_room([line])]

    def _news(self, page: DayPage, double: Section) -> list[str]:
        """Lines of the double's fence that a person wrote and that do not stand here already."""
        standing = {line.rstrip() for line in (*_fence(self.page, self.section), *self.lines)}
        written = {fact_line(name, value) for name, value in known(double.facts).items()}
        lines = [line.rstrip() for line in _fence(page, double) if line.strip()]
        if _pins(double.editorial) in ((), _pins(self.section.editorial)):
            lines = [line for line in lines if not _is_plain(line, "topics")]
        return [
            line
            for line in lines
            if line not in standing | written and not _is_plain(line, "hidden")
        ]

    def _show_hidden(self, draft: Draft) -> bool:
        """Turns a ``hidden: false`` that stands in the fence; False where there is none."""
        fence = self.section.yaml
        for k, line in enumerate(_fence(self.page, self.section)):
            if fence and _HIDDEN.match(line):
                remark = line.partition(" #")
                at = fence.start + k
                draft.edit(
                    self.page.day,
                    Edit(at, at + 1, ("hidden: true" + "".join(remark[1:]).rstrip(),)),
                )
                return True
        return False


def add_note(draft: Draft, page: DayPage, end: int, notes: Iterable[str], *, headed: bool) -> None:
    """Notes below an entry that ends at this line; ``headed``: it has a note already."""
    heading = () if headed else ("### Note", "")
    lines = (*heading, *"\n\n".join(notes).split("\n"), "")
    before = ("",) if page.text.split("\n")[end - 1].strip() else ()
    draft.edit(page.day, Edit(end, end, (*before, *lines)))


def _pins(editorial: Editorial) -> tuple[tuple[str, ...], ...]:
    pins = (tuple(sorted(editorial.plus)), tuple(sorted(editorial.minus)))
    return pins if any(pins) else ()


def _is_plain(line: str, key: str) -> bool:
    """The key with a value on its line and no remark."""
    return bool(key_pattern(key).match(line)) and "#" not in line


def _fence(page: DayPage, section: Section) -> list[str]:
    return page.text.split("\n")[slice(*section.yaml)] if section.yaml else []
