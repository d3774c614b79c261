"""A work as a bibliography names it, in whatever format, and the shelf that collects them."""

import re
from collections.abc import Iterable

from msgspec import Struct

from sitegen.dumps.arxiv_parts import categories, later, paper_id
from sitegen.dumps.capture import Reading
from sitegen.dumps.cited import cited_arxiv, cited_doi
from sitegen.dumps.limits import LONGEST_ABSTRACT, LONGEST_NAME, LONGEST_TITLE
from sitegen.errors import Problem
from sitegen.model import Facts, Record
from sitegen.tex import plain
from sitegen.text import normalise
from sitegen.webaddress import web_address

_CATEGORY = re.compile(r"\(([^()]{2,30})\)$")
_NUMBER = re.compile(r" 0\d{3}(?![^ ])", re.ASCII)
_OTHERS = frozenset({"others", "et al", "et al."})


class Reference(Struct, frozen=True):
    """What an entry says, its values as they came.

    ``arxiv`` is an id stated as such; ``places`` are values in which people write one (journal,
    volume, note). ``authors`` are in the order "First Last", ``published`` comes from ``iso``.
    """

    line: int
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    arxiv: str = ""
    doi: str = ""
    urls: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class Shelf(Struct):
    """Collects what a bibliography holds; an entry without a title is refused, and
    one whose title is longer than any paper's: TeX takes its time to decode."""

    file: str
    records: list[Record] = []
    refused: list[Problem] = []
    warnings: list[Problem] = []

    def take(self, entry: Reference) -> None:
        title = normalise(entry.title)
        if not title:
            self.refuse(entry.line, "the entry has no title", entry.abstract)
            return
        if len(title) > LONGEST_TITLE:
            self.refuse(entry.line, f"the title has more than {LONGEST_TITLE} characters", title)
            return
        for name in entry.authors:
            if len(name) > LONGEST_NAME:
                self.warn(entry.line, "a name longer than any author's is left out", name)
        for url in filter(str.strip, entry.urls):
            if not web_address(url):
                reason, hint = "a link that is no web address is left out", "Look it up on the web"
                self.warn(entry.line, reason, url, hint)
        abstract, facts = normalise(entry.abstract), _facts(entry)
        if len(abstract) > LONGEST_ABSTRACT:
            reason = f"the abstract has more than {LONGEST_ABSTRACT} characters and is left out"
            self.warn(entry.line, reason, title, "The file may be damaged")
            abstract = ""
        self.records.append(Record(title, abstract, entry.line, facts))

    def refuse(self, line: int, reason: str, text: str = "", hint: str = "") -> None:
        self.refused.append(Problem(self.file, line, reason, normalise(text[:200]), hint))

    def warn(self, line: int, reason: str, text: str = "", hint: str = "") -> None:
        self.warnings.append(Problem(self.file, line, reason, normalise(text[:200]), hint))

    def reading(self, printed: tuple[int | None, int, int] | None = None) -> Reading:
        if not (self.records or self.refused):
            self.warn(0, "there is no entry in the file", hint="Export it again")
        return Reading(printed, tuple(self.records), tuple(self.refused), tuple(self.warnings))


def _facts(entry: Reference) -> Facts:
    places = map(cited_arxiv, (*entry.places, entry.doi, *entry.urls))
    stated, version = paper_id(normalise(entry.arxiv))
    arxiv = stated or next(filter(None, places), "")
    short = (name for name in entry.authors if len(name) <= LONGEST_NAME)
    names = map(_name, short)  # two may be called the same
    return Facts(
        arxiv=arxiv,
        doi=next(filter(None, map(cited_doi, (entry.doi, *entry.urls))), ""),
        authors=tuple(name for name in names if name and name.lower() not in _OTHERS),
        published=entry.published,
        version=later(version),
        categories=categories(map(_category, map(normalise, entry.categories))),
        keywords=each(entry.keywords),
        links=each(url for url in map(web_address, entry.urls) if _adds(url, arxiv)),
    )


def _name(stated: str) -> str:
    """In plain Unicode, without the number by which dblp tells people of one name apart."""
    return _NUMBER.sub("", normalise(plain(normalise(stated))))


def _adds(url: str, arxiv: str) -> bool:
    """Whether an address says more than the ids do."""
    said = cited_arxiv(url)
    return not cited_doi(url) and (not said or said != arxiv)


def _category(text: str) -> str:
    """``Computation and Language (cs.CL)`` -> ``cs.CL``."""
    found = _CATEGORY.search(text)
    return found[1] if found else text


def each(values: Iterable[str]) -> tuple[str, ...]:
    """Normalised, without empty and repeated ones."""
    return tuple(dict.fromkeys(value for value in map(normalise, values) if value))
