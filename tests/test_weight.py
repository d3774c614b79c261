"""A page is light: compressed, and with all that comes before its reader acts."""

import random

from msgspec.structs import replace
from sites import Built
from sites import real as real
from sites import sample as sample
from weight import PAGE, parts, too_heavy

BESIDE_IT = ["css", "js", "svg", "webmanifest"]
BESIDE = {"404": ["js", "svg", "webmanifest"], "redirect": ["css", "svg", "webmanifest"]}


def test_no_page_of_the_sample_is_too_heavy(sample: Built) -> None:
    assert too_heavy(sample) == []


def test_no_page_of_real_captures_is_too_heavy(real: Built) -> None:
    assert too_heavy(real) == []


def test_a_page_asks_for_one_style_sheet_and_one_script(sample: Built) -> None:
    for url, page in sample.pages.items():
        kinds = sorted(part.rpartition(".")[2] for part in parts(sample, url))
        assert kinds == BESIDE.get(page.kind, BESIDE_IT), url


def test_what_is_too_heavy_is_told(sample: Built) -> None:
    noise = random.Random(1).randbytes(PAGE).hex().encode()
    heavy = replace(sample)
    vars(heavy)["files"] = {**sample.files, "about.html": sample.files["about.html"] + noise}
    assert [fault.partition(":")[0] for fault in too_heavy(heavy)] == ["about.html"]
