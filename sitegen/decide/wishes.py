"""What a digest wishes for a paper that it published, as far as it can be granted here."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from sitegen.content import republished
from sitegen.errors import Problem
from sitegen.model import Record, Wish


def granted(record: Record, file: str) -> tuple[Wish, tuple[Problem, ...]]:
    """The wish of a new paper without what could not stand on its page, each told."""
    left_out = dict(_unfit(record))
    emptied: dict[str, Any] = dict.fromkeys(left_out, "")
    wish = replace(record.wish, **emptied)
    return wish, tuple(_told(file, record, name, text) for name, text in left_out.items())


def day_note(record: Record, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The note that stood beside the entry on its own day."""
    note = record.wish.day_note
    if not note or republished.annotates(note):
        return note, ()
    return "", (_told(file, record, "day_note", note),)


def _unfit(record: Record) -> Iterator[tuple[str, str]]:
    wish = record.wish
    checks: dict[str, Callable[[str], bool]] = {
        "title": lambda text: republished.entitles(text, record.title),
        "abstract": lambda text: republished.abstracts(text, record.abstract),
        "note": republished.annotates,
    }
    for name, stands in checks.items():
        text = getattr(wish, name)
        if text and not stands(text):
            yield name, text


def _told(file: str, record: Record, name: str, text: str) -> Problem:
    what = name.replace("_", " ")
    reason = f"this Markdown cannot stand as the {what} of one paper; it is left out"
    hint = "Its record's text is taken" if name in ("title", "abstract") else "Add it by hand"
    return Problem(file, record.line, reason, text[:200], hint)
