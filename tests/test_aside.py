"""Work in other processes: the same results as in this one, and errors that reach their reader."""

import multiprocessing
import os
import time
from functools import partial

import pytest

from sitegen.aside import aside
from sitegen.errors import DigestError, Problem


def square(number: int) -> int:
    return number * number


def fail(reason: str) -> int:
    raise DigestError([Problem("here", 0, reason, error=True)])


def die() -> int:
    os._exit(3)


@pytest.mark.parametrize("processes", [0, 1, 2, 9])
def test_results_come_in_the_order_of_the_tasks(processes: int) -> None:
    tasks = [partial(square, number) for number in range(7)]
    assert aside(tasks, processes).results() == [0, 1, 4, 9, 16, 25, 36]


def test_more_processes_may_help_once_the_results_are_asked_for() -> None:
    meeting = multiprocessing.get_context("fork").Barrier(3)
    meet = partial(meeting.wait, timeout=30)  # fails unless three are there at once
    assert sorted(aside([meet] * 3, 1).results(9)) == [0, 1, 2]


@pytest.mark.parametrize("processes", [0, 1, 2])
def test_results_come_as_they_are_there(processes: int) -> None:
    tasks = [partial(square, number) for number in range(7)]
    assert sorted(aside(tasks, processes).each()) == [0, 1, 4, 9, 16, 25, 36]


def test_who_waits_for_results_works_too() -> None:
    meeting = multiprocessing.get_context("fork").Barrier(2)
    meet = partial(meeting.wait, timeout=30)  # fails unless two are there at once
    assert sorted(aside([meet] * 2, 1).each()) == [0, 1]


def test_nothing_to_do_is_nothing() -> None:
    assert aside([], 2).results() == []


def test_the_work_is_done_in_another_process() -> None:
    (there,) = aside([os.getpid], 1).results()
    assert there != os.getpid()


@pytest.mark.parametrize("processes", [0, 2])
def test_an_error_is_raised_where_the_results_are_asked_for(processes: int) -> None:
    begun = aside([partial(square, 2), partial(fail, "no room")], processes)
    with pytest.raises(DigestError, match="no room"):
        begun.results()


def test_what_nobody_waits_for_ends() -> None:
    begun = aside([partial(time.sleep, 600)], 1)
    began = time.monotonic()
    begun.end()
    with pytest.raises(ChildProcessError):  # there is none any more
        os.waitpid(-1, os.WNOHANG)
    assert time.monotonic() - began < 300


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(DigestError, match="a worker process died"):
        aside([die, partial(square, 2)], 2).results()
