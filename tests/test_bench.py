"""The benchmark of the readers measures what it says: every kind, every entry it put in."""

import sys
from pathlib import Path

from conftest import ROOT

sys.path.append(str(ROOT / "tests" / "bench"))

from readers import enlarged, measured

from sitegen.dumps.sniff import KINDS

NOWHERE = Path("no-such-folder")


def test_every_kind_is_measured_over_entries_that_are_all_read() -> None:
    inputs = enlarged(NOWHERE, 30_000)
    assert sorted(inputs) == sorted(kind.name for kind in KINDS)
    for kind, (source, data, entries) in inputs.items():
        row = measured(kind, source, data, entries, rounds=1)
        assert (row.records, row.size > 30_000) == (entries, True), kind
