"""Papers that never were, of titles, sentences and names of papers that are: records by chance,
the same ones for the same seed."""

import itertools
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen import ids, topics
from sitegen.contents import load
from sitegen.dumps.sniff import read_dump
from sitegen.errors import DigestError
from sitegen.model import Facts, Record, Wish

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_CUT = re.compile(r"(?<=:) | (?=(?:for|with|via|in|of|from|by|through|using|on) )")
SHORTEST = 200
KNOWN, RARELY = 0.5, 0.15
A_DAY = 50
NEWEST = date(2025, 6, 30)


class Source(Struct, frozen=True):
    """A real paper in the pieces that are shuffled, with the topics that our rules give it."""

    begins: str
    ends: str
    sentences: tuple[str, ...]
    keywords: tuple[str, ...]
    topics: tuple[str, ...]


class Sources(Struct, frozen=True):
    """All real papers, by their first topic too; the parts of the names of all their authors."""

    papers: tuple[Source, ...]
    alike: dict[str, tuple[Source, ...]]
    given: tuple[str, ...]
    families: tuple[str, ...]
    organizations: tuple[str, ...]


def sources(shared: Path, sample: Path) -> Sources:
    """The papers of the real dumps, else those of the sample, which are few."""
    real = tuple(
        _records(p for name in ("dumps", "dumps-other") for p in (shared / name).rglob("*"))
    )
    records = real or tuple(_records((sample / "dumps").iterdir()))
    pages = load(sample).topics
    classifier = topics.compile([pages[slug].topic for slug in sorted(pages)])
    texts = [(r.title, r.abstract, r.facts.categories, r.facts.keywords) for r in records]
    found = topics.strengths_of(classifier, texts)
    given = [topics.chosen(classifier, strengths) for strengths in found]
    papers = tuple(map(_source, records, given))
    firsts = sorted({"".join(paper.topics[:1]) for paper in papers})
    alike = {t: tuple(p for p in papers if "".join(p.topics[:1]) == t) for t in firsts}
    names = [name.split() for record in records for name in record.facts.authors if " " in name]
    names = names or [["Ada", "Example"], ["Emil", "Sample"]]
    organizations = {r.facts.organization for r in records if r.facts.organization}
    return Sources(
        papers,
        alike,
        tuple(sorted({" ".join(name[:-1]) for name in names})),
        tuple(sorted({name[-1] for name in names})),
        tuple(sorted(organizations)) or ("Example University",),
    )


def _records(paths: Iterable[Path]) -> Iterator[Record]:
    seen: set[str] = set()
    for path in sorted(p for p in paths if p.is_file() and p.suffix not in (".yml", ".md")):
        try:
            found = read_dump(path.read_bytes(), path.name, path.name).reading.records
        except DigestError:  # the answer of a server that had nothing to give
            continue
        for record in found:
            if len(record.abstract) >= SHORTEST and record.title not in seen:
                seen.add(record.title)
                yield record


def _source(record: Record, given: tuple[str, ...]) -> Source:
    pieces = _CUT.split(record.title)
    middle = max(1, len(pieces) // 2)
    return Source(
        " ".join(pieces[:middle]),
        " ".join(pieces[middle:]),
        tuple(_SENTENCE.split(record.abstract)),
        record.facts.keywords,
        given,
    )


def papers(found: Sources, count: int, seed: int) -> Iterator[tuple[date, list[Record]]]:
    """Every listing day with its papers, the oldest day first; no two titles are alike."""
    maker = _Maker(found, random.Random(seed), count)
    days = -(-count // A_DAY)
    for at in range(days):
        day = NEWEST - timedelta(days=days - 1 - at)
        yield day, [maker.paper(day) for _ in range(min(count - at * A_DAY, A_DAY))]


def next_day(found: Sources, number: int) -> list[Record]:
    """A day's papers that no corpus has, nor another such day: their titles say which they are."""
    records = next(papers(found, A_DAY, number + 1))[1]
    return [replace(r, title=f"{r.title}, Part {number + 1}", facts=Facts()) for r in records]


class _Maker:
    """Makes one paper after the other; keeps count of titles and arXiv ids."""

    def __init__(self, found: Sources, chance: random.Random, count: int) -> None:
        self.found, self.chance, self.authors = found, chance, max(40, count)
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}

    def paper(self, day: date) -> Record:
        source = self.chance.choice(self.found.papers)
        alike = self.found.alike["".join(source.topics[:1])]
        abstract = " ".join(self._sentences(alike, len(source.sentences)))
        facts = self._facts(source, day) if self.chance.random() < KNOWN else Facts()
        pins = tuple("+" + topic for topic in source.topics)
        return Record(self._title(source, alike), abstract, 1, facts, wish=Wish(pins=pins))

    def _title(self, source: Source, alike: tuple[Source, ...]) -> str:
        """The one's beginning, another's end; a number where chance finds no new one."""
        for another in self.chance.choices(alike, k=4):
            title = f"{source.begins} {another.ends or another.begins}".strip()
            if self._is_new(title):
                return title
        return next(t for n in itertools.count(2) if self._is_new(t := f"{title} {n}"))

    def _is_new(self, title: str) -> bool:
        key, known = ids.title_key(title), len(self.taken)
        self.taken.add(key)
        return len(self.taken) > known

    def _sentences(self, alike: tuple[Source, ...], count: int) -> Iterator[str]:
        """Each from where it stood in its own abstract: first what it is about, results last."""
        for at in range(count):
            sentences = self.chance.choice(alike).sentences
            yield sentences[int((at + self.chance.random()) / count * len(sentences))]

    def _facts(self, source: Source, day: date) -> Facts:
        month = f"{day:%y%m}"
        number = self.numbers[month] = self.numbers.get(month, 0) + 1
        arxiv, chance = f"{month}.{number:05}", self.chance
        links = (f"https://code.example/{arxiv}",) if chance.random() < RARELY else ()
        rarely = chance.random() < RARELY
        return Facts(
            arxiv=arxiv,
            authors=tuple(self._author() for _ in range(chance.randint(1, 8))),
            published=f"{day:%Y-%m-%d}",
            keywords=source.keywords,
            organization=chance.choice(self.found.organizations) if rarely else "",
            links=links,
            votes=str(int(chance.expovariate(1 / 15))),
        )

    def _author(self) -> str:
        """Few write much, many write little."""
        number = int(self.authors * self.chance.random() ** 3)
        given, families = self.found.given, self.found.families
        return f"{given[number * 7919 % len(given)]} {families[number % len(families)]}"
