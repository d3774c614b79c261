"""An entry of any arXiv source -> a record, a refusal, or a record with doubts."""

from collections.abc import Iterator

from msgspec import Struct

from sitegen import ids
from sitegen.dumps import arxiv_parts as parts
from sitegen.dumps.capture import Reading
from sitegen.dumps.limits import LONGEST_ABSTRACT, LONGEST_TITLE
from sitegen.dumps.withdrawal import says_withdrawn
from sitegen.errors import Problem
from sitegen.model import Facts, Record
from sitegen.text import normalise
from sitegen.webaddress import web_address

UNSEEN = "Look for signs in it that cannot be seen"
_LONGEST_QUOTE = 200
_KEPT = "It is taken as it is; another dump may say more"


class Entry(Struct, frozen=True):
    """What an entry says. Title, abstract, ``ident``, ``doi`` and ``comment`` are as they came.

    ``updated`` is the day of the newest version and counts only where that is not the first;
    ``revised`` says so where no version number does. ``version`` is 0 where the ``ident`` says it,
    or nothing does.
    """

    line: int
    ident: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    doi: str = ""
    comment: str = ""
    published: str = ""
    updated: str = ""
    day: str = ""
    revised: bool = False
    version: int = 0


class Haul(Struct):
    """Collects what a dump gives: every entry ends as a record or as a refusal."""

    file: str
    records: list[Record] = []
    refused: list[Problem] = []
    warnings: list[Problem] = []

    def take(self, entry: Entry) -> None:
        taken = judge(entry, self.file)
        if isinstance(taken, Problem):
            self.refused.append(taken)
            return
        self.records.append(taken)
        self.warnings.extend(doubts(entry, taken, self.file))

    def refuse(self, line: int, reason: str, text: str = "", hint: str = "") -> None:
        self.refused.append(problem(self.file, line, reason, text, hint))

    def warn(self, line: int, reason: str, text: str = "", hint: str = "") -> None:
        self.warnings.append(problem(self.file, line, reason, text, hint))

    def reading(self) -> Reading:
        """The dump as a whole has no day: each entry names its own, or none."""
        return Reading(None, tuple(self.records), tuple(self.refused), tuple(self.warnings))


def problem(file: str, line: int, reason: str, text: str = "", hint: str = "") -> Problem:
    """A problem that quotes only the beginning of what may be long."""
    return Problem(file, line, reason, normalise(text[:_LONGEST_QUOTE]), hint)


def judge(entry: Entry, file: str) -> Record | Problem:
    """The record, or why there is none."""
    if refused := refusal(entry, file):
        return refused
    title = normalise(entry.title)
    return Record(title, normalise(entry.abstract), entry.line, _facts(entry), entry.day)


def refusal(entry: Entry, file: str) -> Problem | None:
    """Why there is no paper in this, or None."""
    if max(len(entry.title) - LONGEST_TITLE, len(entry.abstract) - LONGEST_ABSTRACT) > 0:
        reason = "the title or the abstract is longer than any paper's"
        return problem(file, entry.line, reason, entry.title, "The dump may be damaged")
    if not normalise(entry.title):
        found, hint = entry.ident or entry.abstract, "The dump may be cut or damaged"
        return problem(file, entry.line, "the entry has no title", found, hint)
    return None


def keys(entry: Entry) -> tuple[str, ...]:
    """The keys of the record that it makes, without making it."""
    arxiv, _ = parts.paper_id(entry.ident)
    return ids.keys_of(arxiv, _doi(entry.doi), normalise(entry.title))


def _doi(stated: str) -> str:
    return ids.doi(normalise(stated).partition(" ")[0])


def _facts(entry: Entry) -> Facts:
    ident, stated = parts.paper_id(entry.ident)
    version = max(stated, entry.version)
    updated = entry.updated if version > 1 or entry.revised else ""
    withdrawn = says_withdrawn(entry.comment, entry.abstract)
    return Facts(
        arxiv=ident,
        doi=_doi(entry.doi),
        authors=entry.authors,
        published=entry.published,
        updated=updated,
        version=parts.later(version),
        withdrawn=(updated or "yes") if withdrawn else "",
        categories=parts.categories(entry.categories),
        links=tuple(filter(None, map(web_address, parts.links(entry.comment)))),
    )


def doubts(entry: Entry, record: Record, file: str) -> Iterator[Problem]:
    """What a keeper should look at in an entry that was taken."""
    if not record.facts.arxiv:
        hint = "The paper is known by its title only"
        yield problem(file, entry.line, "the entry names no arXiv id", entry.ident, hint)
    if not record.abstract and not entry.revised:
        yield problem(file, entry.line, "the entry has no abstract", entry.title, _KEPT)
    if not record.facts.authors:
        yield problem(file, entry.line, "the entry names no author", entry.title, _KEPT)
    for link in parts.links(entry.comment):
        if not web_address(link):
            reason = "a link that is no web address is left out"
            yield problem(file, entry.line, reason, link, UNSEEN)
