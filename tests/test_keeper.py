"""Taking a paper down, and taking an ingest back."""

import pytest
from conftest import Digest, paper, tree

from sitegen.commands.keeper import remove, undo
from sitegen.commands.report import Report, summary
from sitegen.errors import DigestError

ALPHA, BETA, GAMMA = paper("Alpha Networks"), paper("Beta Models"), paper("Gamma Rays")


def test_a_paper_taken_down_is_nowhere_and_stays_away(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", ALPHA, GAMMA)
    digest.build(base_url="https://example.org/")
    remove(digest.inputs(), "alpha-networks")
    digest.build(base_url="https://example.org/")
    site = tree(digest.folder / "site")
    assert "papers/alpha-networks.html" not in site
    texts = (data for name, data in site.items() if not name.startswith("pagefind/"))
    assert not any(b"Alpha Networks" in data for data in texts)
    assert digest.slugs("2025-03-12") == ["gamma-rays"]


def test_it_comes_back_as_it_stood_on_every_day(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", ALPHA, GAMMA)
    digest.ingest()
    digest.edit("2025-03-11", "## Beta", "### Note\n\nMine.\n\n## Beta")
    remove(digest.inputs(), "alpha-networks")
    digest.restore("alpha-networks")
    sections = [(s.slug, s.note) for s in digest.load().days["2025-03-11"].sections]
    assert sections == [("alpha-networks", "Mine."), ("beta-models", "")]
    assert digest.slugs("2025-03-12") == ["alpha-networks", "gamma-rays"]


def test_a_slug_nobody_has_is_told_with_the_nearest(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    with pytest.raises(DigestError, match="Did you mean alpha-networks"):
        remove(digest.inputs(), "alpha-network")


def test_undo_takes_the_last_ingest_back_byte_for_byte(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    before = tree(digest.content)
    digest.dump("b.txt", "Mar 12", ALPHA, BETA)
    digest.dump("c.txt", "Mar 11", GAMMA)
    digest.ingest()
    digest.ingest()
    undo(digest.inputs())
    assert tree(digest.content) == before
    with pytest.raises(DigestError, match="nothing to undo"):
        undo(digest.inputs())
    assert digest.ingest().new == 2, "what was undone can be taken in again"


def test_undo_keeps_what_a_person_wrote_since(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    digest.edit("2025-03-11", "## Alpha", "Hello.\n\n## Alpha")
    edited = tree(digest.content)
    with pytest.raises(DigestError, match=r"2025-03-11\.md: edited since"):
        undo(digest.inputs())
    assert tree(digest.content) == edited


# --- what a command did, in words ------------------------------------------------------------


def done(report: Report) -> list[str]:
    return [line for line in summary(report, dry=False) if not line.startswith("done in")]


def test_a_command_says_what_happened_to_what(digest: Digest) -> None:
    many = [paper(f"Study {n}") for n in range(4)]
    digest.dump("a.txt", "Mar 11", *many)
    digest.dump("b.txt", "Mar 12", ALPHA, BETA, many[0])
    digest.ingest()
    assert done(digest.redate("2025-03-11", "2025-03-10"))[:1] == [
        "moved 4 papers from 2025-03-11 to 2025-03-10"
    ]
    _, report = remove(digest.inputs(), "study-0")
    assert done(report)[:2] == [
        "took study-0 off 2025-03-10",
        "study-0 no longer listed on 2025-03-12",
    ]
    assert done(digest.restore("study-0"))[:2] == [
        "study-0 on 2025-03-10 again",
        "study-0 listed on 2025-03-12",
    ]


def test_a_digest_cut_too_short_is_told(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    (digest_of_it,) = digest.load().ledger.captures
    with pytest.raises(DigestError, match="too short for a digest: name at least 8"):
        digest.redate(digest_of_it[:3], "2025-03-12")
    digest.redate(digest_of_it[:8], "2025-03-12")
    assert list(digest.load().days) == ["2025-03-12"]


# --- nothing that a person wrote is lost on the way --------------------------------------------


@pytest.mark.parametrize(
    ("target", "title"),
    [("2025-03-01.md#nobody", "Gone"), ("2025-03-11.md#alpha-networks", "Alpha Networks")],
    ids=["dangling", "listed on both days"],
)
def test_a_note_below_a_reference_moves_with_its_day(
    digest: Digest, target: str, title: str
) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 12", ALPHA, BETA)
    digest.dump("c.txt", "Mar 13", BETA, ALPHA)
    digest.ingest()
    digest.edit(
        "2025-03-12",
        "## [Alpha Networks](2025-03-11.md#alpha-networks)",
        f"## [{title}]({target})\n\n### Note\n\nMy words.\n",
    )
    digest.redate("2025-03-12", "2025-03-13")
    assert digest.page("2025-03-13").read_text("utf-8").count("My words.") == 1
    digest.redate("2025-03-13", "2025-03-11")
    assert digest.page("2025-03-11").read_text("utf-8").count("My words.") == 1


def test_a_day_deleted_is_told_once_for_each_page_that_refers_to_it(digest: Digest) -> None:
    many = [paper(f"Study {n}") for n in range(4)]
    digest.dump("a.txt", "Mar 11", *many)
    digest.dump("b.txt", "Mar 12", BETA, *many)
    digest.ingest()
    digest.page("2025-03-11").unlink()
    (told,) = (p for p in digest.ingest().warnings if "2025-03-12.md" in p.file)
    assert "4 references lead to papers that are not there" in told.reason
    assert "(lines 12, 14, 16, 18)" in told.reason


def test_a_person_s_link_to_a_paper_that_moved_is_told_and_left_alone(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", GAMMA)
    digest.ingest()
    digest.edit("2025-03-11", "Papers\n---\n", "Papers\n---\nSee [this](#beta-models).\n")
    digest.edit(
        "2025-03-12", "Papers\n---\n", "Papers\n---\nAnd [it](2025-03-11.md#alpha-networks).\n"
    )
    assert digest.ingest().warnings == ()
    before = digest.page("2025-03-12").read_bytes()
    (told,) = digest.redate("2025-03-11", "2025-03-10").warnings
    assert str(told).endswith(
        "2025-03-12.md:7: this link leads nowhere: the paper stands on 2025-03-10 as alpha-networks"
        " (found: '](2025-03-11.md#alpha-networks)'). Write ](2025-03-10.md#alpha-networks)"
    )
    assert digest.page("2025-03-12").read_bytes() == before


def test_a_capture_that_brings_nothing_new_is_said_aloud(digest: Digest) -> None:
    many = [paper(f"Study {n}") for n in range(4)]
    digest.dump("a.txt", "Mar 11", *many)
    digest.dump("b.txt", "Mar 12", BETA, GAMMA)
    digest.ingest()
    digest.dump("c.txt", "Mar 11", *many[1:])
    report = digest.ingest()
    assert report.done == ("c.txt: no new paper, each of its 3 entries is known already",)
    assert report.warnings == (), "the same day once more is no reason for doubt"
    digest.dump("d.txt", "Mar 13", *many[:3])
    (told,) = digest.ingest().warnings
    assert "each of its 3 papers was listed before 2025-03-13" in told.reason
