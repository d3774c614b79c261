"""The limits of the readers are those that the documentation names, and what is beyond is told."""

import re

import pytest
from conftest import ROOT, dump_text

from sitegen.dumps import limits
from sitegen.dumps.limits import LONGEST_ABSTRACT, LONGEST_PAGE
from sitegen.dumps.sniff import read_dump

_ROW = re.compile(r"^\| `([A-Z_]+)` \| ([\d,]+) \|", re.MULTILINE)


def test_the_documentation_has_every_limit_with_its_number() -> None:
    documented = _ROW.findall((ROOT / "docs" / "dumps.md").read_text("utf-8"))
    numbers = {name: value for name, value in vars(limits).items() if name.isupper()}
    assert {name: int(number.replace(",", "")) for name, number in documented} == numbers


LONG = "word " * (LONGEST_ABSTRACT // 5 + 1)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.txt", dump_text("Mar 11", ("A Title", LONG)), "the abstract has more than"),
        ("a.txt", dump_text("Mar 11", *[("A", LONG)] * 101), f"more than {LONGEST_PAGE}"),
        ("a.bib", f"@misc{{a, title={{A}}, abstract={{{LONG}}}}}", "the abstract has more than"),
        ("a.ris", f"TY  - JOUR\nTI  - A\nAB  - {LONG}\nER  - \n", "the abstract has more than"),
        ("a.bib", f"@misc{{a, title={{{LONG}}}}}", "the title has more than"),
    ],
    ids=["text", "page", "BibTeX", "RIS", "title"],
)
def test_what_is_too_long_is_told(name: str, text: str, reason: str) -> None:
    reading = read_dump(text.encode(), name, name).reading
    told = [problem.reason for problem in (*reading.refused, *reading.warnings)]
    assert any(reason in one for one in told), told
    assert all(len(record.abstract) <= LONGEST_ABSTRACT for record in reading.records)
