"""Many items, several processes: the same as one after the other."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import pool
from sitegen.errors import DigestError, Problem
from sitegen.pool import Nearby, Ordered, can_fork, default_jobs, ordered_map

MANY = 1000
FORK = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def few_items_are_worth_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "worth_a_process", lambda: 64)


def alone(function: Callable[[], Any]) -> Any:
    """What the function returns in a process without other threads, whoever runs the tests."""
    receive, send = FORK.Pipe(duplex=False)
    child = FORK.Process(target=lambda: send.send(function()))
    child.start()
    send.close()
    try:
        return receive.recv()
    finally:
        child.join(20)


@settings(max_examples=15, deadline=None)
@given(items=st.lists(st.integers(), max_size=400), jobs=st.integers(1, 4))
def test_the_results_are_those_of_map(items: list[int], jobs: int) -> None:
    added = 7
    expected = [item + added for item in items]
    assert alone(lambda: ordered_map(lambda item: item + added, items, jobs)) == expected


@settings(max_examples=15, deadline=None)
@given(items=st.lists(st.integers(), max_size=400), jobs=st.integers(1, 4))
def test_as_they_come_each_result_has_its_place(items: list[int], jobs: int) -> None:
    found = alone(lambda: list(Nearby(lambda item: item + 7, items, jobs)))
    assert sorted(found) == [(at, item + 7) for at, item in enumerate(items)]


def test_neighbours_are_for_one_process() -> None:
    def where(item: int) -> int:
        time.sleep(0.0005)  # or one would do it all
        return os.getpid()

    found = [pid for _, pid in sorted(alone(lambda: list(Nearby(where, range(MANY), 2))))]
    changes = sum(one != other for one, other in pairwise(found))
    assert changes < 8, "two halves, and what one took over from the other"


def test_several_jobs_are_this_process_and_others() -> None:
    meeting = FORK.Barrier(3)
    met: set[int] = set()

    def where(_: int) -> int:
        if os.getpid() not in met:
            met.add(os.getpid())
            meeting.wait(timeout=30)  # fails unless three are there at once
        return os.getpid()

    def processes() -> tuple[int, set[int]]:
        return os.getpid(), set(ordered_map(where, range(MANY), 3))

    own, found = alone(processes)
    assert own in found
    assert len(found) == 3


def test_a_result_is_told_before_all_are_there() -> None:
    def gone() -> list[int]:
        results = iter(Ordered(lambda item: item, range(MANY), 2))
        return [next(results) for _ in range(3)]

    assert alone(gone) == [0, 1, 2]


@pytest.mark.parametrize(("items", "jobs"), [(MANY, 1), (3, 8)], ids=["one job", "few items"])
def test_little_work_stays_in_this_process(items: int, jobs: int) -> None:
    assert set(ordered_map(lambda _: os.getpid(), range(items), jobs)) == {os.getpid()}


def test_who_holds_much_shares_out_only_what_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    before = pool.worth_a_process()
    held = b"x" * (100 << 20)
    assert pool.worth_a_process() >= before + 2 * (len(held) >> 20)
    assert set(ordered_map(lambda _: os.getpid(), range(MANY // 10), 2)) == {os.getpid()}


def test_beside_other_threads_nothing_is_forked() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert not can_fork()
        assert set(ordered_map(lambda _: os.getpid(), range(MANY), 2)) == {os.getpid()}
    finally:
        end.set()
        thread.join()


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_error_is_that_of_the_first_item_that_has_one(jobs: int) -> None:
    def fail(item: int) -> None:
        if item >= MANY // 2:
            raise DigestError([Problem("days.md", item, "odd", "found", "do this", error=True)])

    expected = (Problem("days.md", MANY // 2, "odd", "found", "do this", error=True),)
    for shared in (Ordered, Nearby):
        assert alone(partial(problems, fail, jobs, shared)) == expected


def test_a_worker_that_dies_is_told() -> None:
    def die_elsewhere(item: int, own: int) -> None:
        time.sleep(0.001)  # or nothing would be left for the other one
        if os.getpid() != own:
            os._exit(1)

    def die(shared: type[Ordered[Any, Any] | Nearby[Any, Any]]) -> tuple[Problem, ...]:
        return problems(partial(die_elsewhere, own=os.getpid()), 2, shared)

    for shared in (Ordered, Nearby):
        (problem,) = alone(partial(die, shared))
        assert problem.reason == "a worker process died"


def problems(
    function: Callable[[int], None], jobs: int, shared: type[Ordered[Any, Any] | Nearby[Any, Any]]
) -> tuple[Problem, ...]:
    with pytest.raises(DigestError) as told:
        list(shared(function, range(MANY), jobs))
    return told.value.problems


def test_there_is_a_job_for_every_processor_we_may_use() -> None:
    assert default_jobs() == len(os.sched_getaffinity(0))
