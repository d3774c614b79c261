"""``--update``: what a newer dump tells otherwise, in papers that stand."""

from collections.abc import Callable
from itertools import permutations

import pytest
from conftest import Digest, abstract, tree
from msgspec.structs import replace
from test_judgements import judge_same
from test_kinds import api, api_row

from sitegen.commands.ingest import ingest
from sitegen.commands.report import Report, summary
from sitegen.content.daypage import Section

OLD, NEW = "Alpha Networks for Many Things", "Alpha Networks, Revised"
SLUG = "alpha-networks-for-many-things"


def updated(digest: Digest, *, dry_run: bool = False) -> Report:
    inputs = replace(digest.inputs(), update=True, dry_run=dry_run)
    return ingest(inputs, lambda _, dumps: dumps)[1]


def section(digest: Digest) -> Section:
    (found,) = (s for page in digest.load().days.values() for s in page.sections)
    return found


@pytest.fixture
def revised(digest: Digest) -> Digest:
    """A paper ingested as its first version says, and the dump of the second beside it."""
    api(digest, "a.json", api_row(OLD, "2503.00001", "2025-03-11", 7))
    digest.dump("b.txt", "Mar 12", (OLD, abstract(OLD)))
    digest.ingest()
    api(digest, "c.json", api_row(NEW, "2503.00001v2", "2025-03-13", 9))
    return digest


def test_without_it_nothing_that_stands_changes_but_what_moves_on(revised: Digest) -> None:
    report = revised.ingest()
    assert report.updates == ()
    assert (section(revised).title, section(revised).facts.votes) == (OLD, "9")


def test_an_untouched_paper_becomes_what_the_newest_of_the_best_kind_says(revised: Digest) -> None:
    report = updated(revised)
    found = section(revised)
    assert (found.title, found.abstract, found.slug) == (NEW, abstract(NEW), SLUG)
    shown = [(one.field, one.old, one.new, one.kept, one.line) for one in report.updates]
    assert shown == [
        ("title", OLD, NEW, False, 8),
        ("abstract", abstract(OLD), abstract(NEW), False, 18),
    ]
    told = f"2025-03-11.md:8: {SLUG}: title: '{OLD}' -> '{NEW}'"
    assert [line for line in summary(report, dry=False) if line.endswith(told)]
    text = revised.page("2025-03-11").read_text("utf-8").split("\n")
    assert (text[7], text[17]) == (f'## {NEW} <a id="{SLUG}"></a>', abstract(NEW))


def test_references_bear_the_new_title(revised: Digest) -> None:
    updated(revised)
    assert [r.title for r in revised.load().days["2025-03-12"].references] == [NEW]


def test_dry_it_only_shows(revised: Digest) -> None:
    before = tree(revised.content)
    assert [one.field for one in updated(revised, dry_run=True).updates] == ["title", "abstract"]
    assert tree(revised.content) == before


def test_the_second_time_there_is_nothing_to_show(revised: Digest) -> None:
    updated(revised)
    before = tree(revised.content)
    assert updated(revised).updates == ()
    assert revised.ingest().updates == ()
    assert tree(revised.content) == before


def retitled(digest: Digest) -> None:
    digest.edit("2025-03-11", f"## {OLD}", "## My Title")


def wrapped(digest: Digest) -> None:
    digest.edit("2025-03-11", "It says what was done, ", "It says what was done,\n")


@pytest.mark.parametrize(("edit", "kept"), [(retitled, "title"), (wrapped, "abstract")])
def test_what_a_person_edited_is_kept_and_told(
    revised: Digest, edit: Callable[[Digest], None], kept: str
) -> None:
    edit(revised)
    for _ in range(2):
        report = updated(revised)
        assert [one.field for one in report.updates if one.kept] == [kept]
    text = revised.page("2025-03-11").read_text("utf-8")
    assert ("My Title" in text) or ("was done,\n" in text)


def test_facts_follow_too_but_for_those_a_person_wrote_anew(digest: Digest) -> None:
    first = api_row(OLD, "2503.00001", "2025-03-11", 7)
    api(digest, "a.json", first)
    digest.ingest()
    second = api_row(OLD, "2503.00001", "2025-03-12", 7)
    paper = second["paper"]
    assert isinstance(paper, dict)
    paper["authors"] = [{"name": "Ann Author"}, {"name": "Ben Author"}]
    api(digest, "b.json", second)
    text = digest.page("2025-03-11").read_bytes()
    digest.edit("2025-03-11", 'authors: ["Ann Author"]', "authors: [Ann Author]  # she")
    (told,) = updated(digest).updates
    assert (told.field, told.kept) == ("authors", True)
    assert b"# she" in digest.page("2025-03-11").read_bytes()
    digest.page("2025-03-11").write_bytes(text)
    (told,) = updated(digest).updates
    assert (told.field, told.kept) == ("authors", False)
    assert section(digest).facts.authors == ("Ann Author", "Ben Author")


def test_a_lighter_kind_or_an_older_capture_says_nothing(digest: Digest) -> None:
    api(digest, "b.json", api_row(NEW, "2503.00001", "2025-03-13", 9))
    digest.ingest()
    api(digest, "a.json", api_row(OLD, "2503.00001", "2025-03-11", 7))
    assert updated(digest).updates == ()
    digest.dump("c.txt", "Mar 15", (NEW, abstract("something else")))
    assert updated(digest).updates == ()


def test_a_cut_abstract_takes_no_whole_one_s_place(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", (OLD, abstract(OLD)))
    digest.ingest()
    row = api_row(OLD, "2503.00001", "2025-03-12", 7)
    paper = row["paper"]
    assert isinstance(paper, dict)
    paper["summary"] = "Another beginning, and then"
    api(digest, "b.json", row)
    updated(digest)
    assert section(digest).abstract == abstract(OLD)


def test_the_words_of_a_paper_that_was_called_the_same_are_not_its_own(digest: Digest) -> None:
    api(digest, "a.json", api_row(OLD, "2503.00001", "2025-03-11", 7))
    api(digest, "b.json", api_row("Beta Models", "2503.00002", "2025-03-12", 8))
    digest.ingest()
    judge_same(digest, SLUG, "beta-models")
    assert updated(digest).updates == ()
    api(digest, "c.json", api_row("Beta Models, Revised", "2503.00002", "2025-03-14", 8))
    assert updated(digest).updates == ()


@pytest.mark.parametrize("order", list(permutations("abc")), ids="".join)
def test_one_after_the_other_or_together_in_any_order(digest: Digest, order: str) -> None:
    rows = {
        "a": api_row(OLD, "2503.00001", "2025-03-11", 1),
        "b": api_row(NEW, "2503.00001", "2025-03-12", 2),
        "c": api_row("Alpha, Once More", "2503.00001", "2025-03-13", 3),
    }
    for name in order:
        api(digest, f"{name}.json", rows[name])
        updated(digest)
    assert section(digest).title == "Alpha, Once More"
    assert section(digest).abstract == abstract("Alpha, Once More")
