"""What is worked out beforehand, in another process."""

import multiprocessing
import os
from functools import partial
from pathlib import Path

import pytest

from sitegen.ahead import ahead
from sitegen.memo import FUNCTIONS, Kept, memoised
from sitegen.notebook import Notebook

READ = multiprocessing.get_context("fork").Semaphore(0)


def lot(number: int) -> list[str]:
    READ.release()
    return [f"{number} a", f"{number} b"]


LOTS = [partial(lot, number) for number in range(20)]


def all_are_taken() -> None:
    """The other process works on the last lot, or is done."""
    for _ in LOTS:
        assert READ.acquire(timeout=30)


@pytest.fixture(autouse=True)
def nothing_is_read_yet() -> None:
    while READ.acquire(block=False):
        pass


@pytest.fixture
def known(tmp_path: Path) -> Kept[int]:
    """A function that tells which process worked, and remembers."""

    @memoised
    def who(text: str) -> int:
        return os.getpid()

    FUNCTIONS.pop(who.name)
    who.lend(Notebook(tmp_path / "who", "1"))
    return who


def test_what_came_ahead_was_made_by_another_process(known: Kept[int]) -> None:
    with ahead(known, 2) as begun:
        begun.begin(LOTS)
        all_are_taken()
        begun.arrive()
        assert os.getpid() not in {known(text) for lot in LOTS for text in lot()}
        assert known("something else") == os.getpid()


@pytest.mark.parametrize(("jobs", "lots"), [(1, LOTS), (2, LOTS[:3])])
def test_few_texts_or_one_process_need_no_other(
    known: Kept[int], jobs: int, lots: list[object]
) -> None:
    with ahead(known, jobs) as begun:
        begun.begin(LOTS[: len(lots)])
        begun.arrive()
        assert known("0 a") == os.getpid()


def test_what_is_known_is_not_made_again(known: Kept[int]) -> None:
    before = known("3 a")
    with ahead(known, 2) as begun:
        begun.begin(LOTS)
        all_are_taken()
        begun.arrive()
        assert known("3 a") == before != known("3 b")


def test_nobody_works_on_when_it_is_given_up(known: Kept[int]) -> None:
    with ahead(known, 2) as begun:
        begun.begin(LOTS)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
