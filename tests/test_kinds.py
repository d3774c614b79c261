"""Dumps of several kinds in one digest: who says what of a paper, and what nobody lists."""

import gzip
import json
from pathlib import Path

import pytest
from conftest import Digest, abstract, dump_text, paper, tree
from kinds_of_dumps import ENRICHING, FORMS, Sample

from sitegen.dumps.sniff import read_dump

ALPHA, BETA = paper("Alpha Networks for Many Things"), paper("Beta Models and Their Limits")


def api_row(title: str, arxiv: str, day: str, votes: int) -> dict[str, object]:
    """A row as the API answers, its outer date some hours off."""
    return {
        "paper": {
            "id": arxiv,
            "title": title,
            "summary": abstract(title),
            "authors": [{"name": "Ann Author", "hidden": False}],
            "publishedAt": "2025-03-01T00:00:00.000Z",
            "submittedOnDailyAt": f"{day}T10:00:00.000Z",
            "upvotes": votes,
        },
        "publishedAt": "2025-02-28T19:00:00.000Z",
    }


def api(digest: Digest, name: str, *rows: dict[str, object]) -> Path:
    path = digest.dumps / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(list(rows)), "utf-8")
    return path


def bibtex(digest: Digest, name: str, title: str, arxiv: str = "", doi: str = "") -> None:
    ids = (f"eprint={{{arxiv}}}, " if arxiv else "") + (f"doi={{{doi}}}, " if doi else "")
    entry = f"@misc{{x, title={{{title}}}, author={{Author, Ann}}, {ids}year=2025}}\n"
    digest.dumps.mkdir(parents=True, exist_ok=True)
    with (digest.dumps / name).open("a", encoding="utf-8") as file:
        file.write(entry)


def test_the_api_gives_a_text_capture_its_id(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    api(digest, "b.json", api_row(ALPHA[0], "2503.00001", "2025-03-12", 7))
    report = digest.ingest()
    assert (report.new, report.merged, report.papers) == (2, 1, 2)
    alpha = digest.load().days["2025-03-11"].sections[0]
    assert (alpha.facts.arxiv, alpha.facts.votes) == ("2503.00001", "7")
    assert alpha.facts.authors == ("Ann Author",)
    assert digest.slugs("2025-03-12") == ["alpha-networks-for-many-things"]


def test_facts_reach_a_page_that_stands_already(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    api(digest, "b.json", api_row(ALPHA[0], "2503.00001", "2025-03-11", 7))
    digest.ingest()
    text = digest.page("2025-03-11").read_text("utf-8")
    assert '```yaml\narxiv: "2503.00001"\n' in text
    before = tree(digest.content)
    digest.ingest()
    assert tree(digest.content) == before


def test_votes_follow_the_newest_capture_unless_a_person_set_them(digest: Digest) -> None:
    api(digest, "a.json", api_row(ALPHA[0], "2503.00001", "2025-03-12", 7))
    digest.ingest()
    api(digest, "b.json", api_row(ALPHA[0], "2503.00001", "2025-03-13", 9))
    api(digest, "c.json", api_row(ALPHA[0], "2503.00001", "2025-03-11", 3))
    digest.ingest()
    assert digest.load().days["2025-03-12"].sections[0].facts.votes == "9"
    digest.edit("2025-03-12", 'votes: "9"', 'votes: "1000"')
    api(digest, "d.json", api_row(ALPHA[0], "2503.00001", "2025-03-14", 11))
    digest.ingest()
    assert digest.load().days["2025-03-12"].sections[0].facts.votes == "1000"


def test_two_versions_are_one_paper(digest: Digest) -> None:
    api(
        digest,
        "a.json",
        api_row(ALPHA[0], "2503.00001v1", "2025-03-12", 7),
        api_row(ALPHA[0] + ", Revised", "2503.00001v2", "2025-03-13", 8),
    )
    report = digest.ingest()
    assert (report.entries, report.papers) == (2, 1)
    assert digest.slugs("2025-03-13") == digest.slugs("2025-03-12")


def feed(digest: Digest, name: str, day: str, kind: str, ident: str, text: str) -> None:
    """An announcement of one paper, as arXiv's RSS tells it."""
    path = digest.dumps / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '<rss xmlns:arxiv="http://arxiv.org/schemas/atom"><channel>'
        f"<link>http://rss.arxiv.org/rss/cs.CL</link><pubDate>{day}</pubDate>"
        f"<item><title>{ALPHA[0]}</title><link>https://arxiv.org/abs/{ident}</link>"
        f"<description>arXiv:{ident} Announce Type: {kind}\nAbstract: {text}</description>"
        f"<guid>oai:arXiv.org:{ident}</guid><arxiv:announce_type>{kind}</arxiv:announce_type>"
        "<creator>Ann Author</creator></item></channel></rss>",
        "utf-8",
    )


MONDAY, TUESDAY = "Mon, 17 Mar 2025 00:00:00 -0400", "Tue, 18 Mar 2025 00:00:00 -0400"


def test_a_replacement_only_marks_a_known_paper_as_updated(digest: Digest) -> None:
    api(digest, "a.json", api_row(ALPHA[0], "2503.00001", "2025-03-12", 7))
    feed(digest, "b.xml", MONDAY, "replace", "2503.00001v2", ALPHA[1])
    report = digest.ingest()
    assert (report.new, report.merged, list(digest.load().days)) == (1, 1, ["2025-03-12"])
    facts = digest.load().days["2025-03-12"].sections[0].facts
    assert (facts.updated, facts.version) == ("2025-03-17", "2")


def test_versions_move_on_and_never_go_back(digest: Digest) -> None:
    feed(digest, "b.xml", MONDAY, "new", "2503.00001v1", ALPHA[1])
    digest.ingest()
    for name, day, ident in (("a.xml", TUESDAY, "v3"), ("c.xml", MONDAY, "v2")):
        feed(digest, name, day, "replace", f"2503.00001{ident}", ALPHA[1])
    digest.ingest()
    before = tree(digest.content)
    facts = digest.load().days["2025-03-17"].sections[0].facts
    assert (facts.updated, facts.version) == ("2025-03-18", "3")
    digest.ingest()
    assert tree(digest.content) == before
    digest.edit("2025-03-17", 'version: "3"', 'version: "2"')
    digest.ingest()
    assert digest.load().days["2025-03-17"].sections[0].facts.version == "2", "a person's word"


def test_a_withdrawn_paper_is_marked_and_keeps_its_abstract(digest: Digest) -> None:
    notice = "This paper has been withdrawn by the author due to an error in Lemma 2."
    api(digest, "b.json", api_row(ALPHA[0], "2503.00001", "2025-03-12", 7))
    feed(digest, "a.xml", TUESDAY, "replace", "2503.00001v2", notice)
    digest.ingest()
    (section,) = digest.load().days["2025-03-12"].sections
    assert section.facts.withdrawn == "2025-03-18"
    assert section.abstract == abstract(ALPHA[0])


def test_a_date_yields_to_one_that_is_known_to_the_day(digest: Digest) -> None:
    digest.dump("z.txt", "Mar 11", ALPHA)
    bibtex(digest, "a.bib", ALPHA[0], "2503.00001")
    digest.ingest()
    assert digest.load().days["2025-03-11"].sections[0].facts.published == "2025"
    api(digest, "b.json", api_row(ALPHA[0], "2503.00001", "2025-03-12", 7))
    digest.ingest()
    assert digest.load().days["2025-03-11"].sections[0].facts.published == "2025-03-01"


def test_a_bibliography_enriches_but_adds_only_when_asked(digest: Digest) -> None:
    digest.dump("z.txt", "Mar 11", ALPHA)
    bibtex(digest, "a.bib", ALPHA[0], "2503.00001")
    bibtex(digest, "b.bib", BETA[0], "2503.00002")
    report = digest.ingest()
    assert (report.entries, report.new, report.merged, report.passed) == (3, 1, 1, 1)
    assert digest.load().days["2025-03-11"].sections[0].facts.arxiv == "2503.00001"
    before = tree(digest.content)
    digest.ingest()
    assert tree(digest.content) == before
    added = digest.ingest(add=True)
    assert (added.new, added.passed) == (1, 0)
    (section,) = digest.load().days["undated"].sections
    assert section.facts.added == "bibtex"


def test_parts_of_a_book_share_its_doi_and_stay_two_papers(digest: Digest) -> None:
    bibtex(digest, "a.bib", ALPHA[0], "2503.00001", "10.1000/book")
    bibtex(digest, "b.bib", BETA[0], "2503.00002", "10.1000/book")
    assert (digest.ingest(add=True).new, digest.ingest(add=True).known) == (2, 2)
    assert digest.slugs("undated") == [
        "alpha-networks-for-many-things",
        "beta-models-and-their-limits",
    ]


def test_a_record_never_brings_a_paper_the_doi_of_another(digest: Digest) -> None:
    bibtex(digest, "a.bib", ALPHA[0], "2503.00001", "10.1000/alpha")
    bibtex(digest, "b.bib", BETA[0], "2503.00002")
    digest.ingest(add=True)
    bibtex(digest, "c.bib", BETA[0], "2503.00002", "10.1000/alpha")
    digest.ingest(add=True)
    before = tree(digest.content)
    alpha, beta = digest.load().days["undated"].sections
    assert (alpha.facts.doi, beta.facts.doi) == ("10.1000/alpha", "")
    digest.ingest(add=True)
    assert tree(digest.content) == before


def test_two_papers_that_a_record_shows_to_be_one_are_one_at_once(digest: Digest) -> None:
    bibtex(digest, "a.bib", ALPHA[0], doi="10.1000/alpha")
    bibtex(digest, "b.bib", BETA[0], "2503.00002")
    digest.ingest(add=True)
    bibtex(digest, "c.bib", BETA[0], "2503.00002", "10.1000/alpha")
    assert digest.ingest(add=True).papers == 1
    before = tree(digest.content)
    digest.ingest(add=True)
    assert tree(digest.content) == before


def test_a_packed_dump_is_read_like_a_plain_one(digest: Digest) -> None:
    digest.dumps.mkdir(parents=True)
    packed = gzip.compress(dump_text("Mar 11", ALPHA).encode(), mtime=0)
    (digest.dumps / "a.txt.gz").write_bytes(packed)
    assert digest.ingest().new == 1
    (digest.dumps / "a.txt.gz").write_bytes(packed[:-20])
    assert "cut" in digest.ingest().refused[0].reason


def test_a_stale_and_a_partial_capture_are_said_aloud(digest: Digest) -> None:
    many = [paper(f"Study Number {n} of Many Things") for n in range(6)]
    digest.dump("a.txt", "Mar 11", *many)
    digest.dump("b.txt", "Mar 12", *many)
    digest.dump("c.txt", "Mar 13", *many[:2])
    reasons = [problem.reason for problem in digest.ingest().warnings]
    assert any("same list as a.txt" in reason for reason in reasons)
    assert any("2 entries, where b.txt" in reason for reason in reasons)
    assert digest.ingest().warnings == (), "it is said once, when the capture is new"


LISTING = sorted(FORMS.keys() - ENRICHING)
MANY = [Sample(*paper(f"Study Number {n} of Many Things"), f"2503.{n:05}") for n in range(1, 7)]
NEXT_DAY = {"Mar 11": "Mar 12", "2025-03-11": "2025-03-12", "11 Mar 2025": "12 Mar 2025"}


def next_day(text: str) -> str:
    for day, following in {**NEXT_DAY, "2025-03-10": "2025-03-11"}.items():
        text = text.replace(day, following + "\0")
    return text.replace("\0", "")


@pytest.mark.parametrize("form", LISTING)
@pytest.mark.parametrize(
    ("papers", "told"), [(MANY, "same list as"), (MANY[:2], "2 entries, where a.")]
)
def test_the_next_day_of_every_kind_that_says_no_more_is_told(
    form: str, papers: list[Sample], told: str, digest: Digest
) -> None:
    _, write, ending = FORMS[form]
    digest.dumps.mkdir()
    (digest.dumps / f"a.{ending}").write_text(write(MANY), "utf-8")
    digest.ingest()
    (digest.dumps / f"b.{ending}").write_text(next_day(write(papers)), "utf-8")
    assert any(told in problem.reason for problem in digest.ingest().warnings)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_dump_of_every_kind_without_an_entry_is_told(form: str) -> None:
    """What begins like a dump and holds nothing: everything from the first paper on is gone."""
    text = FORMS[form][1](MANY)
    end = min(text.find(mark) for mark in (MANY[0].title, MANY[0].arxiv) if mark in text)
    capture = read_dump(text[:end].encode(), "f", "f")
    assert capture.reading.records == ()
    assert capture.reading.refused or capture.reading.warnings


DRESSES = {
    "quoted in a mail": lambda text: "".join(
        f"> {line}" if line.strip() else ">\n" for line in lines(text)
    ),
    "quoted twice": lambda text: "".join(f">> {line}" for line in lines(text)),
    "set in": lambda text: "".join(f"    {line}" for line in lines(text)),
    "set in by a tab": lambda text: "".join(f"\t{line}" for line in lines(text)),
    "with blanks that do not break": lambda text: text.replace(" ", "\xa0"),
    "with ends of another machine": lambda text: text.replace("\n", "\r\n"),
}


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize(
    "form", ["page-text", "page-brackets", "page-markdown", "page-links", "ris"]
)
def test_a_text_that_went_through_other_hands_says_the_same(form: str, dress: str) -> None:
    text = FORMS[form][1](MANY)
    whole, dressed = (read_dump(t.encode(), "f", "f") for t in (text, DRESSES[dress](text)))
    assert dressed.kind == whole.kind
    assert dressed.reading.records == whole.reading.records
    assert dressed.reading.printed == whole.reading.printed
    assert dressed.reading.refused == ()


@pytest.mark.parametrize("form", sorted(FORMS))
def test_what_is_markup_elsewhere_is_text_in_a_dump_of_every_kind(form: str) -> None:
    title = r"Ranking <event & order> Pairs of Bal\'azs in $O(n^2)$ with *Stars*"
    told = abstract("ranking") + r" Then <EOS>, [MASK] and <|end|> at 5\% of $x_1 < y$ & more."
    dump = FORMS[form][1]([Sample(title, told, MANY[0].arxiv)])
    (record,) = read_dump(dump.encode(), "f", "f").reading.records
    assert (record.title, record.abstract) == (title, told)


def test_titles_nearly_alike_stay_apart_and_are_told(digest: Digest) -> None:
    one = ("Learning to Rank Long Documents with Sparse Attention Models", abstract("ranking"))
    two = (one[0] + " Again", abstract("ranking again"))
    digest.dump("a.txt", "Mar 11", one, two)
    report = digest.ingest()
    assert report.new == 2
    assert any("nearly the title" in problem.reason for problem in report.warnings)


def test_of_many_titles_nearly_alike_some_are_told(digest: Digest) -> None:
    title = "Learning to Rank Long Documents with Sparse and Dense Attention Models, Part {}"
    digest.dump("a.txt", "Mar 11", *[(title.format(n), abstract(f"part {n}")) for n in range(30)])
    report = digest.ingest()
    assert report.new == 30
    told = [problem for problem in report.warnings if "nearly the title" in problem.reason]
    assert 30 <= len(told) <= 90
