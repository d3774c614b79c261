"""The Daily Papers page saved as HTML.

The page carries its rows as JSON in an attribute, the same rows as the API's answer; what is seen
of it (titles, votes) adds the papers that no row speaks of.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec.structs import replace

from sitegen.dumps.capture import Reading
from sitegen.dumps.hf_cards import Element, line_of, read_cards
from sitegen.dumps.hf_page import Page
from sitegen.dumps.hf_rows import page_day, read_rows, reading
from sitegen.dumps.limits import LONGEST_HTML, MOST_TAGS
from sitegen.dumps.reference import Shelf

KIND = "hf-html"
_HEAD = 100_000
_OPENING = re.compile(
    r"[\ufeff\s]*<(?:!--|(?:!doctype\s+html|html|head|body|main|div|section)\b)", re.IGNORECASE
)
_ROWS = re.compile(r"""data-target\s*=\s*["']?DailyPapers\b""")
_CARD = re.compile(
    r"<h3\b[^<>]{0,1000}>\s*<a\b[^<>]{0,1000}\bhref=[\"']?(?:https://huggingface\.co)?/papers/\d"
)


def looks_like(text: str) -> bool:
    """Whether this is HTML and holds the page's rows, or titles linked to its papers."""
    if not _OPENING.match(text[:_HEAD]):
        return False
    return bool(_ROWS.search(text) or _CARD.search(text))


def read(text: str, file: str) -> Reading:
    """The rows in the order of the page, then the papers that are only seen."""
    shelf = Shelf(file)
    root = _parsed(text, shelf)
    if root is None:
        return reading(shelf, None)
    head: dict[str, Any] = {}
    for props, before in _props(root):
        head |= read_rows(props, shelf, before)
    seen = Shelf(file)
    read_cards(root, seen)
    _add(shelf, seen)
    if "dailyPapers" in text and not (shelf.records or shelf.refused):
        shelf.warn(1, "the page lists no papers", hint="Was it saved before its day?")
    elif not (shelf.records or shelf.refused):
        shelf.refuse(1, "the page shows no papers", text, "Save it once it is loaded")
    page = Page(root, text, head)
    printed = page_day(shelf, head) or page.day(shelf)
    earliest, printed = page.year(printed, seen.records)
    return replace(reading(shelf, printed), query=page.query(), earliest_year=earliest)


def _parsed(text: str, shelf: Shelf) -> Element | None:
    if len(text) > LONGEST_HTML or text.count("<") > MOST_TAGS:
        limits = f"{LONGEST_HTML} characters or {MOST_TAGS} tags"
        shelf.refuse(0, f"the page has more than {limits}")
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        shelf.refuse(1, "this is no HTML", str(error))
        return None
    if root is None:
        shelf.refuse(0, "the page is empty", hint="Save it again")
    return root


def _props(root: Element) -> Iterator[tuple[str, int]]:
    """The JSON of the list, and how many lines of the file stand above it."""
    for element in root.iter():
        props = element.get("data-props")
        if props and (element.get("data-target") == "DailyPapers" or '"dailyPapers"' in props):
            yield props, max(line_of(element) - 1 - props.count("\n"), 0)


def _add(shelf: Shelf, seen: Shelf) -> None:
    """Cards say less than rows: of a paper that has a row, the row holds."""
    known = {record.facts.arxiv for record in shelf.records}
    only_seen = [record for record in seen.records if record.facts.arxiv not in known]
    shelf.records.extend(only_seen)
    shelf.refused.extend(seen.refused)
    shelf.warnings.extend(seen.warnings)
    bare = sum(not record.abstract for record in only_seen)
    if only_seen:
        reason = f"papers only seen on the page: {len(only_seen)}, without an abstract: {bare}"
        shelf.warn(0, reason, hint="They are kept; a dump of the API has their abstracts")
