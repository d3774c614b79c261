"""The arXiv metadata snapshot, streamed: gigabytes of papers, of which a digest keeps its own."""

import gzip
import hashlib
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Digest, abstract, paper, tree
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.cli import main
from sitegen.commands.ingest import ingest
from sitegen.commands.prove import OTHERS, prove
from sitegen.commands.report import Report
from sitegen.dumps import arxiv_snapshot
from sitegen.dumps.capture import Capture, Reading
from sitegen.dumps.chosen import EVERYTHING, Filter
from sitegen.dumps.limits import MOST_TOLD
from sitegen.dumps.snapshot_stream import Wanted, is_snapshot, stream
from sitegen.dumps.sniff import read_dump

ALPHA, BETA = paper("Alpha Networks for Many Things"), paper("Beta Models and Their Limits")
GAMMA = paper("Gamma Rays in Great Detail")


def row(title: str, arxiv: str, *days: str, doi: str = "", categories: str = "cs.LG") -> bytes:
    """A line of the snapshot; ``days`` are those of its versions."""
    values = {
        "id": arxiv,
        "submitter": "Ann Author",
        "title": title,
        "abstract": abstract(title),
        "doi": doi or None,
        "categories": categories,
        "versions": [{"version": f"v{n}", "created": day} for n, day in enumerate(days, start=1)],
        "update_date": days[-1] if days else "",
        "authors_parsed": [["Author", "Ann", ""]],
    }
    return json.dumps(values).encode() + b"\n"


def snapshot(digest: Digest, *lines: bytes, name: str = "snapshot.json") -> Path:
    digest.dumps.mkdir(parents=True, exist_ok=True)
    path = digest.dumps / name
    path.write_bytes(
        gzip.compress(b"".join(lines), mtime=0) if name.endswith(".gz") else b"".join(lines)
    )
    return path


def added(digest: Digest, since: str = "", categories: str = "") -> Report:
    chosen = Filter(since, frozenset(categories.split()))
    inputs = replace(digest.inputs(), add=True, chosen=chosen)
    return ingest(inputs, lambda _, items: items)[1]


def counts(report: Report) -> dict[str, int]:
    """The ledger of entries, which balances, without its zeros."""
    names = ("new", "merged", "known", "passed", "left_out")
    found = {name: getattr(report, name) for name in names}
    assert sum(found.values()) == report.entries
    return {name: count for name, count in found.items() if count}


def facts(digest: Digest, day: str) -> dict[str, str]:
    """Title -> arXiv id of the papers at home on a day."""
    return {s.title: s.facts.arxiv for s in digest.load().days[day].sections}


# What is kept.


@pytest.mark.parametrize("name", ["snapshot.json", "a.json.gz"])
def test_a_snapshot_speaks_of_known_papers_only(digest: Digest, name: str) -> None:
    digest.dump("z.txt", "Mar 11", ALPHA)
    snapshot(digest, row(*BETA[:1], "2503.00002"), row(ALPHA[0], "2503.00001"), name=name)
    report = digest.ingest()
    assert counts(report) == {"new": 1, "merged": 1, "passed": 1}
    assert facts(digest, "2025-03-11") == {ALPHA[0]: "2503.00001"}


def test_a_second_run_changes_no_byte(digest: Digest) -> None:
    digest.dump("z.txt", "Mar 11", ALPHA)
    snapshot(digest, row(BETA[0], "2503.00002"), row(ALPHA[0], "2503.00001"))
    digest.ingest()
    before = tree(digest.content)
    assert counts(digest.ingest()) == {"known": 2, "passed": 1}
    assert tree(digest.content) == before


def test_a_paper_is_met_by_its_id_its_doi_or_its_title(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA, GAMMA)
    entry = f"@misc{{x, title={{{BETA[0]}}}, author={{Author, Ann}}, doi={{10.1000/beta}}}}"
    (digest.dumps / "b.bib").write_text(entry, "utf-8")
    first = snapshot(digest, row(ALPHA[0], "2503.00001"))
    digest.ingest()
    first.unlink()
    lines = (
        row("Another Title Altogether", "2503.00001v3"),
        row("A Third Title Altogether", "2503.00009", doi="10.1000/BETA"),
        row(GAMMA[0].upper(), "2503.00003"),
        row("Of Nobody's Interest", "2503.00004", doi="10.1000/other"),
    )
    snapshot(digest, *lines, name="newer.json")
    assert counts(digest.ingest()) == {"known": 4, "merged": 3, "passed": 1}


def test_what_one_entry_teaches_makes_an_earlier_one_matter(digest: Digest) -> None:
    """The older snapshot has the paper under another title; the newer one tells its id."""
    digest.dump("z.txt", "Mar 11", ALPHA)
    old = row("The Title of the First Version", "2503.00001")
    snapshot(digest, old, row(BETA[0], "2503.00002"), name="a.json")
    snapshot(digest, row(BETA[0], "2503.00002"), row(ALPHA[0], "2503.00001"), name="b.json")
    assert counts(digest.ingest()) == {"new": 1, "merged": 2, "passed": 2}
    before = tree(digest.content)
    assert counts(digest.ingest()) == {"known": 3, "passed": 2}
    assert tree(digest.content) == before


def test_other_dumps_of_the_run_say_what_is_known(digest: Digest) -> None:
    snapshot(digest, row(ALPHA[0], "2503.00001"), row(BETA[0], "2503.00002"), name="a.json")
    entry = "@misc{x, title={Beta Models and Their Limits}, author={Author, Ann}, year=2025}"
    (digest.dumps / "b.bib").write_text(entry, "utf-8")
    assert counts(digest.ingest()) == {"passed": 3}
    digest.dump("z.txt", "Mar 11", BETA)
    assert counts(digest.ingest()) == {"new": 1, "merged": 2, "passed": 1}


def test_the_ledger_remembers_the_place_among_all_entries(digest: Digest) -> None:
    digest.dump("z.txt", "Mar 11", ALPHA)
    snapshot(digest, row(BETA[0], "2503.00002"), b"{]\n", row(ALPHA[0], "2503.00001"))
    digest.ingest()
    captures = digest.load().ledger.captures.values()
    assert [e.rank for c in captures for e in c.entries if c.kind == "arxiv-snapshot"] == [2]


# --add, --since, --categories.

OLD = row(ALPHA[0], "0801.00001", "2008-01-01", "2025-01-01", categories="cs.NA")
NEW = row(BETA[0], "2503.00002", "2025-03-01", categories="cs.LG stat.ML")
NO_DAY = row(GAMMA[0], "2503.00003", categories="math.NA")


@pytest.mark.parametrize(
    ("since", "categories", "expected"),
    [
        ("", "", "old new no-day"),
        ("2008-01-01", "", "old new no-day"),
        ("2008-01-02", "", "new no-day"),
        ("2025-03-02", "", "no-day"),
        ("", "stat.ML", "new"),
        ("", "math.NA", "old no-day"),
        ("", "cs.CL cs.LG", "new"),
        ("2025-03-02", "cs.LG", ""),
        ("2020-01-01", "math.NA cs.LG", "new no-day"),
    ],
)
def test_what_the_filters_admit(since: str, categories: str, expected: str) -> None:
    """The day of the first version counts; without one an entry is of no day too early."""
    named = {"old": OLD, "new": NEW, "no-day": NO_DAY}
    chosen = Filter(since, frozenset(categories.split()))
    reading = stream(named.values(), "a", "a", Wanted(set(), chosen)).capture.reading
    assert [list(named)[rank - 1] for rank, _ in reading.ranked] == expected.split()
    assert reading.left_out == 3 - len(expected.split())


def test_what_is_added_stands_on_the_day_of_its_first_version(digest: Digest) -> None:
    snapshot(digest, OLD, NEW, NO_DAY)
    assert counts(added(digest, "2020-01-01")) == {"new": 2, "left_out": 1}
    assert sorted(digest.load().days) == ["2025-03-01", "undated"]
    before = tree(digest.content)
    assert counts(added(digest, "2020-01-01")) == {"known": 2, "left_out": 1}
    assert tree(digest.content) == before


def test_the_filters_choose_only_what_is_added(digest: Digest) -> None:
    digest.dump("z.txt", "Mar 11", ALPHA)
    snapshot(digest, OLD, NEW)
    assert counts(added(digest, "2025-03-02", "cs.CL")) == {"new": 1, "merged": 1, "left_out": 1}
    assert facts(digest, "2025-03-11") == {ALPHA[0]: "0801.00001"}


def test_a_namesake_that_the_filters_leave_out_is_not_added(digest: Digest) -> None:
    snapshot(digest, NEW)
    added(digest)
    namesake = row(BETA[0], "0802.00009", "2008-02-01", doi="10.1000/other")
    snapshot(digest, NEW, namesake)
    assert counts(added(digest, "2025-01-01")) == {"merged": 1, "left_out": 1}


def test_what_one_snapshot_adds_is_known_to_the_other(digest: Digest) -> None:
    """Cross-listed later, the paper is admitted by the newer snapshot only."""
    snapshot(digest, row(ALPHA[0], "2503.00001", categories="cs.LG"), name="a.json")
    snapshot(digest, row(ALPHA[0], "2503.00001", categories="cs.LG cs.CL"), name="b.json")
    assert counts(added(digest, "", "cs.CL")) == {"new": 1, "merged": 1}
    before = tree(digest.content)
    assert counts(added(digest, "", "cs.CL")) == {"known": 2}
    assert tree(digest.content) == before


def test_a_category_that_no_entry_is_in_is_said_aloud(digest: Digest) -> None:
    snapshot(digest, OLD, NEW)
    warnings = added(digest, "", "cs.LG cs.lg cs.CL").warnings
    assert [(w.reason, w.text) for w in warnings] == [
        ("no entry is in the category", "cs.CL"),
        ("no entry is in the category", "cs.lg"),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--since", "2025-03-11"], "Give --add"),
        (["--add", "--categories", "cs.CL"], "Name the snapshot"),
    ],
)
def test_filters_with_nothing_to_do_are_said_aloud(
    digest: Digest, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    dump = digest.dump("a.txt", "Mar 11", ALPHA)
    assert main(["ingest", str(dump), "--content", str(digest.content), *options]) == 0
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--since", "undated", "'undated' is no day like 2025-03-11"),
        ("--since", "2025-02-30", "the year 2025 has no day February 30"),
        ("--categories", "cs.CL,Machine Learning", "'Machine' is no category like cs.CL"),
    ],
)
def test_wrong_filters_are_wrong_usage(
    capsys: pytest.CaptureFixture[str], option: str, value: str, said: str
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["ingest", "--add", option, value])
    assert end.value.code == 2
    assert said in capsys.readouterr().err


def test_the_command_adds_what_the_options_let_through(
    digest: Digest, capsys: pytest.CaptureFixture[str]
) -> None:
    dump = snapshot(digest, OLD, NEW, NO_DAY)
    options = ["--add", "--since", "2025-01-01", "--categories", "cs.CL, stat.ML"]
    assert main(["ingest", str(dump), "--content", str(digest.content), *options]) == 0
    assert sorted(digest.load().days) == ["2025-03-01"]
    assert "2 entries were left out by --since or --categories" in capsys.readouterr().err


# ledger --verify.


def test_the_proof_looks_for_what_a_large_snapshot_added(
    digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.commands.prove.LARGE", 0)
    path = snapshot(digest, OLD, b"{]\n", NEW, NO_DAY)
    added(digest, "2025-01-01")
    digest.build(base_url="https://example.org/")
    site = digest.folder / "site"
    proof = prove(digest.content, site, [str(path)])
    assert (proof.blocks, proof.lost, proof.aside) == (4, (), {OTHERS: 2})
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace(abstract(BETA[0]), "gone"), "utf-8")
    lost = prove(digest.content, site, [str(path)]).lost
    assert [(problem.line, problem.text) for problem in lost] == [(3, abstract(BETA[0]))]


# What is refused.


def test_refused_lines_are_told_with_their_place(digest: Digest) -> None:
    lines = [row(ALPHA[0], "2503.00001"), b"\n", b'{"title": "\xff"}\n', b"[1]\n", row("", "1")]
    path = snapshot(digest, *lines)
    report = digest.ingest()
    assert [(p.file, p.line, p.reason) for p in report.refused] == [
        (str(path), 3, "wrong encoding: byte 11 of the line is not UTF-8"),
        (str(path), 4, "the line is no JSON object"),
        (str(path), 5, "the entry has no title"),
    ]
    assert counts(report) == {"passed": 1}


def test_of_many_refused_lines_the_first_are_told_the_others_counted(
    digest: Digest, capsys: pytest.CaptureFixture[str]
) -> None:
    dump = snapshot(digest, row(ALPHA[0], "2503.00001"), *[b"{]\n"] * 5_000)
    assert main(["ingest", str(dump), "--content", str(digest.content)]) == 0
    said = capsys.readouterr().err
    assert said.count("refused: ") == MOST_TOLD
    assert f"{5_000 - MOST_TOLD:,} more refused lines are not told one by one" in said
    assert ", 5000 refused" in said


def test_a_cut_gzip_file_gives_what_stands_before_the_cut(digest: Digest) -> None:
    digest.dump("z.txt", "Mar 11", ALPHA, BETA)
    noise = [row(f"{os.urandom(400).hex()}", f"2503.{n:05}") for n in range(1, 300)]
    path = snapshot(
        digest, row(ALPHA[0], "2504.00001"), *noise, row(BETA[0], "2504.00002"), name="a.gz"
    )
    path.write_bytes(path.read_bytes()[:-2_000])
    report = digest.ingest()
    assert [p.reason for p in report.refused] == ["the gzip file is cut"]
    assert 200 < report.refused[0].line < 301
    assert facts(digest, "2025-03-11") == {ALPHA[0]: "2504.00001", BETA[0]: ""}


def test_damage_in_a_gzip_file_does_not_change_its_digest() -> None:
    lines = (row(f"T {n}", f"2503.{n:05}") for n in range(2_000))
    packed = bytearray(gzip.compress(b"".join(lines), mtime=0))
    middle = len(packed) // 2
    packed[middle : middle + 400] = bytes(range(200)) * 2
    capture = read_in_pieces(bytes(packed), 1_000)
    assert capture.digest == hashlib.sha256(packed).hexdigest()
    assert any("damaged" in p.reason for p in capture.reading.refused)


def test_a_gzip_file_of_several_members_is_read_to_its_end() -> None:
    data = gzip.compress(row("One", "2503.00001")) + gzip.compress(row("Two", "2503.00002"))
    for given_data in (data, data + b"\0" * 512):
        assert titles(read_dump(given_data, "a", "a").reading) == ["One", "Two"]


def test_a_gzip_bomb_is_left_early() -> None:
    data = gzip.compress(row("One", "2503.00001") + b"\n" * 50_000_000)
    (refused,) = read_dump(data, "a", "a").reading.refused
    assert "unpacks to more than 100 times its size" in refused.reason


def test_of_many_refused_lines_and_few_papers_the_rest_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sitegen.dumps.snapshot_stream.MOST_REFUSED_LINES", 3)
    one, two, bad = row("One", "2503.00001"), row("Two", "2503.00002"), b"{}\n"
    left, whole = (read_dump(d, "a", "a").reading for d in (one + bad * 9 + two, one + bad * 3))
    assert (titles(left), len(left.refused)) == (["One"], 5)
    assert "and few are papers" in left.refused[-1].reason
    assert (titles(whole), len(whole.refused)) == (["One"], 3)


def test_a_line_longer_than_the_limit_is_refused_and_not_held() -> None:
    chunk = b"x" * 1_000_000
    pieces = [
        row("One", "2503.00001"),
        b'{"id": "',
        *[chunk] * 100,
        b'"}\n',
        row("Two", "2503.00002"),
    ]
    reading = stream(iter(pieces), "a", "a", Wanted(set(), EVERYTHING)).capture.reading
    assert titles(reading) == ["One", "Two"]
    assert [(p.line, p.reason) for p in reading.refused] == [
        (2, "the line is longer than any paper's")
    ]
    assert [record.line for record in reading.records] == [1, 3]


# Streamed = read at once.


def titles(reading: Reading) -> list[str]:
    return [record.title for record in reading.records]


def in_pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def read_in_pieces(data: bytes, size: int) -> Capture:
    return stream(in_pieces(data, size), "a", "a", Wanted(set(), EVERYTHING)).capture


ends = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n \n", "\r\r\n"])
bodies = st.one_of(
    st.sampled_from([OLD, NEW, NO_DAY, row("Tïtle", "x", doi="y")])
    .map(bytes.decode)
    .map(str.strip),
    st.sampled_from(
        ["{]", "[]", "{}", '{"title": 1}', '{"title": "x' + "y" * 2_001 + '"}', "é", " "]
    ),
)


@given(st.lists(st.tuples(bodies, ends), max_size=6), st.integers(1, 700), st.booleans())
def test_a_stream_gives_what_reading_at_once_gives(
    lines: list[tuple[str, str]], size: int, packed: bool
) -> None:
    text = "".join(part for line in lines for part in line)
    data = gzip.compress(text.encode(), mtime=0) if packed else text.encode()
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    whole, streamed = arxiv_snapshot.read(unified, "a"), read_in_pieces(data, size)
    assert streamed.reading.records == whole.records
    assert streamed.reading.refused == whole.refused
    assert streamed.reading.warnings == whole.warnings
    assert streamed.digest == hashlib.sha256(data).hexdigest()


@given(st.sets(st.sampled_from(["arxiv:0801.00001", "arxiv:2503.00002", "doi:10.1/x"])))
def test_every_entry_is_kept_or_counted(known: set[str]) -> None:
    reading = stream([OLD, NEW, NO_DAY, b"{]"], "a", "a", Wanted(known)).capture.reading
    assert reading.entries == 3
    assert [rank for rank, _ in reading.ranked] == [
        rank for rank, key in enumerate(["arxiv:0801.00001", "arxiv:2503.00002"], 1) if key in known
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (OLD, True),
        (b"\xef\xbb\xbf\n" + OLD, True),
        (gzip.compress(OLD * 400)[:600], True),
        (gzip.compress(gzip.compress(OLD)), False),
        (b"\x1f\x8b" + OLD, False),
        (b'{"title": "x"}', False),
        (b"", False),
    ],
)
def test_a_snapshot_is_known_by_its_head(head: bytes, expected: bool) -> None:
    assert is_snapshot(head) is expected


# Memory.


def lines_of(megabytes: int) -> Iterator[bytes]:
    """Own lines, each with an id of its own, more than a digest could hold."""
    body = row(BETA[0], "2503.?????", "2025-03-01", doi="10.1000/?????").replace(
        b"This abstract", b"This abstract, " + b"which is a long one, " * 60
    )
    for number in range(megabytes * 1_000_000 // len(body)):
        yield body.replace(b"?????", b"%05d" % number).replace(b"Beta", b"Beta %d" % number)


def test_a_large_snapshot_takes_little_memory(digest: Digest) -> None:
    digest.dump("z.txt", "Mar 11", ALPHA)
    path = snapshot(digest, row(ALPHA[0], "2504.00001"))
    with path.open("ab") as file:
        file.writelines(lines_of(15))
    tracemalloc.start()
    report = digest.ingest()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counts(report)["passed"] > 6_000
    assert most < 10_000_000
