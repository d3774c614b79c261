"""Every real dump in one digest, held against what the raw files say: all papers, not samples."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import SHARED, Digest
from msgspec import Struct
from truth import Said as Entry
from truth import api_rows, everything, ids_of_titles, letters

from sitegen.commands.report import Report
from sitegen.content.daypage import Section
from sitegen.content.inline import parse, record_text
from sitegen.dumps.sidecar import Said


class Whole(Struct, frozen=True, dict=True):
    """The digest of everything: its sections by slug, who stands on each day, the run's report."""

    sections: dict[str, Section]
    days: dict[str, list[str]]
    report: Report

    def key(self, slug: str) -> str:
        """As `tests/truth.py` knows the paper."""
        section = self.sections[slug]
        return section.facts.arxiv or letters(record_text(parse(section.title)))


def everything_in(folder: Path) -> Digest:
    """A digest beside copies of all real dumps."""
    sources = [SHARED / name for name in ("dumps", "dumps-other")]
    if missing := [str(source) for source in sources if not source.is_dir()]:
        pytest.skip(f"the real dumps are missing: no folder {', '.join(missing)}; set SHARED")
    digest = Digest(folder, Said(), date(2026, 11, 21))
    for path in (p for source in sources for p in source.rglob("*") if p.is_file()):
        copy = digest.dumps / path.relative_to(SHARED)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return digest


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    digest = everything_in(tmp_path_factory.mktemp("whole"))
    report = digest.ingest()
    pages = digest.load().days
    sections = {s.slug: s for page in pages.values() for s in page.sections}
    days = {day: [entry.slug for entry in page.entries] for day, page in pages.items()}
    return Whole(sections, days, report)


@pytest.fixture(scope="module")
def entries(whole: Whole) -> list[Entry]:
    return everything(SHARED)


def keys(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """(day, key) of every entry; a title that meets exactly one id is known by it."""
    known = ids_of_titles(SHARED)
    listed = {entry.arxiv for entry in entries}
    for entry in entries:
        ids = sorted(known.get(letters(entry.title), set()) & listed)
        met = ids[0] if len(ids) == 1 else ""
        yield entry.day, entry.arxiv or met or letters(entry.title)


def test_every_paper_stands_on_its_days_and_on_no_other(whole: Whole, entries: list[Entry]) -> None:
    expected: dict[str, set[str]] = {}
    for day, key in keys(entries):
        expected.setdefault(day, set()).add(key)
    found = {day: {whole.key(slug) for slug in slugs} for day, slugs in whole.days.items()}
    assert found == expected
    assert all(len(slugs) == len(set(slugs)) for slugs in whole.days.values())


def test_the_site_says_the_same_days(whole: Whole, tmp_path: Path) -> None:
    digest = everything_in(tmp_path)
    digest.build(base_url="https://example.org/")
    site = tmp_path / "site"
    listed: dict[str, list[str]] = {slug: [] for slug in whole.sections}
    for day in sorted(whole.days.keys() - {"undated"}):
        for slug in whole.days[day]:
            listed[slug].append(day)
    papers = json.loads((site / "api" / "papers.json").read_text("utf-8"))["papers"]
    assert {paper["slug"]: sorted(paper["days"]) for paper in papers} == listed


def test_no_id_and_no_title_stands_twice(whole: Whole) -> None:
    counts = Counter(whole.key(slug) for slug in whole.sections)
    assert [key for key, count in counts.items() if count > 1] == []
    titles = Counter(letters(record_text(parse(s.title))) for s in whole.sections.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_entries_are_all_accounted_for(whole: Whole, entries: list[Entry]) -> None:
    report = whole.report
    assert report.entries == report.new + report.merged + report.known + report.passed
    assert report.new == len(whole.sections) == len({key for _, key in keys(entries)})
    assert report.new + report.merged == len(entries)
    (refused,) = report.refused
    assert refused.reason.endswith("incorrect id format for abc")


def test_a_text_capture_has_the_id_that_another_dump_gives_its_title(
    whole: Whole, entries: list[Entry]
) -> None:
    known = ids_of_titles(SHARED)
    met = {letters(e.title) for e in entries if not e.arxiv} & known.keys()
    assert len(met) == 3
    by_title = {letters(record_text(parse(s.title))): s for s in whole.sections.values()}
    for title in met:
        assert {by_title[title].facts.arxiv} == known[title]


def test_every_abstract_is_the_one_of_its_dump(whole: Whole, entries: list[Entry]) -> None:
    said: dict[str, set[str]] = {}
    for entry, (_, key) in zip(entries, keys(entries), strict=True):
        said.setdefault(key, set()).update([entry.abstract] if entry.abstract else [])
    compared = 0
    for slug, section in whole.sections.items():
        if abstracts := said[whole.key(slug)]:
            assert record_text(parse(section.abstract)) in abstracts, slug
            compared += 1
    assert compared > 650


def test_every_fact_of_the_api_is_on_its_page(whole: Whole) -> None:
    facts = {s.facts.arxiv: s.facts for s in whole.sections.values()}
    rows = [row for p in answers() for row in api_rows(p)]
    assert len(rows) == 268
    for row in rows:
        found = facts[row["id"]]
        shown = [a for a in row["authors"] if not a["hidden"]]
        assert list(found.authors) == [" ".join(a["name"].split()) for a in shown]
        assert found.published == row["publishedAt"][:10]
        assert found.votes == str(row["upvotes"])
        assert found.stars == str(row.get("githubStars", ""))
        assert found.comments == str(row["numComments"])
        assert found.thumbnail == row["thumbnail"]
        assert found.submitter == row["submittedOnDailyBy"]["fullname"]
        assert found.organization == row.get("organization", {}).get("fullname", "")
        assert found.summary == (row.get("ai_summary") or "")
        assert found.keywords == tuple(filter(None, row.get("ai_keywords") or ()))
        stated = {row.get("githubRepo"), row.get("projectPage")} - {None}
        assert stated <= {*found.links}


def answers() -> list[Path]:
    return sorted((SHARED / "dumps-other" / "hf-api").glob("*.json"))


def test_every_author_line_of_the_feed_is_on_its_page(whole: Whole) -> None:
    text = (SHARED / "dumps-other/feeds/arxiv-rss1-2018-08-31.rdf").read_text("utf-8")
    facts = {s.facts.arxiv: s.facts for s in whole.sections.values()}
    items = re.findall(r'<item rdf:about="http://arxiv.org/abs/([\d.]+)">(.*?)</item>', text, re.S)
    assert len(items) == 185
    for ident, item in items:
        if "UPDATED)" not in item:
            links = re.findall(r"&lt;/a&gt;", item.partition("dc:creator")[2])
            assert len(facts[ident].authors) == len(links), ident
