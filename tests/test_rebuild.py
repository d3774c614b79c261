"""A digest is rebuilt from the api/ it published: the same papers, days, order, slugs, words."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Digest, abstract, paper

from sitegen.model import FACT_NAMES, Facts

ALPHA, BETA, GAMMA = paper("Alpha Networks"), paper("Beta Models"), paper("Gamma Rays")
# What may differ: the about page tells of the captures, and these are others now.
OTHERWISE = ("about.html", "build.json")


def published(digest: Digest) -> dict[str, bytes]:
    """What subscribers and readers get of a site."""
    digest.build()
    site = digest.folder / "site"
    files = (p for p in site.rglob("*") if p.is_file())
    found = {p.relative_to(site).as_posix(): p.read_bytes() for p in files}
    return {
        url: data
        for url, data in found.items()
        if url not in OTHERWISE and not url.startswith("pagefind/")
    }


def rebuilt(digest: Digest, *documents: str) -> Digest:
    """A digest made of nothing but what ``digest`` published, with its topics and settings."""
    other = Digest(digest.folder / "again")
    (other.content / "x").parent.mkdir(parents=True)
    for name in ("topics", "site.yml"):
        kept = digest.content / name
        if kept.is_dir():
            shutil.copytree(kept, other.content / name)
        elif kept.exists():
            shutil.copy(kept, other.content / name)
    shutil.copytree(digest.folder / "site" / "api", other.dumps)
    return other


def assert_rebuilt(digest: Digest) -> Digest:
    before = published(digest)
    other = rebuilt(digest)
    after = published(other)
    assert before.keys() == after.keys()
    assert [url for url in before if before[url] != after[url]] == []
    return other


def test_papers_days_and_their_order(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 12", BETA, ALPHA)
    digest.dump("b.txt", "Mar 11", ALPHA, GAMMA)
    digest.dump("c.txt", "", GAMMA, paper("Delta Waves"))
    digest.ingest(digest.dumps / "a.txt")
    digest.ingest(digest.dumps / "b.txt")
    other = assert_rebuilt(digest)
    for day in ("2025-03-11", "2025-03-12", "undated"):
        assert other.slugs(day) == digest.slugs(day)


def test_every_fact(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.ingest()
    facts = """arxiv: "2501.01230"
doi: "10.1000/x"
authors: ["Ada Alpha", "Bo Béta"]
published: "2025-01-02"
updated: "2025-02-03"
categories: ["cs.CL", "math.NA"]
keywords: ["nets", "Ünits"]
summary: "In short: $x^2$ is # 1."
organization: "Night School"
links: ["https://github.com/alpha/net", "https://example.org/a_b"]
stars: "1.2k"
votes: "12"
comments: "3"
added: "bibtex"
version: "3"
withdrawn: "2025-03-01"
thumbnail: "https://cdn.example/a.png"
media: ["https://cdn.example/a.mp4"]
submitter: "Ida"
"""
    anchor = '<a id="beta-models"></a>\n'
    digest.edit("2025-03-11", anchor, f"{anchor}\n```yaml\n{facts}```\n")
    other = assert_rebuilt(digest)
    ours, theirs = (d.load().days["2025-03-11"].sections[1] for d in (digest, other))
    assert ours.facts == theirs.facts


def test_what_a_person_wrote(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", GAMMA, ALPHA)
    digest.ingest()
    day, next_day = "2025-03-11", "2025-03-12"
    digest.edit(day, "Alpha Networks <a", "Alpha *Networks*, `corrected` <a")
    digest.edit(day, ALPHA[1], f"{ALPHA[1]}\n\nA second part:\n\n- with\n- **a list**\n")
    digest.edit(day, '<a id="beta-models"></a>\n', '<a id="beta"></a>\n')
    digest.edit(day, BETA[1], f"{BETA[1]}\n\n### Note\n\nRead [this](https://x.example).\n\n> So.")
    digest.edit(
        day, '<a id="beta"></a>\n', '<a id="beta"></a>\n\n```yaml\ntopics: [-vision, +code]\n```\n'
    )
    digest.edit(day, "---\n\n## ", "---\nGood *morning*.\n\n### Today\n\n1. Owls\n\n## ")
    page = digest.page(next_day)
    page.write_text(page.read_text("utf-8") + "\n### Note\n\nAgain on this day.\n", "utf-8")
    digest.ingest()
    other = assert_rebuilt(digest)
    assert digest.load().ledger.papers["beta"].aliases == ("beta-models",)
    for one in (day, next_day):
        mine, theirs = digest.load().days[one], other.load().days[one]
        assert theirs.intro == mine.intro
        for ours, again in zip(mine.entries, theirs.entries, strict=True):
            assert (again.slug, again.note) == (ours.slug, ours.note)


def test_what_a_person_set_stays_a_person_s(digest: Digest) -> None:
    """A newer capture completes no abstract and moves no count that was set by hand."""
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    digest.edit("2025-03-11", ALPHA[1], "A better one.")
    other = assert_rebuilt(digest)
    assert digest.load().ledger.papers["alpha-networks"].wrote["abstract"]
    other.dump("z.txt", "Mar 11", (ALPHA[0], "A better one. " + abstract("longer")))
    other.ingest()
    assert other.load().days["2025-03-11"].sections[0].abstract == "A better one."


def test_days_without_papers_inferred_years_and_hand_made_papers(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.said = type(digest.said)()
    digest.ingest()
    for day, body in {"2025-03-13": "Nothing today.\n", "2025-03-14": ""}.items():
        digest.page(day).write_text(f"---\nday: {day}\n---\n{body}", "utf-8")
    (digest.page("2025-03-15")).write_text(
        '---\nday: 2025-03-15\n---\n\n## By hand <a id="mine"></a>\n\nWords.\n', "utf-8"
    )
    other = assert_rebuilt(digest)
    assert other.load().days["2025-03-11"].year == "inferred"
    assert other.load().ledger.papers["mine"].wrote == {}


def test_papers_of_one_title_that_a_digest_keeps_apart_stay_apart(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    text = '\n## Alpha Networks <a id="{}"></a>\n\n{}Another.\n'
    fence = '```yaml\narxiv: "2501.0000{}"\n```\n\n'
    twins = (text.format(f"alpha-{n}", fence.format(n)) for n in (1, 2))
    page = digest.page("2025-03-11")
    page.write_text(page.read_text("utf-8") + "".join(twins), "utf-8")
    assert_rebuilt(digest)


def test_hidden_papers_are_not_published_and_so_not_rebuilt(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.ingest()
    anchor = '<a id="alpha-networks"></a>\n'
    digest.edit("2025-03-11", anchor, f"{anchor}\n```yaml\nhidden: true\n```\n")
    assert assert_rebuilt(digest).slugs("2025-03-11") == ["beta-models"]


def test_ingesting_it_twice_is_ingesting_it_once(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 12", BETA, ALPHA)
    digest.dump("b.txt", "Mar 11", ALPHA, GAMMA)
    digest.build()
    other = rebuilt(digest)
    other.ingest()
    pages = {day: page.text for day, page in other.load().days.items()}
    assert other.ingest().changed == ()
    assert {day: page.text for day, page in other.load().days.items()} == pages


def test_the_sample(tmp_path: Path) -> None:
    digest = Digest(tmp_path)
    shutil.copytree(ROOT / "content", digest.content, ignore=shutil.ignore_patterns(".*"))
    assert_rebuilt(digest)


def test_the_real_captures(captures: Path, tmp_path: Path) -> None:
    digest = Digest(tmp_path)
    digest.ingest(captures)
    assert_rebuilt(digest)


def test_every_fact_is_tried_here() -> None:
    """Whoever adds a fact adds it to the test above."""
    source = Path(__file__).read_text("utf-8")
    assert [name for name in FACT_NAMES if f"\n{name}: " not in source and name != "arxiv"] == []


def test_a_fact_of_no_form_is_left_out(digest: Digest) -> None:
    facts = {
        "version": "x",
        "withdrawn": {"a": 1},
        "links": ["javascript:f()", 7, "https://a.example"],
        "arxiv": "../x",
        "votes": ["1"],
        "summary": "a\u0000b\nc",
        "unknown": "x",
    }
    digest.dumps.mkdir()
    take(digest, document(entry("b", "Beta Models", facts=facts)))
    found = digest.load().days["2025-03-11"].sections[0].facts
    assert found == Facts(links=("https://a.example",), summary="ab c")


# --- a digest that wishes for what is not its own ---


def document(*papers: Mapping[str, Any], day: str = "2025-03-11", **head: Any) -> str:
    told = {"schema": 1, "day": day, "papers": list(papers), "digest": "evil.example", **head}
    return json.dumps(told)


def entry(slug: str, title: str, **said: Any) -> dict[str, Any]:
    return {"slug": slug, "title": title, "abstract": abstract(title), **said}


@pytest.fixture
def standing(digest: Digest) -> Digest:
    """Alpha stands, and has a note."""
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    digest.edit("2025-03-11", ALPHA[1], f"{ALPHA[1]}\n\n### Note\n\nOurs.")
    digest.ingest()
    return digest


def take(digest: Digest, text: str) -> Any:
    (digest.dumps / "evil.json").write_text(text, "utf-8")
    return digest.ingest()


def test_a_slug_that_somebody_has_is_not_taken_over(standing: Digest) -> None:
    before = standing.page("2025-03-11").read_text("utf-8")
    take(standing, document(entry("alpha-networks", "Another Thing", aliases=["alpha-networks"])))
    assert standing.slugs("2025-03-11") == ["alpha-networks", "another-thing"]
    assert standing.page("2025-03-11").read_text("utf-8").startswith(before)
    assert standing.load().ledger.papers["another-thing"].aliases == ()


def test_a_paper_that_stands_keeps_its_words(standing: Digest) -> None:
    before = standing.page("2025-03-11").read_text("utf-8")
    said = {"note": "Theirs.", "day_note": "Theirs.", "pins": ["+code"], "aliases": ["gamma"]}
    markdown = {"title": "*Alpha Networks*", "abstract": "x"}
    take(standing, document(entry("mine", "Alpha Networks", **said, markdown=markdown)))
    assert standing.page("2025-03-11").read_text("utf-8") == before
    take(standing, document(entry("mine", "Alpha Networks", **said), day="2025-03-12"))
    assert standing.load().days["2025-03-12"].references[0].note == ""


SMUGGLED = [
    'Words.\n\n## Another <a id="another"></a>\n\nText.',
    "Words.\n\nAnother\n-----\n\nText.",
    "```\nnever closed",
    "<<<<<<< ours",
    "x" * 20_001,
    "[" * 501,
]


@pytest.mark.parametrize("text", SMUGGLED)
def test_a_note_that_is_more_than_a_note_is_left_out(standing: Digest, text: str) -> None:
    report = take(standing, document(entry("b", "Beta Models", note=text)))
    found = standing.load().days["2025-03-11"]
    assert [e.slug for e in found.entries] == ["alpha-networks", "b"]
    assert found.entries[1].note == ""
    assert [w.reason for w in report.warnings] == [
        "this Markdown cannot stand as the note of one paper; it is left out"
    ]


@pytest.mark.parametrize("text", SMUGGLED)
def test_an_introduction_that_is_more_is_left_out(standing: Digest, text: str) -> None:
    report = take(standing, document(entry("b", "Beta"), day="2025-03-12", intro=text))
    found = standing.load().days["2025-03-12"]
    assert ([e.slug for e in found.entries], found.intro) == (["b"], "")
    assert [w.reason for w in report.warnings] == [
        "this Markdown cannot stand as the introduction of a day; it is left out"
    ]


@pytest.mark.parametrize("own", [{"title": "Other Words"}, {"abstract": "### Note\n\nBeta Models"}])
def test_markdown_that_says_something_else_is_left_out(
    standing: Digest, own: Mapping[str, str]
) -> None:
    take(standing, document(entry("b", "Beta Models", markdown=own)))
    section = standing.load().days["2025-03-11"].sections[1]
    assert (section.title, section.abstract) == ("Beta Models", abstract("Beta Models"))


@pytest.mark.parametrize("slug", ["../x", "A B", "", "a--b", "a" * 300, "x\n"])
def test_a_slug_that_is_none_is_not_taken(standing: Digest, slug: Any) -> None:
    take(standing, document(entry(slug, "Beta Models", pins=["+a b", "x", {}], home="2030-01-01")))
    assert standing.slugs("2025-03-11") == ["alpha-networks", "beta-models"]


def test_two_digests_that_hold_one_paper_give_one(standing: Digest) -> None:
    (standing.dumps / "other.json").write_text(
        document(entry("beta-x", "Beta Models"), digest="other.example"), "utf-8"
    )
    take(standing, document(entry("beta-y", "Beta Models")))
    assert standing.slugs("2025-03-11") == ["alpha-networks", "beta-y"]
