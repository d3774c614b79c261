"""What ingest does to content: people's words stay, nothing is lost, nothing comes twice."""

from datetime import date
from pathlib import Path

import pytest
from conftest import Digest, abstract, dump_text, paper, tree

from sitegen.dumps.sidecar import Said
from sitegen.errors import DigestError

ALPHA, BETA, GAMMA = paper("Alpha Networks"), paper("Beta Models"), paper("Gamma Rays")


def test_a_capture_becomes_a_day_page(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    report = digest.ingest()
    assert (report.entries, report.papers, report.new) == (2, 2, 2)
    text = digest.page("2025-03-11").read_text("utf-8")
    assert text.startswith(
        "---\nschema: 1\nday: 2025-03-11\nyear: given\ntitle: Daily Papers\n---\n"
    )
    assert '## Alpha Networks <a id="alpha-networks"></a>\n\nThis abstract speaks' in text
    assert digest.slugs("2025-03-11") == ["alpha-networks", "beta-models"]


def test_a_paper_on_two_days_has_one_section_and_one_reference(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 12", BETA, ALPHA)
    report = digest.ingest()
    assert (report.entries, report.papers, report.new, report.merged) == (3, 2, 2, 1)
    second = digest.page("2025-03-12").read_text("utf-8")
    assert "## [Alpha Networks](2025-03-11.md#alpha-networks)\n" in second
    assert digest.slugs("2025-03-12") == ["beta-models", "alpha-networks"]


def test_ingest_twice_is_ingest_once(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "", BETA, GAMMA)
    digest.ingest()
    before = tree(digest.content)
    again = digest.ingest()
    assert tree(digest.content) == before
    assert (again.new, again.merged, again.known) == (0, 0, 4)
    assert again.changed == ()


def test_the_order_in_which_dumps_are_named_does_not_matter(tmp_path: Path) -> None:
    one, other = Digest(tmp_path / "one"), Digest(tmp_path / "other")
    for each in (one, other):
        each.dump("a.txt", "Mar 11", ALPHA, BETA)
        each.dump("b.txt", "Mar 12", BETA, GAMMA)
        each.dump("c.txt", "", GAMMA, ALPHA)
    one.ingest(*(one.dumps / name for name in ("a.txt", "b.txt", "c.txt")))
    other.ingest(*(other.dumps / name for name in ("c.txt", "b.txt", "a.txt")))
    assert tree(one.content) == tree(other.content)


def test_a_capture_without_a_day_goes_to_undated(digest: Digest) -> None:
    digest.dump("a.txt", "", ALPHA)
    report = digest.ingest()
    assert report.dumps[0].day is None
    assert digest.slugs("undated") == ["alpha-networks"]
    assert not list((digest.content / "days").glob("20*.md"))


def test_a_year_nobody_says_is_inferred_recorded_and_kept(digest: Digest) -> None:
    digest.said = Said()
    digest.dump("a.txt", "Aug 2", ALPHA)
    report = digest.ingest()
    assert digest.slugs("2024-08-02") == ["alpha-networks"]
    assert "year: inferred" in digest.page("2024-08-02").read_text("utf-8")
    assert "--year" in report.warnings[0].hint
    before = tree(digest.content)
    digest.today = date(2026, 12, 1)
    assert digest.ingest().warnings == ()
    assert tree(digest.content) == before


def test_an_explicit_year_beats_a_recorded_guess_and_moves_edits_along(digest: Digest) -> None:
    digest.said = Said()
    digest.dump("a.txt", "Aug 2", ALPHA, BETA)
    digest.ingest()
    digest.edit(
        "2024-08-02", abstract("Beta Models"), abstract("Beta Models") + "\n\n### Note\n\nMine."
    )
    digest.ingest(year="2023")
    assert not digest.page("2024-08-02").exists()
    page = digest.load().days["2023-08-02"]
    assert page.year == "given"
    assert [(s.slug, s.note) for s in page.sections] == [
        ("alpha-networks", ""),
        ("beta-models", "Mine."),
    ]


@pytest.mark.parametrize("sidecar", ["dumps.yml", "a.txt.yml"])
def test_sidecars_say_what_the_file_does_not(digest: Digest, sidecar: str) -> None:
    digest.said = Said()
    path = digest.dump("a.txt", "Mar 11", ALPHA)
    (digest.dumps / sidecar).write_text("year: 2021\nsource: my own\n", "utf-8")
    digest.ingest(path)
    assert digest.slugs("2021-03-11") == ["alpha-networks"]
    assert [c.source for c in digest.load().ledger.captures.values()] == ["my own"]


def test_a_sidecar_for_one_file_of_the_folder(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 12", BETA)
    (digest.dumps / "dumps.yml").write_text(
        "year: 2021\nfiles:\n  b.txt:\n    date: undated\n", "utf-8"
    )
    digest.said = Said()
    digest.ingest()
    assert sorted(digest.load().days) == ["2021-03-11", "undated"]


def test_what_a_person_wrote_stays(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.ingest()
    digest.edit("2025-03-11", "title: Daily Papers\n---\n", "title: Daily Papers\n---\nHello.\n\n")
    digest.edit("2025-03-11", "## Beta Models", "## Better Models")
    digest.edit(
        "2025-03-11",
        "</a>\n\nThis abstract speaks of Alpha",
        '</a>\n\n```yaml\ntopics: [ +code,  -vision ]  # mine\nmood: "good"\n```\n\n'
        "This abstract speaks of Alpha",
    )
    edited = digest.page("2025-03-11").read_bytes()
    digest.dump("b.txt", "Mar 11", BETA, ALPHA, GAMMA)
    report = digest.ingest()
    assert (report.new, report.merged) == (1, 2)
    assert digest.page("2025-03-11").read_bytes().startswith(edited.rstrip(b"\n"))
    assert digest.slugs("2025-03-11") == ["alpha-networks", "beta-models", "gamma-rays"]


def test_a_deleted_paper_does_not_come_back_until_it_is_restored(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", ALPHA)
    digest.ingest()
    whole = digest.page("2025-03-11").read_text("utf-8")
    section = whole[whole.index("## Beta") :]
    digest.edit("2025-03-11", section, "")
    report = digest.ingest()
    assert "deleted by hand: beta-models" in report.warnings[0].reason
    digest.dump("c.txt", "Mar 13", BETA, GAMMA)
    assert digest.ingest().new == 1
    assert digest.slugs("2025-03-13") == ["gamma-rays"]
    digest.restore("beta-models")
    assert digest.slugs("2025-03-11") == ["alpha-networks", "beta-models"]
    assert digest.slugs("2025-03-13") == ["beta-models", "gamma-rays"]


def test_restore_without_the_state_takes_the_text_from_a_dump(digest: Digest) -> None:
    path = digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.ingest()
    digest.page("2025-03-11").unlink()
    digest.ingest()
    for each in sorted((digest.content / ".state").rglob("*.md")):
        each.unlink()
    with pytest.raises(DigestError, match=r"a\.txt"):
        digest.restore("2025-03-11")
    digest.restore("2025-03-11", path)
    assert digest.slugs("2025-03-11") == ["alpha-networks", "beta-models"]


def test_a_reference_taken_off_stays_off(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 12", ALPHA, BETA)
    digest.ingest()
    digest.edit("2025-03-12", "## [Alpha Networks](2025-03-11.md#alpha-networks)\n", "")
    digest.ingest()
    assert digest.slugs("2025-03-12") == ["beta-models"]
    digest.restore("2025-03-12")
    assert digest.slugs("2025-03-12") == ["alpha-networks", "beta-models"]


def test_a_section_moved_by_hand_is_followed(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", GAMMA, ALPHA)
    digest.dump("c.txt", "Mar 13", ALPHA)
    digest.ingest()
    section = f'## Alpha Networks <a id="alpha-networks"></a>\n\n{ALPHA[1]}\n'
    digest.edit("2025-03-11", section, "")
    digest.edit("2025-03-12", "## [Alpha Networks](2025-03-11.md#alpha-networks)\n", section)
    digest.ingest()
    assert digest.slugs("2025-03-12") == ["gamma-rays", "alpha-networks"]
    third = digest.page("2025-03-13").read_text("utf-8")
    assert "## [Alpha Networks](2025-03-12.md#alpha-networks)" in third


def test_a_new_anchor_makes_the_old_one_an_alias(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 12", ALPHA)
    digest.ingest()
    digest.edit("2025-03-11", 'id="alpha-networks"', 'id="alpha"')
    digest.ingest()
    known = digest.load().ledger.papers
    assert known["alpha"].aliases == ("alpha-networks",)
    assert "(2025-03-11.md#alpha)" in digest.page("2025-03-12").read_text("utf-8")
    digest.dump("c.txt", "Mar 13", ALPHA)
    assert digest.ingest().new == 0


def test_two_branches_that_recorded_the_same_paper(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    section = digest.page("2025-03-11").read_text("utf-8").partition("---\n\n")[2]
    other = (
        f"---\nschema: 1\nday: 2025-03-12\n---\n\n{section.rstrip()}\n\n### Note\n\nSeen twice.\n"
    )
    digest.page("2025-03-12").write_text(other, "utf-8")
    digest.ingest()
    pages = digest.load().days
    assert [s.note for s in pages["2025-03-11"].sections] == ["Seen twice."]
    assert [r.slug for r in pages["2025-03-12"].references] == ["alpha-networks"]
    assert not pages["2025-03-12"].sections


def test_a_cut_abstract_is_completed_by_a_longer_capture(digest: Digest) -> None:
    title, whole = ALPHA
    digest.dump("a.txt", "Mar 11", (title, whole[:90]))
    assert "middle of an abstract" in digest.ingest().warnings[0].reason
    digest.dump("b.txt", "Mar 12", ALPHA)
    digest.ingest()
    assert digest.load().days["2025-03-11"].sections[0].abstract == whole


def test_redate_moves_a_capture_with_its_edits(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 11", BETA, GAMMA)
    digest.dump("c.txt", "Mar 12", GAMMA)
    digest.ingest()
    digest.redate("b.txt", "2025-03-12")
    assert digest.slugs("2025-03-11") == ["alpha-networks", "beta-models"]
    assert sorted(digest.slugs("2025-03-12")) == ["beta-models", "gamma-rays"]
    assert [s.slug for s in digest.load().days["2025-03-12"].sections] == ["gamma-rays"]
    before = tree(digest.content)
    digest.ingest()
    assert tree(digest.content) == before, "a redated capture stays where the keeper put it"


def test_redate_a_whole_day_moves_the_introduction_too(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 12", ALPHA, BETA)
    digest.ingest()
    digest.edit("2025-03-11", "Papers\n---\n", "Papers\n---\nA word before.\n")
    digest.redate("2025-03-11", "2024-12-24")
    assert sorted(digest.load().days) == ["2024-12-24", "2025-03-12"]
    assert digest.load().days["2024-12-24"].intro == "A word before."
    assert "(2024-12-24.md#alpha-networks)" in digest.page("2025-03-12").read_text("utf-8")


def test_a_redated_day_leads_to_where_it_stands_now(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    digest.redate("a.txt", "2025-03-12")
    digest.redate("a.txt", "2025-03-13")
    digest.build(search=False)
    for old in ("11", "12"):
        page = (digest.folder / f"site/days/2025-03-{old}.html").read_text("utf-8")
        assert 'content="0; url=../days/2025-03-13.html"' in page
    digest.redate("a.txt", "2025-03-11")
    digest.build(search=False)
    assert "Alpha Networks" in (digest.folder / "site/days/2025-03-11.html").read_text("utf-8")


def test_redate_to_undated_and_back(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    digest.redate("a.txt", "undated")
    assert list(digest.load().days) == ["undated"]
    digest.redate("undated", "2025-03-11")
    assert list(digest.load().days) == ["2025-03-11"]


def test_redate_names_what_it_knows(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    with pytest.raises(DigestError, match=r"a\.txt"):
        digest.redate("b.txt", "2025-03-12")


def test_a_dry_run_writes_nothing(digest: Digest) -> None:
    from msgspec.structs import replace

    from sitegen.commands.ingest import ingest

    digest.dump("a.txt", "Mar 11", ALPHA)
    _, report = ingest(replace(digest.inputs(), dry_run=True), lambda _, dumps: dumps)
    assert "days/2025-03-11.md" in report.changed
    assert not digest.content.exists()


def test_on_ci_a_new_guess_is_an_error(digest: Digest) -> None:
    from msgspec.structs import replace

    from sitegen.commands.ingest import ingest

    digest.said = Said()
    digest.dump("a.txt", "Mar 11", ALPHA)
    with pytest.raises(DigestError, match="ledger"):
        ingest(replace(digest.inputs(), pinned_years_only=True), lambda _, dumps: dumps)


def test_the_same_bytes_under_two_names_are_one_capture(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 11", ALPHA)
    report = digest.ingest()
    assert (report.new, report.known) == (1, 1)
    assert len(digest.load().ledger.captures) == 1


def test_titles_that_differ_only_in_tex_are_one_paper(digest: Digest) -> None:
    text = abstract("occlusion")
    digest.dump("a.txt", "Mar 11", ("O$^2$-Recon: Completion", text))
    digest.dump(
        "b.txt",
        "Mar 12",
        ("O2-Recon: Completion", text),
        ("C++ at Work", text),
        ("C# at Work", text),
    )
    report = digest.ingest()
    assert (report.new, report.merged) == (3, 1)


def test_default_topics_are_seeded_with_their_lists(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ("Dense Passage Retrieval", abstract("dense passage retrieval")))
    digest.ingest()
    page = (digest.content / "topics" / "retrieval.md").read_text("utf-8")
    assert (
        "- 2025-03-11 [Dense Passage Retrieval](../days/2025-03-11.md#dense-passage-retrieval)"
        in page
    )


def test_dump_text_is_what_the_reader_reads() -> None:
    assert dump_text("Mar 11", ("T", "A.")).endswith("community\n\nMar 11\n\nT\n\nA.\n")


def test_a_note_is_shown_once_on_every_page(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 12", ALPHA, BETA)
    digest.ingest()
    digest.edit("2025-03-11", ALPHA[1], ALPHA[1] + "\n\n### Note\n\nA zanzibar note.")
    digest.edit("2025-03-12", "#alpha-networks)", "#alpha-networks)\n\n### Note\n\nOf that day.")
    digest.build(base_url="https://example.org/")
    site = digest.folder / "site"
    for page in ("days/2025-03-11.html", "days/2025-03-12.html", "papers/alpha-networks.html"):
        assert (site / page).read_text("utf-8").count("zanzibar") == 1, page
    counts = [
        (site / f"days/2025-03-{n}.html").read_text("utf-8").count("Of that day") for n in (11, 12)
    ]
    assert counts == [0, 1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("## Alpha", "# Alpha", ":8: a paper's anchor on another heading"),
        ("schema: 1", "schema: 9", ":2: schema: expected 1"),
        ("year: given", "year: bogus", ":4: year: expected given or inferred"),
        ("---\nschema", "schema", ":1: front matter is missing"),
    ],
)
def test_a_slip_in_a_day_page_is_told_and_changes_nothing(
    digest: Digest, old: str, new: str, told: str
) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.ingest()
    digest.edit("2025-03-11", old, new)
    before = tree(digest.content)
    with pytest.raises(DigestError) as error:
        digest.ingest()
    assert told in str(error.value)
    assert tree(digest.content) == before
