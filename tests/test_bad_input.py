"""Bad input of every kind, end to end: what is good is taken, what is not is told with file and
line, nothing is half done, and nobody ever sees a traceback."""

import json
import os

import pytest
from conftest import Digest, abstract, dump_text, paper, tree

from sitegen.cli import main
from sitegen.dumps.sidecar import Said
from sitegen.errors import DigestError

ALPHA, BETA = paper("Alpha Networks"), paper("Beta Models")


@pytest.fixture
def here(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> Digest:
    """A digest with one day of one paper, to stand in."""
    digest.dump("good.txt", "Mar 11, 2025", ALPHA)
    digest.ingest()
    monkeypatch.chdir(digest.folder)
    monkeypatch.delenv("CI", raising=False)
    return digest


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> "Said_":
    return Said_(capsys)


class Said_:
    """What a command printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def lines(self) -> list[str]:
        text = self.capsys.readouterr().err
        assert "Traceback" not in text
        return text.splitlines()

    def one(self, beginning: str) -> str:
        (line,) = [line for line in self.lines() if line.startswith(beginning)]
        return line


def stops(here: Digest, said: Said_, expected: str) -> None:
    """``build`` ends with 1 and that message; content stays as it is, nothing is published."""
    before = tree(here.content)
    assert main(["build", "dumps"]) == 1
    errors = [line for line in said.lines() if line.startswith("error: ")]
    assert any(line.startswith(f"error: {expected}") for line in errors), errors
    assert tree(here.content) == before
    assert not (here.folder / "site").exists()


# --- dumps -----------------------------------------------------------------------------------

DUMPS = {
    "empty": (b"", "bad.txt: the file is empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "bad.txt:2: the file is binary"),
    "zip": (b"PK\x03\x04\x14\0\0\0\x08\0", "bad.txt: this is a zip file. Unpack it"),
    "utf-16 cut": ("new\n\nSubscribe\n".encode("utf-16")[:-1], "bad.txt:3: wrong encoding"),
    "no dump": (b"Dear diary,\n\ntoday it rained.\n", "bad.txt:1: this is no dump"),
    "no such day": (
        dump_text("Feb 30", BETA).encode(),
        "bad.txt:11: there is no day 'Feb 30' in the calendar",
    ),
    "title without abstract": (
        dump_text("Mar 12, 2025", BETA).encode() + b"\nA title\n",
        "bad.txt:17: the file ends after a title",
    ),
    "abstract without title": (
        dump_text("Mar 12, 2025", BETA).encode() + f"\n{abstract('Gamma')}\n".encode(),
        "bad.txt:17: an abstract without a title",
    ),
    "two titles in a row": (
        dump_text("Mar 12, 2025", ("A title", "\n\n".join(BETA))).encode(),
        "bad.txt:13: a title without an abstract",
    ),
}


@pytest.mark.parametrize("name", DUMPS)
def test_a_bad_dump_is_refused_and_the_good_ones_taken(
    here: Digest, said: Said_, name: str
) -> None:
    data, expected = DUMPS[name]
    (here.dumps / "bad.txt").write_bytes(data)
    (here.dumps / "later.txt").write_text(dump_text("Mar 13, 2025", ("Later", abstract("later"))))
    assert main(["ingest", "dumps", "--report", "report.json"]) == 0
    lines = said.lines()
    assert any(line.startswith(f"refused: dumps/{expected}") for line in lines), lines
    assert here.slugs("2025-03-13") == ["later"]
    report = json.loads((here.folder / "report.json").read_text("utf-8"))
    assert [entry["file"] for entry in report["dumps"]] == [
        "dumps/bad.txt",
        "dumps/good.txt",
        "dumps/later.txt",
    ]
    assert all({"file", "line", "reason", "text"} <= entry.keys() for entry in report["refused"])
    assert main(["ingest", "dumps", "--strict"]) == 1


def test_papers_of_a_day_that_does_not_exist_go_to_undated(here: Digest) -> None:
    here.dump("b.txt", "Feb 30", BETA)
    here.ingest()
    assert here.slugs("undated") == ["beta-models"]


def test_a_leap_day_in_a_year_without_one_is_a_warning_with_the_line(here: Digest) -> None:
    path = here.dump("b.txt", "Feb 29", BETA)
    report = here.ingest(path, year="2025")
    assert here.slugs("undated") == ["beta-models"]
    (warning,) = report.warnings
    assert (warning.file, warning.line) == (str(path), 11)
    assert "no day" in warning.reason


def test_a_cut_abstract_is_a_warning(here: Digest, said: Said_) -> None:
    here.dump("b.txt", "Mar 12, 2025", ("Beta", abstract("Beta")[:100]))
    assert main(["ingest", "dumps"]) == 0
    assert said.one("warning: ").startswith("warning: dumps/b.txt:15: the file ends in the middle")


@pytest.mark.parametrize("name", ["a file", "a folder"])
def test_a_dump_that_may_not_be_read(here: Digest, said: Said_, name: str) -> None:
    path = here.dump("locked/b.txt", "Mar 12, 2025", BETA)
    locked = path if name == "a file" else path.parent
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    try:
        assert main(["ingest", "dumps"]) == 1
    finally:
        locked.chmod(0o755)
    assert said.one("error: ").startswith(f"error: {locked.relative_to(here.folder)}: permission")


def test_a_folder_without_a_dump_is_told(here: Digest, said: Said_) -> None:
    (here.folder / "bare").mkdir()
    (here.folder / "bare" / "README.md").write_text("Nothing yet.", "utf-8")
    assert main(["ingest", "bare", "dumps"]) == 0
    assert said.one("warning: ").startswith("warning: bare: there is no dump in the folder.")


def test_a_link_that_leads_nowhere_is_told(here: Digest, said: Said_) -> None:
    (here.dumps / "gone.txt").symlink_to("nowhere.txt")
    assert main(["ingest", "dumps"]) == 0
    assert said.one("warning: ").startswith("warning: dumps/gone.txt: a link that leads nowhere.")


def test_the_folder_of_the_digest_may_stand_empty(here: Digest, said: Said_) -> None:
    (here.content / "dumps").mkdir()
    assert main(["ingest"]) == 0
    assert not [line for line in said.lines() if line.startswith("warning: ")]


def test_an_empty_name_is_not_the_folder_one_stands_in(here: Digest, said: Said_) -> None:
    assert main(["ingest", ""]) == 1
    assert said.one("error: ").startswith("error: '': the name of a dump is empty.")


def test_links_that_lead_in_circles_are_walked_past(here: Digest) -> None:
    (here.dumps / "self").symlink_to("self")
    (here.dumps / "up").symlink_to("..", target_is_directory=True)
    (here.dumps / "deep").mkdir()
    (here.dumps / "deep" / "round").symlink_to(here.dumps, target_is_directory=True)
    assert [line.file for line in here.ingest().dumps] == [str(here.dumps / "good.txt")]


NAMES = {
    "a line break": "b\nc.txt",
    "an escape": "b\x1b[31mc.txt",
    "a line separator": "b\u2028c.txt",
    "no text at all": os.fsdecode(b"b\xff\xfe.txt"),
    "as long as can be": "b" * 251 + ".txt",
    "leading dashes": "--strict",
    "quotes": "b\"'`$(x).txt",
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_dump_may_have_any_name(here: Digest, said: Said_, kind: str) -> None:
    here.dump(NAMES[kind], "Mar 12", ("Beta Models", "It ends in the middle of"))
    words = ["ingest", "dumps", "--year", "2025", "--report", "report.json"]
    assert main(words) == 0
    (warning,) = [line for line in said.lines() if line.startswith("warning")]
    assert warning.isprintable()
    assert json.loads((here.folder / "report.json").read_text("utf-8"))["entries"] == 2
    before = tree(here.content)
    assert main(words) == 0
    assert tree(here.content) == before
    name = next(c.name for c in here.load().ledger.captures.values() if c.name != "good.txt")
    assert main(["redate", "--", name, "2025-03-14"]) == 0
    assert here.slugs("2025-03-14") == ["beta-models"]


def test_two_dumps_of_the_same_name_in_different_folders(here: Digest, said: Said_) -> None:
    here.dump("one/a.txt", "Mar 12, 2025", BETA)
    here.dump("two/a.txt", "Mar 13, 2025", ALPHA, BETA)
    assert main(["ingest", "dumps"]) == 0
    assert here.slugs("2025-03-12") == ["beta-models"]
    assert here.slugs("2025-03-13") == ["alpha-networks", "beta-models"]
    said.lines()
    assert main(["redate", "a.txt", "2025-03-14"]) == 1
    message = said.one("error: ")
    assert "several captures have this name" in message
    digests = [c.digest for c in here.load().ledger.captures.values() if c.name == "a.txt"]
    assert all(digest[:12] in message for digest in digests)
    assert main(["redate", digests[0][:12], "2025-03-14"]) == 0


def test_two_copies_of_a_capture_with_different_days(here: Digest) -> None:
    for folder, year in (("one", "2021"), ("two", "2022")):
        here.dump(f"{folder}/a.txt", "Mar 12", BETA)
        (here.dumps / folder / "dumps.yml").write_text(f"year: {year}\n", "utf-8")
    here.said = Said()
    report = here.ingest()
    (warning,) = report.warnings
    assert warning.file.endswith("two/a.txt")
    assert "it goes to 2021-03-12, not to 2022-03-12" in warning.reason
    before = tree(here.content)
    again = here.ingest()
    assert again.changed == ()
    assert tree(here.content) == before


def test_files_that_are_no_dumps_are_left_alone_in_folders_and_among_names(here: Digest) -> None:
    for name in ("README.md", ".hidden", "LICENSE", "notes.yaml"):
        (here.dumps / name).write_text("a: b\n", "utf-8")
    (here.dumps / ".git").mkdir()
    (here.dumps / ".git" / "HEAD").write_text("ref: x\n", "utf-8")
    assert len(here.ingest().dumps) == 1
    named = here.ingest(here.dumps / "good.txt", here.dumps / "notes.yaml")
    assert len(named.dumps) == 1


# --- sidecars --------------------------------------------------------------------------------

SIDECARS = {
    "a key nobody knows": "yaer: 2025\n",
    "a year that is none": "year: next\n",
    "a year in odd digits": "year: ²⁰²⁵\n",
    "a day that is none": "date: 2025-02-30\n",
    "a list": "- year\n",
    "broken": "year: [\n",
    "twice": "year: 2025\nyear: 2024\n",
    "files that are a list": "files: [a.txt]\n",
    "a file that is a word": "files:\n  a.txt: 2025\n",
    "nested too deep": "year: " + "[" * 5000,
    "bytes": "year: !!binary aGVsbG8=\n",
}


@pytest.mark.parametrize("kind", SIDECARS)
def test_a_broken_sidecar_is_an_error_that_names_it(here: Digest, said: Said_, kind: str) -> None:
    (here.dumps / "dumps.yml").write_text(SIDECARS[kind], "utf-8")
    stops(here, said, "dumps/dumps.yml")


def test_a_sidecar_that_is_mended_is_read_again(here: Digest) -> None:
    """Also within one process, as ``serve`` does it."""
    here.said = Said()
    here.dump("b.txt", "Mar 12", BETA)
    (here.dumps / "dumps.yml").write_text("year: 2021\n", "utf-8")
    here.ingest()
    (here.dumps / "dumps.yml").write_text("year: 2022\n", "utf-8")
    here.ingest()
    assert here.slugs("2022-03-12") == ["beta-models"]


# --- the content folder ----------------------------------------------------------------------

HEAD = "---\nschema: 1\nday: 2025-03-12\n---\n"
PAGES = {
    "no front matter": ("## A\n", "1: front matter is missing"),
    "front matter that never ends": ("---\nday: 2025-03-12\n", "1: the front matter begins"),
    "broken front matter": ("---\nday: [\n---\n", "2: broken YAML"),
    "a key that stands twice": ("---\nday: a\nday: b\n---\n", "3: broken YAML: the key 'day'"),
    "another day": ("---\nday: 2025-03-13\n---\n", "1: the file is named 2025-03-12.md"),
    "no day": ("---\nday: 2025-02-30\n---\n", "2: front matter: "),
    "a heading of the wrong kind": (f"{HEAD}\n## Heading\n", "6: a ## heading that is neither"),
    "an anchor that is no slug": (
        f'{HEAD}\n## A <a id="A b"></a>\n',
        "6: the anchor is no slug",
    ),
    "a reference to nowhere": (f"{HEAD}\n## [A](some-day.md#a)\n", "6: the reference leads to no"),
    "text below a reference": (
        f"{HEAD}\n## [A](2025-03-11.md#alpha-networks)\n\nText.\n",
        "6: only a note may stand below a reference",
    ),
    "broken facts": (
        f'{HEAD}\n## A <a id="a"></a>\n\n```yaml\nvotes: "1"\nstars: [\n```\n\nText.\n',
        "10: broken YAML",
    ),
    "a fact of the wrong kind": (
        f'{HEAD}\n## A <a id="a"></a>\n\n```yaml\nvotes: "1"\nstars: [2]\n```\n\nText.\n',
        "10: stars: expected one text",
    ),
    "an id that is none": (
        f'{HEAD}\n## A <a id="a"></a>\n\n```yaml\narxiv: "17"\n```\n',
        "9: arxiv: expected an arXiv id",
    ),
    "a fence that never closes": (
        f'{HEAD}\n## A <a id="a"></a>\n\nText.\n\n### Note\n\n```\ncode\n\n## B <a id="b"></a>\n',
        "12: a fence is opened here and never closed",
    ),
    "a character that no feed can hold": (
        f'{HEAD}\n## A\x1b <a id="a"></a>\n',
        "6: there is an invisible character here, U+001B",
    ),
    "a merge that is not finished": (
        f"{HEAD}\n<<<<<<< ours\nOne.\n=======\nTwo.\n>>>>>>> theirs\n",
        "6: a merge conflict is left unresolved",
    ),
    "aliases of aliases": (
        f'{HEAD}\n## A <a id="a"></a>\n\n```yaml\na: &a [x, x, x, x, x, x, x, x, x]\n'
        + "".join(
            f"{c}: &{c} [{', '.join(['*' + p] * 9)}]\n"
            for p, c in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "```\n",
        "12: broken YAML: more than 20 aliases",
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_broken_day_page_stops_with_file_and_line(here: Digest, said: Said_, kind: str) -> None:
    text, expected = PAGES[kind]
    here.page("2025-03-12").write_text(text, "utf-8")
    stops(here, said, f"content/days/2025-03-12.md:{expected}")


@pytest.mark.parametrize("name", ["notes.md", "README.md", "2025-3-1.md"])
def test_junk_among_the_day_pages_is_told(here: Digest, said: Said_, name: str) -> None:
    (here.content / "days" / name).write_text("# Junk\n", "utf-8")
    stops(here, said, f"content/days/{name}:1: front matter")


def test_a_folder_among_the_day_pages_is_told(here: Digest, said: Said_) -> None:
    (here.content / "days" / "2025-03-12.md").mkdir()
    stops(here, said, "content/days/2025-03-12.md: is a directory")


def test_bytes_that_are_no_text_are_told(here: Digest, said: Said_) -> None:
    here.page("2025-03-12").write_bytes(HEAD.encode() + b"caf\xe9\n")
    stops(here, said, "content/days/2025-03-12.md:5: this content file is not UTF-8")


def test_all_that_is_wrong_is_told_together(here: Digest, said: Said_) -> None:
    here.page("2025-03-12").write_text(PAGES["a heading of the wrong kind"][0], "utf-8")
    here.page("2025-03-13").write_text("## A\n", "utf-8")
    (here.content / "site.yml").write_text("tilte: x\n", "utf-8")
    assert main(["ingest"]) == 1
    files = {line.split(":")[1].strip() for line in said.lines() if line.startswith("error")}
    assert files == {
        "content/days/2025-03-12.md",
        "content/days/2025-03-13.md",
        "content/site.yml",
    }


SETTINGS = {
    "an unknown key": ("title: A\ntilte: B\n", "2: unknown setting (found: 'tilte'). Did you mean"),
    "no address": ("title: A\nurl: example.org\n", "2: url: expected an address"),
    "two words for a language": ("language: plain English\n", "1: language: expected a language"),
    "a list": ("title: [A]\n", "1: title: expected one text"),
    "broken": ("title: A: B\n", "1: broken YAML"),
    "a control character": (
        "title: A\nid: \x07\n",
        "2: there is an invisible character here, U+0007",
    ),
    "no settings": ("Just a sentence.\n", "1: broken YAML: expected lines"),
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_broken_settings_stop_with_file_and_line(here: Digest, said: Said_, kind: str) -> None:
    text, expected = SETTINGS[kind]
    (here.content / "site.yml").write_text(text, "utf-8")
    stops(here, said, f"content/site.yml:{expected}")


TOPICS = {
    "broken front matter": ("---\nname: [\n---\n", ":2: broken YAML"),
    "an unknown key": ("---\nname: A\nnmae: B\n---\n", ":3: unknown key in the front matter"),
    "a name that is a list": ("---\nname: [A]\n---\n", ":2: name: expected one text"),
    "rules nobody knows": ("---\nname: A\nrules:\n  words: {}\n---\n", ":4: unknown section of"),
    "a rule without weight": (
        "---\nrules:\n  phrases:\n    heavy: dense retrieval\n---\n",
        ":4: weight is not a number",
    ),
}


@pytest.mark.parametrize("kind", TOPICS)
def test_a_broken_topic_stops_with_its_file(here: Digest, said: Said_, kind: str) -> None:
    text, expected = TOPICS[kind]
    (here.content / "topics" / "mine.md").write_text(text, "utf-8")
    stops(here, said, f"content/topics/mine.md{expected}")


LEDGER = {
    "cut": ('{"slug": "alpha-networks", "keys": ["ti', "not what ingest writes"),
    "a number": ("17\n", "not what ingest writes: expected an object"),
    "a field too many": (
        '{"slug": "alpha-networks", "keys": [], "home": "x", "mood": "good"}\n',
        "not what ingest writes: unknown field 'mood'",
    ),
    "a path for a slug": ('{"slug": "../x", "keys": []}\n', "not what ingest writes: slug cannot"),
    "a merge that is not finished": ("<<<<<<< ours\n", "not what ingest writes"),
    "nested too deep": ("[" * 100_000 + "\n", "not what ingest writes"),
}


@pytest.mark.parametrize("kind", LEDGER)
def test_a_broken_ledger_stops_with_file_and_line(here: Digest, said: Said_, kind: str) -> None:
    text, expected = LEDGER[kind]
    path = here.content / "ledger" / "days" / "2025-03-11.jsonl"
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    stops(here, said, f"content/ledger/days/2025-03-11.jsonl:2: {expected}")


def test_a_ledger_that_is_lost_costs_no_words(here: Digest) -> None:
    """People's pages are the truth: without the ledger nothing of them is lost or doubled."""
    here.edit("2025-03-11", "## Alpha Networks", "## Alpha, Edited")
    text = here.page("2025-03-11").read_bytes()
    for path in sorted((here.content / "ledger").rglob("*.jsonl")):
        path.unlink()
    here.dump("good.txt", "Mar 11, 2025", ("Alpha, Edited", ALPHA[1]))
    here.ingest()
    assert here.page("2025-03-11").read_bytes() == text
    assert here.ingest().new == 0


def test_a_template_that_is_broken_publishes_nothing(here: Digest, said: Said_) -> None:
    (here.folder / "templates").mkdir()
    (here.folder / "templates" / "paper.html").write_text("\n{% if %}\n", "utf-8")
    stops(here, said, "templates/paper.html:2")


def test_a_damaged_copy_of_a_page_is_no_copy(here: Digest) -> None:
    for path in sorted((here.content / ".state").rglob("*.md")):
        path.write_bytes(b"\xff")
    here.page("2025-03-11").unlink()
    here.ingest()
    with pytest.raises(DigestError, match=r"good\.txt"):
        here.restore("alpha-networks")
    here.restore("alpha-networks", here.dumps / "good.txt")
    assert here.slugs("2025-03-11") == ["alpha-networks"]
