"""A day page as values: front matter, introduction, sections of papers, references.

The format is described in docs/content.md. Every part knows the lines it stands on, so that ingest
can splice and a person's words stay as they are.
"""

from typing import NamedTuple

from msgspec import Struct

from sitegen.content.facts import Editorial
from sitegen.model import Facts


class Lines(NamedTuple):
    """A run of lines of the page, counted from 0, the end not included."""

    start: int
    end: int


class Section(Struct, frozen=True):
    """A paper in full. Texts are Markdown as it stands on the page.

    ``lines`` covers the section, ``yaml`` the lines inside its fence (None: no fence).
    """

    slug: str
    title: str
    abstract: str
    note: str
    facts: Facts
    editorial: Editorial
    lines: Lines
    yaml: Lines | None

    @property
    def line(self) -> int:
        return self.lines.start + 1


class Reference(Struct, frozen=True):
    """A paper whose section stands on the page of another day."""

    slug: str
    title: str
    day: str
    note: str
    lines: Lines

    @property
    def line(self) -> int:
        return self.lines.start + 1


class DayPage(Struct, frozen=True):
    """One day. ``year`` is given, inferred or "" (a person's page, or Undated).

    ``data`` is the file as it is, with its own line ends, and ``fingerprint`` is that of its bytes.
    """

    file: str
    day: str
    year: str
    title: str
    intro: str
    entries: tuple[Section | Reference, ...]
    data: bytes = b""
    fingerprint: str = ""

    @property
    def text(self) -> str:
        """Made anew each time: many pages are held, and of few the text is asked for."""
        return self.data.decode(errors="surrogatepass")

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Section))

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Reference))
