"""The content that the benchmarks build is what ``sitegen ingest`` would have written."""

import sys
from pathlib import Path

from conftest import ROOT, Digest, tree

sys.path.append(str(ROOT / "tests" / "bench"))

from corpus import write_corpus
from resample import A_DAY, next_day, sources

NOWHERE = Path("no-such-folder")
PAPERS = 2 * A_DAY + 10


def test_ingest_has_nothing_to_change_in_it_and_every_run_gives_the_same(digest: Digest) -> None:
    write_corpus(digest.content, PAPERS, NOWHERE)
    before = tree(digest.content)
    assert digest.ingest().changed == ()
    assert tree(digest.content) == before
    again = digest.folder / "again"
    write_corpus(again, PAPERS, NOWHERE)
    assert tree(again) == {n: data for n, data in before.items() if not n.startswith(".")}


def test_it_has_as_many_papers_as_asked_for_with_topics_pinned(digest: Digest) -> None:
    write_corpus(digest.content, PAPERS, NOWHERE)
    pages = digest.load().days.values()
    sections = [section for page in pages for section in page.sections]
    assert sorted(len(page.sections) for page in pages) == [10, A_DAY, A_DAY]
    assert len({section.slug for section in sections}) == PAPERS
    assert sum(bool(s.editorial.plus) for s in sections) > PAPERS // 2
    assert 0 < sum(bool(s.facts.arxiv and s.facts.authors) for s in sections) < PAPERS


def test_the_next_day_brings_papers_that_it_lacks(digest: Digest) -> None:
    write_corpus(digest.content, PAPERS, NOWHERE)
    entries = [(r.title, r.abstract) for r in next_day(sources(NOWHERE, ROOT / "content"), 1)]
    digest.dump("next.txt", "Jul 1", *entries)
    assert digest.ingest().new == A_DAY
