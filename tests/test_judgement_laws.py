"""The laws of ``same`` and ``different``, for any dumps, any pair, any edits."""

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_laws import (
    all_dated,
    by_hand,
    captures,
    digests,
    edits,
    quick,
)
from worlds import FILES, NOTHING, World

from sitegen.content.ledgerfiles import ledger_files, read_ledger
from sitegen.decide.different import release, said_same, told_apart
from sitegen.decide.ingest import Decision, decide
from sitegen.decide.restore import bring_back
from sitegen.decide.same import unite
from sitegen.errors import DigestError

pairs = st.tuples(st.integers(0, 20), st.integers(0, 20))


def observed(world: World) -> Decision:
    return decide(world.read(), read_ledger(world.ledger, "ledger"), (), FILES)


def world_of(decision: Decision) -> World:
    texts = {day: page.text for day, page in decision.pages.items()}
    return World(texts, ledger_files(decision.ledger))


def two_of(world: World, chosen: tuple[int, int]) -> tuple[str, str]:
    """Two papers of the digest, whichever."""
    slugs = sorted(world.sections())
    assume(len(slugs) > 1)
    one = slugs[chosen[0] % len(slugs)]
    rest = [slug for slug in slugs if slug != one]
    return one, rest[chosen[1] % len(rest)]


def same(world: World, one: str, other: str) -> World:
    return world_of(unite(observed(world), one, other, FILES))


def different(world: World, before: World, other: str) -> World:
    """As the command does it, the section's text at hand from the world before."""
    seen = observed(world)
    judgement = said_same(seen.ledger, other)
    assert judgement is not None
    released = release(seen, judgement, FILES)
    day = before.sections()[other]
    (section,) = (s for s in before.read()[day].sections if s.slug == other)
    text = "\n".join(before.pages[day].split("\n")[slice(*section.lines)]).rstrip() + "\n"
    return world_of(bring_back(released, other, (other,), {other: text}, (), FILES))


@quick
@given(captures, pairs)
def test_ingest_changes_nothing_after_a_judgement(
    chosen: list[tuple[str, list[str]]], pair: tuple[int, int]
) -> None:
    found = all_dated(chosen)
    world = NOTHING.ingest(*found)
    one, other = two_of(world, pair)
    judged = same(world, one, other)
    assert judged.ingest(*found) == judged
    assert other not in judged.sections()
    for day, slugs in world.listed().items():
        assert judged.listed()[day] == {one if slug == other else slug for slug in slugs}


@quick
@given(captures, pairs, st.booleans())
def test_different_takes_same_back(
    chosen: list[tuple[str, list[str]]], pair: tuple[int, int], ingest_between: bool
) -> None:
    found = all_dated(chosen)
    world = NOTHING.ingest(*found)
    one, other = two_of(world, pair)
    judged = same(world, one, other)
    judged = judged.ingest(*found) if ingest_between else judged
    after = different(judged, world, other)
    assert after.pages == world.pages
    assert after.ingest(*found).pages == world.pages


@quick
@given(captures, edits, pairs)
def test_no_word_of_a_person_is_lost(
    chosen: list[tuple[str, list[str]]], changes: list[object], pair: tuple[int, int]
) -> None:
    """Notes, introductions, lines of yaml: they stand somewhere, or nothing is done."""
    world = by_hand(NOTHING.ingest(*all_dated(chosen)), changes).ingest()
    one, other = two_of(world, pair)
    try:
        judged = same(world, one, other)
    except DigestError:
        return
    written = {line.strip() for text in world.pages.values() for line in text.split("\n")}
    standing = {line.strip() for text in judged.pages.values() for line in text.split("\n")}
    lost = {line for line in written - standing if not line.startswith("## ")}
    day = world.sections()[other]
    (gone,) = (s for s in world.read()[day].sections if s.slug == other)
    assert lost <= {gone.abstract, "hidden: false"}


@quick
@given(captures, pairs, captures)
def test_what_is_different_stays_two_papers(
    chosen: list[tuple[str, list[str]]],
    pair: tuple[int, int],
    more: list[tuple[str, list[str]]],
) -> None:
    found, news = all_dated(chosen), all_dated(more)
    assume(digests(found).isdisjoint(digests(news)))
    world = NOTHING.ingest(*found)
    one, other = two_of(world, pair)
    ledger = told_apart(read_ledger(world.ledger, "ledger"), one, other)
    apart = replace(world, ledger=ledger_files(ledger)).ingest(*news)
    assert {one, other} <= apart.sections().keys()
    assert apart.pages == world.ingest(*news).pages
    assert apart.ingest(*found, *news) == apart
