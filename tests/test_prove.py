"""The proof that nothing of a dump is lost, by another way than the readers'."""

from pathlib import Path

import pytest
from conftest import Digest, abstract, paper

from sitegen.cli import main
from sitegen.commands.prove import prove

ALPHA = paper("Alpha Networks for a Great Many Things")
BETA = paper("Beta Models and What They Cannot Do")


def made(digest: Digest) -> Path:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.build(base_url="https://example.org/")
    return digest.folder / "site"


def lost(digest: Digest) -> list[tuple[int, str]]:
    _, problems = prove(digest.content, digest.folder / "site", [str(digest.dumps)])
    return [(problem.line, problem.text) for problem in problems]


def test_a_whole_site_holds_every_block(digest: Digest) -> None:
    made(digest)
    assert lost(digest) == []


def test_a_page_that_is_missing_is_noticed(digest: Digest) -> None:
    site = made(digest)
    for page in (*site.glob("papers/beta*.html"), *site.glob("days/*.html")):
        page.unlink()
    assert [text for _, text in lost(digest)] == [abstract(BETA[0])], "its title is related"


def test_an_abstract_that_was_cut_is_noticed(digest: Digest) -> None:
    site = made(digest)
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("The study of Beta Models", "").replace("several parts", ""))
    assert abstract(BETA[0]) in [text for _, text in lost(digest)]


def test_what_a_person_deleted_or_hid_is_not_lost(digest: Digest) -> None:
    made(digest)
    section = digest.page("2025-03-11").read_text("utf-8").partition("## Beta")
    digest.page("2025-03-11").write_text(section[0], "utf-8")
    digest.edit("2025-03-11", "</a>\n", "</a>\n\n```yaml\nhidden: true\n```\n")
    digest.build(base_url="https://example.org/")
    assert lost(digest) == []


def test_the_command_ends_with_1_when_something_is_lost(
    digest: Digest, capsys: pytest.CaptureFixture[str]
) -> None:
    site = made(digest)
    arguments = ["ledger", "--verify", str(site), str(digest.dumps), "--content"]
    assert main([*arguments, str(digest.content)]) == 0
    digest.dump("b.txt", "Mar 12", paper("Gamma Rays That Nobody Has Ever Ingested"))
    assert main([*arguments, str(digest.content)]) == 1
    assert "b.txt:13: not on the site" in capsys.readouterr().err


def test_the_real_captures_are_all_on_their_site(captures: Path, digest: Digest) -> None:
    for path in captures.iterdir():
        digest.dumps.mkdir(parents=True, exist_ok=True)
        (digest.dumps / path.name).write_bytes(path.read_bytes())
    digest.build(base_url="https://example.org/")
    count, problems = prove(digest.content, digest.folder / "site", [str(digest.dumps)])
    assert (count > 870, problems) == (True, [])
