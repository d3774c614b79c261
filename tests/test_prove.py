"""The proof that nothing of a dump is lost, by another way than the readers'."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from conftest import ROOT, Digest, abstract, paper
from kinds_of_dumps import FORMS, Sample
from msgspec.structs import replace

from sitegen import dumps
from sitegen.cli import main
from sitegen.commands.prove import Proof, prove
from sitegen.dumps.capture import Reading
from sitegen.text import slugify

ALPHA = paper("Alpha Networks for a Great Many Things")
BETA = paper("Beta Models and What They Cannot Do")


def made(digest: Digest) -> Path:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.build(base_url="https://example.org/")
    return digest.folder / "site"


def lost(digest: Digest) -> list[tuple[int, str]]:
    return [(problem.line, problem.text) for problem in proof(digest).lost]


def proof(digest: Digest) -> Proof:
    return prove(digest.content, digest.folder / "site", [str(digest.dumps)])


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
    found = proof(digest)
    assert (found.blocks > 870, found.lost, found.aside) == (True, (), {})


def test_a_text_that_a_person_wrote_otherwise_is_set_aside(digest: Digest) -> None:
    made(digest)
    digest.edit("2025-03-11", "The study of Alpha Networks", "The work on Alpha Networks")
    digest.build(base_url="https://example.org/")
    assert (proof(digest).lost, proof(digest).aside) == ((), {"edited": 1})


def test_a_dump_that_is_no_text_is_told(digest: Digest) -> None:
    made(digest)
    (digest.dumps / "b.txt").write_bytes(b"a\0b")
    assert "binary" in str(proof(digest).lost[0])


def test_words_of_the_page_itself_excuse_no_abstract(digest: Digest) -> None:
    """An abstract may speak of privacy, pricing and an inbox, as the page's foot does."""
    title, text = paper("Privacy, Pricing and Docs in Your Email Inbox")
    digest.dump("a.txt", "Mar 11", (title, text))
    digest.build(base_url="https://example.org/")
    for page in (digest.folder / "site" / "papers").glob("*.html"):
        page.write_text(page.read_text("utf-8").replace("several parts", "some"), "utf-8")
    assert [found for _, found in lost(digest)] == [text]


# Every kind of dump, each with papers of its own, all in one site.


def sample(form: str, n: int) -> Sample:
    title = f"The {form} Paper Number {n} on Everything"
    return Sample(title, abstract(f"{form} things, volume {n}"), f"25{n:02}.{ORDER[form]:05}")


ORDER = {form: place for place, form in enumerate(FORMS, start=1)}
NUMBERS = (1, 2, 3)


def all_kinds(folder: Path) -> Digest:
    digest = Digest(folder)
    digest.dumps.mkdir()
    for form, (_, write, ending) in FORMS.items():
        papers = [sample(form, n) for n in NUMBERS]
        (digest.dumps / f"{form}.{ending}").write_text(write(papers), "utf-8")
    digest.ingest(add=True)
    digest.build(base_url="https://example.org/")
    return digest


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Digest:
    return all_kinds(tmp_path_factory.mktemp("kinds"))


def missed(digest: Digest) -> dict[str, set[str]]:
    """Form -> the texts of its dump that are lost."""
    found: dict[str, set[str]] = {}
    for problem in proof(digest).lost:
        found.setdefault(Path(problem.file).stem, set()).add(" ".join(problem.text.split()))
    return found


def page_of(digest: Digest, one: Sample) -> Path:
    return digest.folder / "site" / "papers" / f"{slugify(one.title)}.html"


def test_bibliographies_of_every_tool_are_on_their_site_or_refused(digest: Digest) -> None:
    for path in sorted((ROOT / "tests" / "cases").glob("*/from-*/input.*")):
        copy = digest.dumps / path.parent.parent.name / f"{path.parent.name}{path.suffix}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    digest.ingest(add=True)
    digest.build(base_url="https://example.org/", search=False)
    found = proof(digest)
    assert (found.blocks > 50, found.lost) == (True, ())


def test_every_block_of_every_kind_is_looked_for_and_found(kinds: Digest) -> None:
    found = proof(kinds)
    assert (found.lost, found.aside) == ((), {})
    assert found.blocks >= 2 * len(NUMBERS) * len(FORMS)


def test_one_word_changed_on_the_site_is_noticed_in_every_kind(kinds: Digest) -> None:
    expected: dict[str, set[str]] = {}
    before: dict[Path, str] = {}
    for form in FORMS:
        one = sample(form, 2)
        page = page_of(kinds, one)
        before[page] = page.read_text("utf-8")
        assert "with which data" in before[page]
        page.write_text(before[page].replace("with which data", "with what data"), "utf-8")
        expected[form] = {one.abstract}
    found = missed(kinds)
    for page, text in before.items():
        page.write_text(text, "utf-8")
    assert found == expected


def test_a_paper_missing_on_the_site_is_noticed_in_every_kind(kinds: Digest) -> None:
    before = {page: page.read_text("utf-8") for page in pages_of(kinds, 1)}
    for page in before:
        page.unlink()
    found = missed(kinds)
    for page, text in before.items():
        page.write_text(text, "utf-8")
    for form in FORMS:
        assert sample(form, 1).abstract in found[form]


def pages_of(digest: Digest, number: int) -> list[Path]:
    return [page_of(digest, sample(form, number)) for form in FORMS]


def test_an_entry_that_a_reader_drops_is_noticed_in_every_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader is as blind when the proof asks it what need not be there."""
    for module in iter_modules(dumps.__path__, "sitegen.dumps."):
        if hasattr(import_module(module.name), "Reading"):
            monkeypatch.setattr(f"{module.name}.Reading", without_the_second)
    found = missed(all_kinds(tmp_path))
    for form in FORMS:
        assert sample(form, 2).abstract in found[form]


def without_the_second(*values: Any, **named: Any) -> Reading:
    """As if every reader lost its second entry, and said nothing."""
    whole = Reading(*values, **named)
    return replace(whole, records=whole.records[:1] + whole.records[2:])
