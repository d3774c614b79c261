"""A file of results is only added to, stays small, and no damage to it does harm."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from sitegen import notebook
from sitegen.aside import aside
from sitegen.memo import NOTHING, pickled
from sitegen.notebook import Notebook


class Result(Struct, frozen=True):
    text: str
    parts: tuple["Result", ...] = ()


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def result(number: int) -> Result:
    return Result(f"the {number}th", (Result("a part of it"),))


RESULTS = {key(number): result(number) for number in range(8)}


def test_what_was_kept_is_found_and_only_what_is_new_is_written(tmp_path: Path) -> None:
    path = tmp_path / "results"
    Notebook(path, "1").keep({key(1): result(1)})
    before = path.read_bytes()
    Notebook(path, "1").keep({key(1): result(1), key(2): result(2)})
    assert path.read_bytes().startswith(before)
    found = Notebook(path, "1")
    assert [found.find(key(n)) for n in (1, 2, 3)] == [result(1), result(2), NOTHING]


def test_another_edition_knows_nothing_of_it(tmp_path: Path) -> None:
    Notebook(tmp_path / "results", "1").keep(RESULTS)
    other = Notebook(tmp_path / "results", "2")
    assert other.find(key(1)) is NOTHING
    other.keep({key(1): "mine"})
    assert Notebook(tmp_path / "results", "2").find(key(1)) == "mine"


def test_what_is_of_no_use_goes_before_it_is_more_than_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "_SMALL", 0)
    sizes = []
    for number in range(50):
        Notebook(tmp_path / "results", "1").keep({key(number): result(number)})
        sizes.append((tmp_path / "results").stat().st_size)
    assert max(sizes) <= 3 * sizes[0]
    assert Notebook(tmp_path / "results", "1").find(key(49)) == result(49)


def cut(data: bytes, at: int) -> bytes:
    return data[:at]


def changed(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


@given(st.sampled_from([cut, changed]), st.floats(0, 1, exclude_max=True))
def test_a_damaged_file_says_nothing_wrong_and_is_mended(
    tmp_path_factory: pytest.TempPathFactory, damage: Callable[[bytes, int], bytes], where: float
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "results"
    Notebook(path, "1").keep(RESULTS)
    data = path.read_bytes()
    path.write_bytes(damage(data, int(where * len(data))))
    book = Notebook(path, "1")
    assert all(book.find(name) in (NOTHING, value) for name, value in RESULTS.items())
    book.keep(RESULTS)
    mended = Notebook(path, "1")
    assert {name: mended.find(name) for name in RESULTS} == RESULTS


def test_what_is_jotted_down_is_found_at_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "results"
    book = Notebook(path, "1")
    assert book.jot([(name, pickled(value)) for name, value in RESULTS.items()])
    assert {name: book.find(name) for name in RESULTS} == RESULTS
    assert not list(path.parent.iterdir()), "there is no file that a run could leave behind"
    book.keep({key(9): result(9)})
    known = Notebook(path, "1")
    assert {name: known.find(name) for name in RESULTS} == RESULTS
    assert known.find(key(9)) == result(9)


def test_another_process_takes_nothing_down(tmp_path: Path) -> None:
    """Its places are not those of the process that keeps them."""
    book = Notebook(tmp_path / "results", "1")
    assert book.jot([(key(1), pickled(result(1)))])

    def taken() -> tuple[bool, Any]:
        return book.jot([(key(2), b"")]), book.find(key(1))

    assert aside([taken], 1).results() == [(False, result(1))]
    assert book.find(key(1)) == result(1)


def test_where_nothing_can_be_written_nothing_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not Notebook(tmp_path / "file" / "results", "1").jot([(key(1), pickled(result(1)))])
