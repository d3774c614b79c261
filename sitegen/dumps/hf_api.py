"""Hugging Face ``GET /api/daily_papers``: one answer, several in one list, or a single row."""

import re

from sitegen.dumps.capture import Reading
from sitegen.dumps.hf_rows import page_day, read_rows, reading
from sitegen.dumps.reference import Shelf

KIND = "hf-api"
_HEAD = 100_000
_OPENING = re.compile(r"[\ufeff\s]*[\[{]")
_ROW = re.compile(r'"paper"\s*:\s*\{|"(?:submittedOnDailyAt|upvotes|dailyPapers)"\s*:')
_NO_ROWS = re.compile(r'[\ufeff\s]*(?:\[\s*\]|\{\s*"error"\s*:\s*"[^"]*"\s*\})\s*')


def looks_like(text: str) -> bool:
    """Whether this is JSON with a row near its beginning, or an answer without any row."""
    head = text[:_HEAD]
    if not _OPENING.match(head):
        return False
    return bool(_ROW.search(head)) or (len(text) <= _HEAD and bool(_NO_ROWS.fullmatch(head)))


def read(text: str, file: str) -> Reading:
    """The rows in the order of the answer, each on its own listing day."""
    shelf = Shelf(file)
    head = read_rows(text.lstrip("\ufeff"), shelf)
    if not (shelf.records or shelf.refused):
        shelf.warn(1, "the answer holds no papers", hint="Was it asked for a day to come?")
    return reading(shelf, page_day(shelf, head))
