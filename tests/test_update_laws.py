"""The laws of ``--update``: one content whatever the order, and a person's words as they are."""

import json

from conftest import abstract
from hypothesis import assume, given
from hypothesis import strategies as st
from test_kinds import api_row
from test_laws import all_dated, by_hand, captures, digests, edits, quick
from worlds import NOTHING, World, dated_dump

from sitegen.dumps.dating import Dated

TITLES = ("Alpha Networks", "Alpha Networks, Revised", "Alpha: Networks Once More")
AUTHORS = ("Ann Author", "Ben Author", "Cem Author")

tellings = st.lists(
    st.tuples(
        st.sampled_from(("2503.00001", "2503.00001v2", "2503.00002")),
        st.sampled_from(TITLES),
        st.sampled_from(("one", "two", "three")),
        st.lists(st.sampled_from(AUTHORS), max_size=2),
        st.sampled_from(("api", "page")),
    ),
    min_size=1,
    max_size=5,
)


def dumps_of(chosen: list[tuple[str, str, str, list[str], str]]) -> list[Dated]:
    """A capture for each, a day after the one before."""
    return [dump_of(n, *each) for n, each in enumerate(chosen)]


def dump_of(n: int, arxiv: str, title: str, about: str, authors: list[str], kind: str) -> Dated:
    row = api_row(title, arxiv, f"2025-03-{11 + n}", 0)
    paper = row["paper"]
    assert isinstance(paper, dict)
    paper |= {"summary": abstract(about), "authors": [{"name": name} for name in authors]}
    rows = json.dumps([row])
    if kind == "page":
        props = json.dumps({"dailyPapers": [row]}).replace('"', "&quot;")
        rows = f'<html><div data-target="DailyPapers" data-props="{props}"></div></html>'
    return dated_dump(rows.encode(), f"{n}.{kind}")


def told(world: World) -> dict[str, tuple[object, ...]]:
    sections = (s for page in world.read().values() for s in page.sections)
    return {s.facts.arxiv: (s.title, s.abstract, s.facts.authors) for s in sections}


@quick
@given(tellings, st.randoms(use_true_random=False), st.integers(1, 5))
def test_the_order_and_the_number_of_runs_make_no_difference(
    chosen: list[tuple[str, str, str, list[str], str]], chance: object, size: int
) -> None:
    found = dumps_of(chosen)
    together = NOTHING.ingest(*found, update=True)
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert NOTHING.ingest(*shuffled, update=True) == together
    single = NOTHING
    for at in range(0, len(shuffled), size):
        single = single.ingest(*shuffled[at : at + size], update=True)
    assert told(single) == told(together)


@quick
@given(tellings)
def test_the_second_time_nothing_is_new(
    chosen: list[tuple[str, str, str, list[str], str]],
) -> None:
    found = dumps_of(chosen)
    once = NOTHING.ingest(*found, update=True)
    assert once.ingest(*found, update=True) == once
    assert once.ingest(*found) == once
    assert once.decided(found, update=True).updates == ()


@quick
@given(captures, edits, captures)
def test_what_people_write_stays_byte_for_byte(
    chosen: list[tuple[str, list[str]]], changes: list[object], more: list[tuple[str, list[str]]]
) -> None:
    found, news = all_dated(chosen), all_dated(more)
    assume(digests(found).isdisjoint(digests(news)))
    world = by_hand(NOTHING.ingest(*found, update=True), changes)
    after = world.ingest(*found, update=True)
    assert after.pages == world.pages
    later = after.ingest(*news, update=True)
    for day, text in world.pages.items():
        assert later.pages[day].startswith(text)


@quick
@given(tellings, st.integers(0, 5), edits)
def test_only_what_nobody_touched_is_brought_up_to_date(
    chosen: list[tuple[str, str, str, list[str], str]], split: int, changes: list[object]
) -> None:
    """Every line that differs from what ingest wrote is there afterwards, in its order."""
    found = dumps_of(chosen)
    before = NOTHING.ingest(*found[:split])
    edited = by_hand(before, changes) if before.pages else before
    after = edited.ingest(*found, update=True)
    for day, text in edited.pages.items():
        ours = set(before.pages[day].replace("\r", "").split("\n"))
        own = [line.rstrip() for line in text.split("\n") if line.rstrip() not in ours]
        standing = iter(line.rstrip() for line in after.pages[day].split("\n"))
        assert all(line in standing for line in own)
