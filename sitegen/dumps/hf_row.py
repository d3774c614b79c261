"""One row of the Daily Papers list -> a record.

The API answers with such rows, the page carries the same ones. What is true of the paper stands
under ``paper``; the ``publishedAt`` beside it is hours off in every row and is not read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from sitegen.dumps.arxiv_parts import later, name, paper_id, utc_day
from sitegen.dumps.limits import LONGEST_ABSTRACT, LONGEST_COUNT, LONGEST_TITLE
from sitegen.dumps.reference import Shelf, each
from sitegen.model import Facts, Record
from sitegen.text import normalise
from sitegen.webaddress import web_address


def take(shelf: Shelf, line: int, row: Any) -> None:
    """Puts the row's record on the shelf, or says why it has none and what was left out."""
    if not isinstance(row, dict):
        shelf.refuse(line, "a row is an object", shown(row))
        return
    said = _Said(row)
    title, abstract = normalise(said.text("title")), normalise(said.text("summary"))
    if not title:
        shelf.refuse(line, "the row has no title", said.text("id"))
    elif len(title) > LONGEST_TITLE:
        shelf.refuse(line, f"the title has more than {LONGEST_TITLE} characters", title)
    else:
        record = Record(title, abstract, line, _facts(said), said.day("submittedOnDailyAt"))
        shelf.records.append(record)
        _doubts(shelf, record, said)


def shown(value: Any) -> str:
    """A scalar as it is, anything larger by its type: it may be deep or endless."""
    return str(value)[:200] if isinstance(value, str | bool) else type(value).__name__


class _Said(Struct):
    """Looks values up under ``paper``, then beside it; ``odd`` are the keys whose values it could
    not take."""

    row: Mapping[str, Any]
    odd: list[str] = []

    def value(self, key: str) -> Any:
        """A row without ``paper`` is the paper itself."""
        paper = self.row.get("paper")
        inner = paper.get(key) if isinstance(paper, dict) else None
        outer = None if "paper" in self.row and key == "publishedAt" else self.row.get(key)
        return outer if inner is None else inner

    def text(self, key: str) -> str:
        value = self.value(key)
        is_text = isinstance(value, str) and len(value) <= LONGEST_ABSTRACT
        return value if is_text else self._left_out(key, value)

    def day(self, key: str) -> str:
        stated = self.text(key)
        return utc_day(stated) or self._left_out(key, stated)

    def count(self, key: str) -> str:
        value = self.value(key)
        digits = str(value) if isinstance(value, int) and value is not True else value
        is_count = isinstance(digits, str) and digits.isascii() and digits.isdigit()
        return digits if is_count and len(digits) <= LONGEST_COUNT else self._left_out(key, value)

    def link(self, key: str) -> str:
        stated = self.text(key)
        return web_address(stated) or self._left_out(key, stated)

    def arxiv(self) -> tuple[str, int]:
        """The id and its version, ("", 0) where it is none."""
        stated = self.text("id")
        found = paper_id(normalise(stated))
        return found if found[0] else (self._left_out("id", stated), 0)

    def media(self) -> Iterator[str]:
        for stated in self.texts("mediaUrls"):
            yield web_address(stated[:LONGEST_ABSTRACT]) or self._left_out("mediaUrls", stated)

    def submitter(self) -> str:
        """Who brought the paper into the list: the full name, else the account's."""
        who = self.value("submittedOnDailyBy") or self.value("submittedBy")
        told = (who.get("fullname") or who.get("name")) if isinstance(who, dict) else who
        given = name(told) if isinstance(told, str) else ""
        return given or self._left_out("submittedOnDailyBy", told)

    def texts(self, key: str) -> Iterator[str]:
        for value in self._members(key):
            yield value if isinstance(value, str) else self._left_out(key, value)

    def names(self) -> Iterator[str]:
        """The authors in their order; a hidden one is no author (people mark mistakes so)."""
        for author in self._members("authors"):
            stated = author.get("name") if isinstance(author, dict) else author
            if not (isinstance(author, dict) and author.get("hidden") is True):
                given = name(stated) if isinstance(stated, str) else ""
                yield given or self._left_out("authors", stated or author)

    def organization(self) -> str:
        value = self.value("organization")
        if isinstance(value, dict):
            value = value.get("fullname") or value.get("name")
        stated = value if isinstance(value, str) else self._left_out("organization", value)
        return stated if len(stated) <= LONGEST_TITLE else self._left_out("organization", stated)

    def _members(self, key: str) -> list[Any]:
        value = self.value(key)
        if isinstance(value, list):
            return value
        self._left_out(key, value)
        return []

    def _left_out(self, key: str, value: Any) -> str:
        if value not in (None, "", False):
            self.odd.append(key)
        return ""


def _facts(said: _Said) -> Facts:
    arxiv, version = said.arxiv()
    return Facts(
        arxiv=arxiv,
        authors=tuple(filter(None, said.names())),
        published=said.day("publishedAt"),
        version=later(version),
        keywords=each(said.texts("ai_keywords")),
        summary=normalise(said.text("ai_summary")),
        organization=normalise(said.organization()),
        links=each(map(said.link, ("githubRepo", "projectPage"))),
        thumbnail=said.link("thumbnail"),
        media=each(said.media()),
        submitter=said.submitter(),
        stars=said.count("githubStars"),
        votes=said.count("upvotes"),
        comments=said.count("numComments"),
    )


def _doubts(shelf: Shelf, record: Record, said: _Said) -> None:
    if said.odd:
        keys = ", ".join(dict.fromkeys(said.odd))
        shelf.warn(
            record.line, f"values of no known form, or too long, are left out: {keys}", record.title
        )
    if not record.abstract:
        shelf.warn(record.line, "the row has no abstract", record.title)
