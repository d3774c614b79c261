"""The content that the benchmarks build is what ``sitegen ingest`` would have written."""

import sys
from pathlib import Path

from conftest import ROOT, Digest, tree

sys.path.append(str(ROOT / "tests" / "bench"))

from corpus import write_corpus
from guard import regressed
from outputs import outputs
from resample import A_DAY
from sides import Ours
from speed import written

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
    for number in (1, 2):
        report = digest.ingest(Ours(digest.folder).new_dump(number, NOWHERE))
        assert (report.new, report.refused) == (A_DAY, ())


def test_a_ratio_may_grow_by_less_than_a_third() -> None:
    before = {"cold": 1.0, "edited": 2.0}
    assert regressed({"cold": 1.29, "edited": 0.1}, before) == []
    assert regressed({"cold": 1.0, "edited": 2.7}, before) == ["edited: 2.70 x Hugo, 2.00 x before"]


def test_a_table_takes_the_place_of_the_one_with_as_many_papers() -> None:
    page = written(written("# How fast\n", "few", "10 papers"), "many", "100 papers")
    assert page.index("few") < page.index("many")
    again = written(page, "fewer", "10 papers")
    assert again == page.replace("few", "fewer")


def test_bytes_in_a_page_tell_whether_two_sites_are_alike(tmp_path: Path) -> None:
    for side, text in (("ours", "x" * 100), ("theirs", "x" * 105)):
        (tmp_path / side / "papers").mkdir(parents=True)
        (tmp_path / side / "papers" / "a.html").write_text(text)
    found = {one.kind: one for one in outputs(tmp_path / "ours", tmp_path / "theirs")}
    assert found["papers"].cells()[-1] == "0.95"
    assert found["days"].cells()[-1] == "none"
