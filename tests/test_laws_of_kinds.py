"""The laws of ingest over dumps of several kinds: order, runs, people's edits.

The same few papers in every form that tests/kinds_of_dumps.py writes.
"""

import random
import re
from collections.abc import Callable

from conftest import abstract
from hypothesis import given
from hypothesis import strategies as st
from kinds_of_dumps import ENRICHING, FORMS, Sample
from test_laws import Edit, by_hand, edits, quick
from worlds import NOTHING, World, after, dated_dump, losses

from sitegen.dumps.dating import Dated

TITLES = ("Alpha Networks", "Beta Models", "Gamma Rays", "Delta Rules", "Epsilon Greedy Ways")
PAPERS = [Sample(title, abstract(title), f"2503.{n:05}") for n, title in enumerate(TITLES, start=1)]
Chosen = list[tuple[str, list[Sample]]]
dumps = st.lists(
    st.tuples(
        st.sampled_from(sorted(FORMS)),
        st.lists(st.sampled_from(PAPERS), min_size=1, max_size=4, unique=True),
    ),
    min_size=1,
    max_size=5,
)


def dated(chosen: Chosen) -> list[Dated]:
    """The dumps, named in the order in which they were chosen."""
    found = []
    for n, (form, papers) in enumerate(chosen):
        _, write, ending = FORMS[form]
        found.append(dated_dump(write(papers).encode(), f"{n}.{ending}"))
    return found


def contents(world: World) -> dict[str, object]:
    """Every paper with all that is known of it, whatever its place and the order of its facts."""
    return {
        section.slug: (section.title, section.abstract, section.facts)
        for page in world.read().values()
        for section in page.sections
    }


@quick
@given(dumps, st.booleans())
def test_ingest_twice_is_ingest_once(chosen: Chosen, add: bool) -> None:
    found = dated(chosen)
    once = NOTHING.ingest(*found, add=add)
    assert once.ingest(*found, add=add) == once
    decision = once.decided(found, add=add)
    assert (decision.tally.new, decision.tally.merged) == (0, 0)


@quick
@given(dumps, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_in_which_dumps_are_given_makes_no_difference(
    chosen: Chosen, add: bool, chance: random.Random
) -> None:
    found = dated(chosen)
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert NOTHING.ingest(*shuffled, add=add) == NOTHING.ingest(*found, add=add)


@quick
@given(dumps, st.randoms(use_true_random=False))
def test_runs_in_any_order_list_the_same_papers(chosen: Chosen, chance: random.Random) -> None:
    found = dated(chosen)
    together = NOTHING.ingest(*found)
    chance.shuffle(found)
    single = NOTHING
    for one in found:
        single = single.ingest(one)
    assert single.listed() == together.listed()


@quick
@given(dumps, st.randoms(use_true_random=False))
def test_dumps_that_agree_say_the_same_in_the_end_in_any_order_of_runs(
    chosen: Chosen, chance: random.Random
) -> None:
    """What only says more of known papers is heard once they are known."""
    found = dated(chosen)
    together = NOTHING.ingest(*found)
    chance.shuffle(found)
    single = NOTHING
    for one in found:
        single = single.ingest(one)
    assert contents(single.ingest(*found)) == contents(together)


@quick
@given(dumps, edits, dumps, st.booleans())
def test_what_people_wrote_stays_whatever_kind_comes(
    chosen: Chosen,
    changes: list[tuple[Callable[[str, int], Edit], int, int]],
    more: Chosen,
    add: bool,
) -> None:
    """Facts that a section lacks are added to it; but for counts and versions, which move on, not
    a word that stands is changed."""
    first = NOTHING.ingest(*dated([*chosen, ("page-text", PAPERS[:2])]))
    world = by_hand(first, changes).ingest()
    later = world.ingest(*dated(more), add=add)
    assert list(losses(world, later)) == []
    for day, text in world.pages.items():
        assert is_spread_over(text, later.pages[day])
    assert later.ingest(*dated(more), add=add) == later


def is_spread_over(text: str, other: str) -> bool:
    """Whether all lines of a text stand in the other, byte for byte and in their order; the last
    one may gain an end."""
    *lines, last = text.rstrip("\r\n").splitlines(keepends=True)
    rest = iter(other.splitlines(keepends=True))
    above = all(line in rest for line in lines if not MOVES_ON.fullmatch(line))
    return above and last in (line.rstrip("\r\n") for line in rest)


MOVES_ON = re.compile(r'(?:votes|stars|comments|version|updated|published): "[\d-]*"\r?\n')


@quick
@given(st.lists(st.sampled_from(PAPERS), min_size=1, unique=True), st.sampled_from(sorted(FORMS)))
def test_every_form_says_the_same_of_a_paper(papers: list[Sample], form: str) -> None:
    world = after(NOTHING.decided(dated([(form, papers)]), add=True))
    sections = [s for page in world.read().values() for s in page.sections]
    assert [(s.title, s.abstract) for s in sections] == [(p.title, p.abstract) for p in papers]
    assert (set(world.pages) == {"2025-03-11"}) == (form not in ENRICHING)
