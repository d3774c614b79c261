"""A few of the mutants that `make fuzz` tries by the hundred thousand, the real dumps left out."""

import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests" / "fuzz"))

import fuzz

from sitegen.dumps.sniff import KINDS

MUTANTS = 420


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> fuzz.Outcome:
    nothing: Path = tmp_path_factory.mktemp("no-shared-dumps")
    return fuzz.chunk(range(MUTANTS), 1, nothing)


def test_mutants_of_every_kind_are_read_and_ingested(outcome: fuzz.Outcome) -> None:
    tallies, _ = outcome
    assert tallies.keys() == {kind.name for kind in KINDS}
    for tally in tallies.values():
        assert tally.counts["recognised"] >= fuzz.RECOGNISED * tally.counts["mutants"]
    assert sum(tally.counts["ingested"] for tally in tallies.values()) > MUTANTS / 10


def test_no_mutant_breaks_anything(outcome: fuzz.Outcome) -> None:
    assert outcome[1] == []
