"""A keeper's judgements: two papers are one, or are two, whatever later dumps say."""

from collections.abc import Callable

import pytest
from conftest import Digest, abstract, paper, tree
from msgspec.structs import replace
from test_kinds import api, api_row

from sitegen.commands.judge import different, same
from sitegen.commands.keeper import undo
from sitegen.commands.report import Report
from sitegen.content.daypage import Section
from sitegen.errors import DigestError

ALPHA, BETA, GAMMA = paper("Alpha Networks"), paper("Beta Models"), paper("Gamma Rays")
ALIKE = paper("Learning to Rank Long Documents with Sparse Attention Models")
AGAIN = paper("Learning to Rank Long Documents with Sparse Attention Models Again")


@pytest.fixture
def two(digest: Digest) -> Digest:
    """Alpha on two days with Beta between, Beta on its own day and with Gamma."""
    digest.dump("a.txt", "Mar 11", ALPHA, GAMMA)
    digest.dump("b.txt", "Mar 12", BETA, GAMMA)
    digest.dump("c.txt", "Mar 13", GAMMA, BETA)
    digest.dump("d.txt", "Mar 14", ALPHA, BETA, GAMMA)
    digest.ingest()
    return digest


def judge_same(digest: Digest, one: str, other: str) -> Report:
    return same(replace(digest.inputs(), sources=()), one, other)[1]


def judge_different(digest: Digest, one: str, other: str) -> Report:
    return different(replace(digest.inputs(), sources=()), one, other, lambda _, dumps: dumps)[1]


def pages(digest: Digest) -> dict[str, bytes]:
    return tree(digest.content / "days")


def section(digest: Digest, slug: str) -> Section:
    (found,) = (s for p in digest.load().days.values() for s in p.sections if s.slug == slug)
    return found


# --- same ------------------------------------------------------------------------------------


def test_the_first_named_stays_and_stands_where_the_other_stood(two: Digest) -> None:
    judge_same(two, "alpha-networks", "beta-models")
    assert two.slugs("2025-03-11") == ["alpha-networks", "gamma-rays"]
    assert two.slugs("2025-03-12") == ["alpha-networks", "gamma-rays"]
    assert two.slugs("2025-03-13") == ["gamma-rays", "alpha-networks"]
    assert two.slugs("2025-03-14") == ["alpha-networks", "gamma-rays"]
    known = two.load().ledger.papers
    assert sorted(known) == ["alpha-networks", "gamma-rays"]
    assert known["alpha-networks"].aliases == ("beta-models",)


def test_later_dumps_of_either_join_it(two: Digest) -> None:
    judge_same(two, "alpha-networks", "beta-models")
    before = tree(two.content)
    assert two.ingest().new == 0
    assert tree(two.content) == before, "the same dumps change nothing"
    two.dump("e.txt", "Mar 15", BETA)
    assert two.ingest().new == 0
    assert two.slugs("2025-03-15") == ["alpha-networks"]


def test_its_old_address_leads_to_the_paper(two: Digest) -> None:
    judge_same(two, "alpha-networks", "beta-models")
    two.build(base_url="https://example.org/")
    site = tree(two.folder / "site")
    assert b"alpha-networks.html" in site["papers/beta-models.html"]


def test_papers_are_named_by_arxiv_id_too(digest: Digest) -> None:
    api(digest, "a.json", api_row(ALPHA[0], "2503.00001", "2025-03-11", 7))
    api(digest, "b.json", api_row(BETA[0], "2503.00002", "2025-03-12", 8))
    digest.ingest()
    judge_same(digest, "arXiv:2503.00001v2", "https://arxiv.org/abs/2503.00002")
    assert section(digest, "alpha-networks").facts.arxiv == "2503.00001"
    api(digest, "c.json", api_row("A New Title", "2503.00002", "2025-03-13", 9))
    assert digest.ingest().new == 0


def test_facts_that_only_the_other_has_are_kept(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    api(digest, "b.json", api_row(BETA[0], "2503.00002", "2025-03-12", 8))
    digest.ingest()
    judge_same(digest, "alpha-networks", "beta-models")
    assert section(digest, "alpha-networks").facts.arxiv == "2503.00002"


def test_said_again_it_says_so_and_changes_nothing(two: Digest) -> None:
    judge_same(two, "alpha-networks", "beta-models")
    before = tree(two.content)
    report = judge_same(two, "alpha-networks", "beta-models")
    assert "one paper already" in report.done[0]
    assert tree(two.content) == before


def test_it_can_be_undone(two: Digest) -> None:
    before = tree(two.content)
    judge_same(two, "alpha-networks", "beta-models")
    undo(two.inputs())
    assert tree(two.content) == before


def test_what_a_person_added_to_the_other_moves_over(two: Digest) -> None:
    fence = "```yaml\n# seen in Vienna\ntopics: [ +code ]  # mine\nmood: good\n```\n\n"
    two.edit("2025-03-12", BETA[1], f"{fence}{BETA[1]}\n\n### Note\n\nA word on it.")
    two.edit("2025-03-13", "#beta-models)", "#beta-models)\n\n### Note\n\nOf the 13th.")
    two.edit("2025-03-14", "#beta-models)", "#beta-models)\n\n### Note\n\nOf the 14th.")
    judge_same(two, "alpha-networks", "beta-models")
    kept = section(two, "alpha-networks")
    assert (kept.note, kept.editorial.plus) == ("A word on it.", ("code",))
    text = two.page("2025-03-11").read_text("utf-8")
    assert "# seen in Vienna\ntopics: [ +code ]  # mine\nmood: good\n" in text
    notes = {day: [r.note for r in page.references] for day, page in two.load().days.items()}
    assert notes["2025-03-13"] == ["", "Of the 13th."]
    assert notes["2025-03-14"] == ["Of the 14th.", ""]


def retitled(digest: Digest) -> None:
    digest.edit("2025-03-12", "## Beta Models", "## Better Models")


def other_pins(digest: Digest) -> None:
    for day, words, pin in (("2025-03-12", BETA[1], "code"), ("2025-03-11", ALPHA[1], "vision")):
        digest.edit(day, words, f"```yaml\ntopics: [+{pin}]\n```\n\n{words}")


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            retitled,
            r"2025-03-12\.md:8: beta-models cannot go: its title, .* same beta-models alpha",
        ),
        (other_pins, r"its yaml says something else"),
    ],
)
def test_a_person_s_words_are_never_lost(
    two: Digest, edit: Callable[[Digest], None], told: str
) -> None:
    edit(two)
    before = tree(two.content)
    with pytest.raises(DigestError, match=told):
        judge_same(two, "alpha-networks", "beta-models")
    assert tree(two.content) == before


def test_the_other_way_round_keeps_the_edited_section(two: Digest) -> None:
    retitled(two)
    judge_same(two, "beta-models", "alpha-networks")
    assert section(two, "beta-models").title == "Better Models"
    assert two.slugs("2025-03-11") == ["beta-models", "gamma-rays"]


def test_a_section_that_was_deleted_by_hand_is_no_obstacle(two: Digest) -> None:
    retitled(two)
    page = two.page("2025-03-12")
    text = page.read_text("utf-8")
    page.write_text(text[: text.index("## Better")] + text[text.index("## [Gamma") :], "utf-8")
    judge_same(two, "alpha-networks", "beta-models")
    assert two.slugs("2025-03-12") == ["alpha-networks", "gamma-rays"]


def test_a_hidden_false_becomes_a_hidden_true_once(two: Digest) -> None:
    two.edit("2025-03-11", ALPHA[1], f"```yaml\nhidden: false  # so far\n```\n\n{ALPHA[1]}")
    two.edit("2025-03-12", BETA[1], f"```yaml\nhidden: true\n```\n\n{BETA[1]}")
    judge_same(two, "alpha-networks", "beta-models")
    text = two.page("2025-03-11").read_text("utf-8")
    assert "```yaml\nhidden: true # so far\n```" in text
    assert section(two, "alpha-networks").editorial.hidden


def test_a_branch_that_brings_the_other_back_does_not_split_them(two: Digest) -> None:
    before = two.page("2025-03-12").read_text("utf-8"), two.load().ledger.papers["beta-models"]
    row = (two.content / "ledger" / "days" / "2025-03-12.jsonl").read_text("utf-8")
    judge_same(two, "alpha-networks", "beta-models")
    two.page("2025-03-12").write_text(before[0], "utf-8")
    (two.content / "ledger" / "days" / "2025-03-12.jsonl").write_text(row, "utf-8")
    two.ingest()
    assert sorted(two.slugs("2025-03-12")) == ["alpha-networks", "gamma-rays"]
    assert "beta-models" not in two.load().ledger.papers


def test_a_rebuild_from_the_dumps_keeps_it(two: Digest) -> None:
    judge_same(two, "alpha-networks", "beta-models")
    for part in ("days", "ledger/days", "ledger/captures"):
        for path in (two.content / part).iterdir():
            path.unlink()
    (two.dumps / "a.txt").unlink()
    two.ingest()
    assert two.slugs("2025-03-12") == ["alpha-networks", "gamma-rays"]
    assert two.load().ledger.papers["alpha-networks"].aliases == ("beta-models",)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("alpha-network", "beta-models", "Did you mean alpha-networks"),
        ("2503.99999", "beta-models", "no paper is called so"),
    ],
)
def test_a_name_nobody_has_is_told(two: Digest, one: str, other: str, told: str) -> None:
    with pytest.raises(DigestError, match=told):
        judge_same(two, one, other)


# --- different -------------------------------------------------------------------------------


def test_titles_judged_different_are_not_told_again(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALIKE)
    digest.ingest()
    digest.dump("b.txt", "Mar 12", AGAIN)
    (told,) = digest.ingest().warnings
    assert "sitegen different learning-to-rank" in told.hint
    one, other = told.hint.rpartition("different ")[2].rstrip("`").split()
    report = judge_different(digest, one, other)
    assert "two papers, for good" in report.done[0]
    (digest.content / "ledger" / "captures").joinpath(
        next(p.name for p in (digest.content / "ledger" / "captures").glob("b.txt*"))
    ).unlink()
    digest.dump("c.txt", "Mar 13", ALIKE, AGAIN)
    assert digest.ingest().warnings == ()
    assert "apart already" in judge_different(digest, other, one).done[0]


def test_no_dump_joins_two_papers_that_are_different(digest: Digest) -> None:
    """One entry that names both would: an arXiv id of the one, the DOI of the other."""
    api(digest, "a.json", api_row(ALPHA[0], "2503.00001", "2025-03-11", 7))
    digest.dump("b.txt", "Mar 12", BETA)
    digest.ingest()
    digest.edit("2025-03-12", BETA[1], f'```yaml\ndoi: "10.1000/beta"\n```\n\n{BETA[1]}')
    judge_different(digest, "alpha-networks", "beta-models")
    (digest.dumps / "c.bib").write_text(
        f"@misc{{x, title={{{ALPHA[0]}}}, eprint={{2503.00001}}, doi={{10.1000/beta}}, year=2025}}",
        "utf-8",
    )
    digest.ingest()
    digest.ingest()
    assert sorted(digest.load().ledger.papers) == ["alpha-networks", "beta-models"]
    assert section(digest, "alpha-networks").facts.doi == ""


def test_sections_that_share_an_id_by_mistake_stay_apart(two: Digest) -> None:
    for day, words in (("2025-03-11", ALPHA[1]), ("2025-03-12", BETA[1])):
        two.edit(day, words, f'```yaml\ndoi: "10.1000/both"\n```\n\n{words}')
    with pytest.raises(DigestError, match="sitegen different alpha-networks beta-models"):
        two.ingest()
    judge_different(two, "alpha-networks", "beta-models")
    before = tree(two.content)
    two.ingest()
    assert tree(two.content) == before


def test_two_works_under_one_title_are_written_apart_by_hand(digest: Digest) -> None:
    """Ingest took them for one. The keeper writes the second's section, and says it."""
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.dump("b.txt", "Mar 12", (ALPHA[0], abstract("another work")))
    digest.ingest()
    with pytest.raises(DigestError, match="an anchor of its own"):
        judge_different(digest, "alpha-networks", "alpha-networks")
    own = f'## Alpha Networks <a id="alpha-two"></a>\n\n{abstract("another work")}\n'
    digest.edit("2025-03-12", "## [Alpha Networks](2025-03-11.md#alpha-networks)\n", own)
    digest.ingest()
    judge_different(digest, "alpha-networks", "alpha-two")
    before = pages(digest)
    assert digest.ingest().new == 0
    assert pages(digest) == before
    digest.dump("c.txt", "Mar 12", (ALPHA[0], abstract("another work") + " More."), BETA)
    digest.ingest()
    assert digest.slugs("2025-03-12") == ["alpha-two", "beta-models"]
    assert section(digest, "alpha-networks").abstract == ALPHA[1]


def test_different_takes_same_back_byte_for_byte(two: Digest) -> None:
    before = pages(two)
    papers = two.load().ledger.papers
    judge_same(two, "alpha-networks", "beta-models")
    two.ingest()
    judge_different(two, "alpha-networks", "beta-models")
    assert pages(two) == before
    assert two.load().ledger.papers == papers
    two.ingest()
    assert pages(two) == before


def test_facts_that_moved_go_back(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    api(digest, "b.json", api_row(BETA[0], "2503.00002", "2025-03-12", 8))
    digest.ingest()
    before = pages(digest)
    judge_same(digest, "alpha-networks", "beta-models")
    judge_different(digest, "beta-models", "alpha-networks")
    assert pages(digest) == before
    digest.ingest()
    assert pages(digest) == before


def test_without_the_state_the_text_comes_from_a_dump(two: Digest) -> None:
    before = pages(two)
    judge_same(two, "alpha-networks", "beta-models")
    for each in (two.content / ".state").rglob("*.md"):
        each.unlink()
    with pytest.raises(DigestError, match=r"b\.txt"):
        judge_different(two, "alpha-networks", "beta-models")
    different(two.inputs(), "alpha-networks", "beta-models", lambda _, dumps: dumps)
    assert pages(two) == before
