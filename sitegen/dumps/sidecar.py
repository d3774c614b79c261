"""What a keeper knows about a dump and the dump itself does not say."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sitegen.dates import NoSuchDay, listing_day
from sitegen.errors import DigestError, Problem

FOLDER_SIDECAR = "dumps.yml"
_KEYS = ("date", "year", "captured", "source")


class Said(Struct, frozen=True):
    """What somebody said of a capture; ``""`` where nobody did.

    ``date`` is a listing day or ``undated``, ``year`` four digits, ``captured`` an ISO day (the
    day on which the page was saved), ``source`` free text.
    """

    date: str = ""
    year: str = ""
    captured: str = ""
    source: str = ""

    def over(self, other: "Said") -> "Said":
        """This, with the gaps filled from ``other``."""
        given = {key: getattr(self, key) or getattr(other, key) for key in _KEYS}
        return Said(**given)


def folder_sidecar(values: Mapping[str, Any], file: str) -> tuple[Said, dict[str, Said]]:
    """``dumps.yml``: what holds for every dump of the folder, and for single files by name."""
    files = values.get("files") or {}
    if not isinstance(files, dict):
        raise _wrong(file, "files", "expected file names, each with its own keys")
    general = {key: value for key, value in values.items() if key != "files"}
    return said(general, file), {name: said(own or {}, file) for name, own in files.items()}


def said(values: Any, file: str) -> Said:
    """One set of sidecar keys. Raises DigestError for unknown keys and impossible days."""
    if not isinstance(values, dict):
        raise _wrong(file, str(values), f"expected keys among {', '.join(_KEYS)}")
    for key, value in values.items():
        if key not in _KEYS or not isinstance(value, str):
            raise _wrong(file, f"{key}: {value}", f"expected keys among {', '.join(_KEYS)}")
    return checked(Said(**values), file)


def checked(given: Said, file: str) -> Said:
    """``given`` with its days in one form; the same check serves options and sidecars."""
    try:
        day = listing_day(given.date) if given.date else ""
        captured = listing_day(given.captured[:10]) if given.captured else ""
    except NoSuchDay as error:
        raise _wrong(file, given.date or given.captured, str(error)) from error
    if given.year and not re.fullmatch("[0-9]{4}", given.year):
        raise _wrong(file, given.year, "a year has four digits")
    return replace(given, date=day, captured=captured)


def _wrong(file: str, text: str, reason: str) -> DigestError:
    return DigestError([Problem(file, 0, reason, text, "See docs/dumps.md", error=True)])
