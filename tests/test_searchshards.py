"""The shards of the search index: every paper in one of them, and few made anew after an edit."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from sitegen.documents import Shard
from sitegen.searchshards import Group, Part, Sizes, plan

SIZES = Sizes(archive=10, running=4, first=20)


def wanted(count: int, **changed: str) -> dict[str, str]:
    """So many papers, the oldest first, each with the key of what is indexed of it."""
    return {f"p{at:02}": changed.get(f"p{at:02}", "first") for at in range(count)}


def made(parts: Sequence[Part], keys: Mapping[str, str]) -> list[Shard]:
    """The shards of a plan once they were made."""
    return [
        part
        if isinstance(part, Shard)
        else Shard(folder(at, part, keys), {url: (keys[url], f"{url} {keys[url]}") for url in part})
        for at, part in enumerate(parts)
    ]


def folder(at: int, group: Group, keys: Mapping[str, str]) -> str:
    return f"{[(url, keys[url]) for url in group]}/" if at else ""


def build(known: Sequence[Shard], keys: Mapping[str, str]) -> tuple[list[Shard], list[int]]:
    """The shards after a build, and how many papers went into each that was made for it."""
    parts = plan(known, keys, SIZES)
    return made(parts, keys), [len(part) for part in parts if not isinstance(part, Shard)]


def sizes(shards: Sequence[Shard]) -> list[int]:
    return [len(shard.papers) for shard in shards]


def test_a_few_papers_are_one_shard() -> None:
    shards, _ = build([], wanted(4))
    assert sizes(shards) == [4]


def test_many_are_archives_the_newest_first_and_only_the_newest_paper_is_in_none() -> None:
    shards, _ = build([], wanted(26))
    assert sizes(shards) == [1, 5, 10, 10]
    assert list(shards[1].papers) == ["p20", "p21", "p22", "p23", "p24"]


def test_a_small_rest_stays_with_the_archive_before() -> None:
    assert sizes(build([], wanted(25))[0]) == [1, 14, 10]


def test_nothing_is_made_where_nothing_changed() -> None:
    shards, _ = build([], wanted(26))
    assert build(shards, wanted(26)) == (shards, [])


def test_what_came_or_changed_goes_into_the_running_shard() -> None:
    shards, _ = build([], wanted(26))
    keys = wanted(27, p03="edited")
    after, papers = build(shards, keys)
    assert papers == [3] and list(after[0].papers) == ["p03", "p25", "p26"]
    assert [shard.gone(keys) for shard in after] == [[], [], [], ["p03 first"]]


def test_a_change_that_was_taken_back_leaves_it_again() -> None:
    shards, _ = build([], wanted(26))
    edited, _ = build(shards, wanted(26, p03="edited"))
    assert build(edited, wanted(26)) == (shards, [1])


def test_when_they_are_many_their_archives_are_made_anew_and_no_other() -> None:
    shards, _ = build([], wanted(26))
    after, papers = build(shards, wanted(29, p03="edited"))
    assert papers == [1, 8, 10]
    assert after[2] is shards[2]


def test_many_deletions_are_folded_in_too() -> None:
    shards, _ = build([], wanted(26))
    keys = {url: key for url, key in wanted(26).items() if not "p00" <= url < "p05"}
    after, papers = build(shards, keys)
    assert papers == [5] and sizes(after) == [1, 5, 10, 5]


def test_an_archive_that_is_lost_is_made_again_with_all_that_is_new() -> None:
    shards, _ = build([], wanted(26))
    _, papers = build([shards[0], *shards[2:]], wanted(26))
    assert sum(papers) == 15


def test_the_running_shard_holds_a_paper_where_there_is_one() -> None:
    shards, _ = build([], wanted(26))
    after, papers = build(shards, wanted(25))
    assert sizes(after) == [1, 4, 10, 10] and papers == [1, 4]
    assert sizes(build(shards, {})[0]) == [0]


KEYS = st.dictionaries(st.sampled_from(list(wanted(40))), st.sampled_from(["first", "edited"]))


@given(st.lists(st.tuples(KEYS, st.integers(0, 9)), max_size=5))
def test_every_paper_is_fresh_in_exactly_one_shard(steps: list[tuple[dict[str, str], int]]) -> None:
    """Whatever was there before, and whichever shard was lost."""
    known: list[Shard] = []
    for unordered, lost in steps:
        keys = dict(sorted(unordered.items()))
        known, _ = build(known, keys)
        found = [url for shard in known for url in shard.fresh(keys)]
        assert sorted(found) == list(keys)
        assert len({shard.folder for shard in known}) == len(known)
        assert max(sizes(known)) <= SIZES.archive + SIZES.running
        known = [shard for at, shard in enumerate(known) if at != lost]
