"""BibTeX and BibLaTeX files."""

import logging
import re
from typing import TYPE_CHECKING

from sitegen.dates import MONTHS
from sitegen.dumps.bibtex_entry import reference
from sitegen.dumps.bibtex_value import spelt_out, ungrouped
from sitegen.dumps.capture import Reading
from sitegen.dumps.limits import LONGEST_STRING
from sitegen.dumps.reference import Shelf

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

KIND = "bibtex"
_HEAD = 10_000
_ENTRY = re.compile(
    r"^[^\S\n]*@(?:(?:comment|preamble)\s*[{(]"
    r"|(?:[a-z]{2,30}|\[[^\[\]{}\n]{0,200}\])\s*[{(]\s*[^\s{}(),=\"]{0,200}\s*[,=}])",
    re.IGNORECASE | re.MULTILINE,
)
_TYPES_OF_MANY = re.compile(r"^([^\S\n]*@)\[[^\[\]{}\n]{0,200}\](?=\s*\{)", re.MULTILINE)
_NO_COMMA = re.compile(r"(?<=[}\"])(?=[^\S\n]*\n\s*[A-Za-z][\w-]{1,30}\s*=\s*[{\"\d])")
_NO_PAPER = "proceedings"
_LEFT_OUT = re.compile(r"@\s*\w+\s*[{(]")
_READ_BY_PEOPLE = ("title", "author", "abstract")
_QUIET = logging.NullHandler()


def looks_like(text: str) -> bool:
    """Whether an entry begins on a line of its own; no markup and no JSON before it."""
    head = text[:_HEAD].lstrip("\ufeff \t\n")
    return head[:1] not in {"<", "{", "["} and bool(_ENTRY.search(head))


def read(text: str, file: str) -> Reading:
    """The entries in the order of the file. A key that comes twice makes two entries."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").addHandler(_QUIET)
    reader = _Reader(file)
    source = _TYPES_OF_MANY.sub(r"\1misc", text.replace("\ufeff", ""))
    reader.tell_commas(source)
    for block in parse_string(_NO_COMMA.sub(",", source), parse_stack=[]).blocks:
        reader.take(block)
    return reader.shelf.reading()


class _Reader:
    """Goes through the blocks of a file, learning its @strings on the way."""

    def __init__(self, file: str) -> None:
        self.shelf = Shelf(file)
        self.strings = {name[:3].lower(): name for name in MONTHS}

    def tell_commas(self, source: str) -> None:
        line, last = 1, 0
        for found in _NO_COMMA.finditer(source):
            line, last = line + source.count("\n", last, found.start()), found.start()
            before = source[source.rfind("\n", 0, last) + 1 : last].strip()
            self.shelf.warn(line, "a comma is missing; it is read as if it stood there", before)

    def take(self, block: "Block") -> None:
        from bibtexparser import model

        line = (block.start_line or 0) + 1
        if isinstance(block, model.DuplicateFieldKeyBlock):
            twice = ", ".join(sorted(block.duplicate_keys))
            self.shelf.warn(line, "a field stands twice in an entry; the first is taken", twice)
        whole = block.ignore_error_block if isinstance(block, model.ParsingFailedBlock) else block
        if isinstance(whole, model.Entry) and whole.entry_type.lower() == _NO_PAPER:
            hint = "The papers in them have entries of their own"
            title = ungrouped(self._fields(whole, line).get("title", ""))
            self.shelf.refuse(line, "proceedings are no paper", title, hint)
        elif isinstance(whole, model.Entry):
            self.shelf.take(reference(line, self._fields(whole, line)))
        elif isinstance(whole, model.String):
            self._learn(whole.key, whole.value, line)
        elif isinstance(whole, model.ImplicitComment) and _LEFT_OUT.search(whole.comment):
            reason = "text between entries looks like an entry; it is left out"
            self.shelf.warn(line, reason, whole.comment)
        elif whole is None:
            hint = "Look for a missing brace, quote or comma"
            reason = "the entry is cut or its braces do not match"
            self.shelf.refuse(line, reason, block.raw or "", hint)

    def _learn(self, name: str, value: str, line: int) -> None:
        text, _ = spelt_out(value, self.strings)
        if len(text) > LONGEST_STRING:
            reason = f"an @string of more than {LONGEST_STRING} characters is left out"
            self.shelf.warn(line, reason, name)
        else:
            self.strings[name.lower()] = text

    def _fields(self, entry: "Entry", line: int) -> dict[str, str]:
        values: dict[str, str] = {}
        for one in entry.fields:
            key = one.key.lower()
            if key in values:
                continue
            values[key], unknown = spelt_out(one.value, self.strings)
            if unknown and key in _READ_BY_PEOPLE:
                names = ", ".join(unknown)
                self.shelf.warn(line, f"{key}: there is no @string of this name", names)
        return values
