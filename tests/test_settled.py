"""Content that an ingest without dumps leaves as it is: which edits it need not look through."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Digest, abstract
from hypothesis import assume, example, given
from hypothesis import strategies as st
from test_laws import EDITS, Edit, all_dated, at_one_place, by_hand, captures, quick
from worlds import NOTHING, World, after

from sitegen.content.filebytes import FileBytes
from sitegen.content.ledgerfiles import LedgerFile, ledger_of
from sitegen.content.outline import outlined
from sitegen.content.settings import Settings
from sitegen.content.settled import settle, settled
from sitegen.content.whole import Content
from sitegen.memo import fingerprint
from sitegen.memory import remembering

REFERENCE = r"^## \[.*\]\(.*#([a-z0-9-]+)\)"


def with_a_dead_link(text: str, n: int) -> Edit:
    """In a note, to a paper that stands on another day."""
    return at_one_place(REFERENCE, r"\g<0>\n\n### Note\n\n[See](#\1)", text, n)


def without_a_reference(text: str, n: int) -> Edit:
    return at_one_place(REFERENCE + "\n", "", text, n)


def without_a_section(text: str, n: int) -> Edit:
    return at_one_place(r"^## [^\[](?:.*\n)+?(?=## |\Z)", "", text, n)


def with_a_section_twice(text: str, n: int) -> Edit:
    return at_one_place(r"^(## [^\[](?:.*\n)+?)(?=## |\Z)", r"\1\n\1", text, n)


STRUCTURAL = [with_a_dead_link, without_a_reference, without_a_section, with_a_section_twice]
edits = st.lists(
    st.tuples(
        st.sampled_from(STRUCTURAL) | st.sampled_from(EDITS),
        st.integers(0, 3),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=2,
)


def observed(world: World) -> list[str]:
    return [outlined(page).observed for page in world.read().values()]


TWO_DAYS = [("2025-03-11", ["Epsilon"]), ("2025-03-12", ["Gamma -- Rays", "Epsilon"])]


@quick
@given(captures, edits)
@example(TWO_DAYS, [(with_a_dead_link, 1, 0)])
@example(TWO_DAYS, [(without_a_reference, 1, 0)])
def test_where_nothing_that_is_observed_changed_there_is_nothing_to_decide(
    chosen: list[tuple[str, list[str]]],
    chosen_edits: list[tuple[Callable[[str, int], Edit], int, int]],
) -> None:
    before = NOTHING.ingest(*all_dated(chosen)).ingest()
    assume(before.decided(()).settled)
    edited = by_hand(before, chosen_edits)
    assume(observed(edited) == observed(before))
    decision = edited.decided(())
    assert after(decision) == edited
    assert not (decision.warnings or decision.deleted or decision.texts)


@quick
@given(captures, edits, captures)
@example(TWO_DAYS, [(with_a_dead_link, 1, 0)], TWO_DAYS)
@example(TWO_DAYS, [(without_a_section, 0, 0)], [("2025-03-13", ["Epsilon"])])
def test_what_dumps_and_edits_came_to_is_told_to_be_settled_only_where_it_is(
    chosen: list[tuple[str, list[str]]],
    chosen_edits: list[tuple[Callable[[str, int], Edit], int, int]],
    chosen_later: list[tuple[str, list[str]]],
) -> None:
    edited = by_hand(NOTHING.ingest(*all_dated(chosen)), chosen_edits)
    decision = edited.decided(all_dated(chosen_later))
    assume(decision.settled)
    next_one = after(decision).decided(())
    assert after(next_one) == after(decision)
    assert not (next_one.warnings or next_one.deleted or next_one.texts)


def test_what_is_new_settles_unless_somebody_is_to_be_told_again() -> None:
    new = all_dated(TWO_DAYS)
    assert NOTHING.decided(new).settled
    linked = by_hand(NOTHING.ingest(*new), [(with_a_dead_link, 1, 0)])
    assert not linked.decided(()).settled


def test_the_run_after_one_with_dumps_knows_that_all_is_settled(
    digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", str(digest.folder))
    for day in ("Mar 11", "Mar 12"):
        digest.dump("new.txt", day, (f"Waves of {day}", abstract("waves")))
        with remembering(digest.content):
            digest.ingest()
        with remembering(digest.content):
            assert settled(digest.load()) is not None


@pytest.mark.parametrize("edit", EDITS[:3], ids=lambda edit: edit.__name__)
def test_words_are_not_observed(edit: Callable[[str, int], Edit]) -> None:
    world = NOTHING.ingest(*all_dated([("2025-03-11", ["Epsilon", "Gamma -- Rays"])]))
    assert observed(by_hand(world, [(edit, 0, 1)])) == observed(world) != []


def test_settled_content_is_known_again_until_page_or_ledger_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path))
    world = NOTHING.ingest(*all_dated([("2025-03-11", ["Epsilon", "Gamma -- Rays"])]))

    def content(pages: World, ledger: World) -> Content:
        data = {path: text.encode() for path, text in sorted(ledger.ledger.items())}
        files = [LedgerFile(p, FileBytes(p, fingerprint(one), one)) for p, one in data.items()]
        return Content(Settings(), pages.read(), {}, ledger_of(files, "ledger"))

    with remembering(tmp_path / "content"):
        assert settled(content(world, world)) is None
        settle(content(world, world))
    other = world.ingest(*all_dated([("2025-03-12", ["Epsilon"])]))
    for _ in range(2):
        with remembering(tmp_path / "content"):
            found = settled(content(by_hand(world, [(EDITS[2], 0, 1)]), world))
            assert found is not None
            assert found.papers == 2
            assert settled(content(other, world)) is None
            assert settled(content(world, other)) is None
