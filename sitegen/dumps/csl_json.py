"""CSL-JSON: what reference managers export and what DOIs resolve to."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.dumps.capture import Reading
from sitegen.dumps.json_rows import Broken, rows
from sitegen.dumps.partial_date import iso, iso_date
from sitegen.dumps.reference import Reference, Shelf

KIND = "csl-json"
_HEAD = 100_000
_OPENING = re.compile(r"[\ufeff\s]*(?:\[\s*[{\]]|\{)")
_OURS = re.compile(
    r'"type"\s*:\s*"(?:article(?:-(?:journal|magazine|newspaper))?|paper-conference|book|chapter'
    r'|report|thesis|manuscript|webpage|post(?:-weblog)?|preprint|speech|software|dataset)"'
    r'|"date-parts"\s*:\s*\['
)
_NOT_OURS = re.compile(r'"paper"\s*:\s*\{')
_ITEMS = frozenset({"items"})
_HEADING = re.compile(r"^\s*<jats:title>[^<>]{0,40}</jats:title>")
_BLOCK = re.compile(r"</?jats:(?:p|sec|title|list|list-item)(?:\s[^<>]{0,200})?/?>")
_INLINE = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span|jats:[a-z-]+)(?:\s[^<>]{0,200})?/?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_NAME = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
_PLACES = ("number", "container-title", "archive_location", "volume", "page", "note", "id")


def looks_like(text: str) -> bool:
    """Whether this is JSON and an item with a type or a date of CSL stands near the beginning."""
    head = text[:_HEAD]
    is_json = _OPENING.match(head)
    return bool(is_json and _OURS.search(head) and not _NOT_OURS.search(head))


def read(text: str, file: str) -> Reading:
    """The items of an array, of an object's ``items``, or the one item that the object is."""
    shelf = Shelf(file)
    single: dict[str, Any] = {}
    listed = False
    for row in rows(text.lstrip("\ufeff"), _ITEMS):
        listed = listed or isinstance(row, Broken) or not row.key
        if isinstance(row, Broken):
            shelf.refuse(row.line, row.reason, row.text, "The entries before it are taken")
        elif row.key:
            single[row.key] = row.value
        else:
            _take(shelf, row.line, row.value)
    if single and ("title" in single or not listed):
        _take(shelf, text[: text.find("{")].count("\n") + 1, single)
    return shelf.reading()


def _take(shelf: Shelf, line: int, item: Any) -> None:
    if isinstance(item, dict):
        shelf.take(_reference(line, item))
    else:
        shelf.refuse(line, "an item of CSL-JSON is an object", type(item).__name__)


def _reference(line: int, item: Mapping[str, Any]) -> Reference:
    return Reference(
        line,
        title=_without_tags(_text(item.get("title"))),
        abstract=_without_tags(_text(item.get("abstract"))),
        authors=tuple(_names(item.get("author"))),
        published=_date(item.get("issued")),
        doi=_text(item.get("DOI")),
        urls=tuple(filter(None, [_text(item.get("URL"))])),
        places=tuple(_text(item.get(name)) for name in _PLACES),
        categories=tuple(map(_text, _list(item.get("categories")))),
        keywords=tuple(re.split("[,;]", _text(item.get("keyword")))),
    )


def _text(value: Any) -> str:
    """A text or a number as text; of a list its first member."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, str):
        return first
    return str(first) if isinstance(first, int | float) and not isinstance(first, bool) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _without_tags(text: str) -> str:
    """The text without the markup that CSL and JATS allow; other angle brackets are text."""
    bare = _INLINE.sub("", _BLOCK.sub(" ", _HEADING.sub("", text)))
    for entity, sign in _ENTITIES:
        bare = bare.replace(entity, sign)
    return bare


def _names(authors: Any) -> Iterator[str]:
    for author in _list(authors):
        if isinstance(author, dict):
            whole = _text(author.get("literal") or author.get("name"))
            yield whole or " ".join(_text(author.get(k)) for k in _NAME)
        else:
            yield _text(author)


def _date(issued: Any) -> str:
    """``{"date-parts": [[2026, 3, 15]]}``, or a date written out."""
    if not isinstance(issued, dict):
        return iso_date(_text(issued))
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return iso(*(*map(_text, parts[0][:3]), "", "", "")[:3])
    return iso_date(_text(issued.get("raw")) or _text(issued.get("literal")))
