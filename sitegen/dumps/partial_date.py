"""Dates of which a bibliography may know the year only: as much ISO as is known."""

import re
from datetime import date

from sitegen.dates import MONTHS

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)", re.ASCII)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}


def iso(year: str, month: str = "", day: str = "") -> str:
    """``2026``, ``2026-03`` or ``2026-03-15``; "" without a year.

    A month may be a number or a name, also shortened. What no calendar has is left out.
    """
    if not _YEAR.fullmatch(year):
        return ""
    number = _month(month.strip())
    if not number:
        return year
    try:
        return date(int(year), number, int(day)).isoformat()
    except (ValueError, OverflowError):
        return f"{year}-{number:02}"


def iso_date(text: str) -> str:
    """``2026/03/15/`` or ``2026-03-15`` or ``2026`` -> ISO, as precise as it is."""
    found = _DATE.match(text.strip())
    return iso(*(part or "" for part in found.groups())) if found else ""


def _month(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text) if 1 <= int(text) <= 12 else 0
    return _MONTHS.get(text[:3].lower(), 0)
