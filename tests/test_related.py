"""Related papers: who is near whom, and why; and how little a new day moves."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen import concepts
from sitegen.related.known import neighbours
from sitegen.related.lists import related
from sitegen.related.settled import YOUNG, settled
from sitegen.related.text import Neighbour, Text

CONCEPTS = concepts.compile({"waves": ("swell", "breaker"), "turf": ("lawn", "pasture")})
SEA = Text("sea", "Salt of northern seas", "Salinity of cold seas along the coast.")
SALT = Text("salt", "Measuring sea salt", "Salinity sensors for cold seas.")
HILL = Text("hill", "Grass on hills", "Meadows and their flowers.")
MEADOW = Text("meadow", "Flowers of meadows", "Grass and flowers on dry hills.")
PAPERS = (SEA, SALT, HILL, MEADOW)


def slugs(papers: tuple[Text, ...], k: int = 5) -> list[list[str]]:
    return [[n.slug for n in near] for near in related(papers, CONCEPTS, k)]


def test_the_nearest_shares_most_terms() -> None:
    assert [near[0] for near in slugs(PAPERS)] == ["salt", "sea", "meadow", "hill"]


def test_papers_that_share_nothing_are_not_related() -> None:
    assert slugs((SEA, HILL)) == [[], []]


def test_near_duplicates_come_first() -> None:
    copy = Text("copy", SEA.title, SEA.abstract)
    assert slugs((*PAPERS, copy))[0][0] == "copy"


def test_ties_stand_in_the_order_of_their_slugs() -> None:
    twins = (SEA, Text("b", SALT.title, SALT.abstract), Text("a", SALT.title, SALT.abstract), HILL)
    assert slugs(twins)[0][:2] == ["a", "b"]


def test_a_reason_is_written_as_the_paper_writes_it() -> None:
    one = Text("one", "SeaNet for tides", "Tides of harbours.")
    other = Text("other", "More of SeaNet", "A harbour and its tide.")
    nearest = related((one, other, HILL), CONCEPTS)[0][0]
    assert set(nearest.shared) == {"SeaNet", "tides", "harbours"}


def test_a_reason_keeps_the_hyphen_that_the_paper_writes() -> None:
    one = Text("one", "Multi-scale tides", "")
    other = Text("other", "Tides, multiscale", "")
    assert set(related((one, other, HILL), CONCEPTS)[0][0].shared) == {"multi-scale", "tides"}
    assert set(related((one, other, HILL), CONCEPTS)[1][0].shared) == {"multiscale", "tides"}


def test_different_words_for_one_concept_relate_and_the_concept_is_the_reason() -> None:
    surf = Text("surf", "Heavy swell", "")
    bay = Text("bay", "Of breakers", "")
    nearest = related((surf, bay, HILL, MEADOW), CONCEPTS)[0][0]
    assert (nearest.slug, nearest.shared) == ("bay", ("waves",))


def test_topics_tell_apart_what_words_do_not() -> None:
    asked = Text("asked", "Seas", "Waves.", (("ocean", 20.0),))
    poem = Text("poem", "Seas", "Poems.", (("poetry", 20.0),))
    chart = Text("chart", "Seas", "Charts.", (("ocean", 20.0),))
    assert slugs((asked, poem, chart, HILL))[0][0] == "chart"


def test_alone_there_is_nobody() -> None:
    assert related((SEA,), CONCEPTS) == ((),)
    assert related((), CONCEPTS) == ()


def test_whole_days_settle_each_time_the_papers_have_doubled() -> None:
    def after(days: int) -> int:
        return settled([f"2025-{d:05}" for d in range(days) for _ in range(100)])

    assert after(5) == 500  # young: all of it
    assert [after(n) for n in (6, 7, 10)] == [600, 600, 600]
    assert [after(n) for n in (11, 20)] == [1100, 1100]
    assert settled([]) == 0
    assert settled(["2025-03-11"] * (YOUNG + 1)) == YOUNG + 1


STEMS = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in ("nd", "lk", "rm", "st")]


def papers_of(chance: random.Random, number: int, first: int = 0) -> list[Text]:
    """Papers of forty themes with twelve words each, and words of any kind."""
    themes = [[STEMS[(t * 7 + i * 3) % len(STEMS)] for i in range(12)] for t in range(40)]
    made = []
    for i in range(first, first + number):
        theme = chance.choice(themes)
        said = [*chance.sample(theme, 6), *chance.sample(STEMS, 10)]
        made.append(Text(f"p{i}", " ".join(said[:3]), " ".join(said), source=f"page {i}"))
    return made


def test_a_new_day_changes_no_more_lists_than_it_has_places_in() -> None:
    chance = random.Random(1)
    old = papers_of(chance, 700)
    new = papers_of(chance, 5, first=700)
    before = related(old, CONCEPTS, settled=600)
    after = related([*old, *new], CONCEPTS, settled=600)
    changed = [i for i in range(700) if before[i] != after[i]]
    entered = [i for i in range(700) if {n.slug for n in after[i]} & {p.slug for p in new}]
    assert set(entered) <= set(changed)
    assert len(changed) <= 5 * 5 * len(new)


def test_an_update_finds_the_lists_that_a_clean_run_finds() -> None:
    chance = random.Random(2)
    papers = papers_of(chance, 700)
    known = neighbours(papers, CONCEPTS, 5, 500)
    for step, edit in enumerate((come, go, rewritten, come, settled_rewritten)):
        papers = edit(chance, papers, 1000 + 10 * step)
        updated = neighbours(papers, CONCEPTS, 5, 500, before=known)
        assert updated.lists == neighbours(papers, CONCEPTS, 5, 500).lists, edit.__name__
        if edit is not settled_rewritten:
            kept = [slug for slug, near in known.lists.items() if updated.lists.get(slug) is near]
            assert len(kept) > 350, "most lists are not even looked at"
        known = updated


def come(chance: random.Random, papers: list[Text], number: int) -> list[Text]:
    return [*papers, *papers_of(chance, 3, number)]


def go(chance: random.Random, papers: list[Text], number: int) -> list[Text]:
    gone = chance.sample(papers[500:], 3)
    return [paper for paper in papers if paper not in gone]


def rewritten(chance: random.Random, papers: list[Text], number: int) -> list[Text]:
    place = chance.randrange(500, len(papers))
    other = papers_of(chance, 1, number)[0]
    return [*papers[:place], replace(other, slug=papers[place].slug), *papers[place + 1 :]]


def settled_rewritten(chance: random.Random, papers: list[Text], number: int) -> list[Text]:
    now = replace(papers[0], title="Swell", abstract=papers[9].abstract, source="page 0, edited")
    return [now, *papers[1:]]


def test_an_update_finds_them_where_so_many_come_that_others_are_compared_no_more() -> None:
    chance = random.Random(5)
    papers = papers_of(chance, 700)
    known = neighbours(papers, CONCEPTS, 5, 500)
    for step in range(3):
        papers = crowd(chance, papers, 1000 + 100 * step)
        known = neighbours(papers, CONCEPTS, 5, 500, before=known)
        assert known.lists == neighbours(papers, CONCEPTS, 5, 500).lists


def crowd(chance: random.Random, papers: list[Text], number: int) -> list[Text]:
    """Sixty more that speak of what one does that stands."""
    said = papers[520].abstract.split()
    most = chance.randrange(4, 12)
    made = []
    for i in range(number, number + 60):
        title = " ".join(chance.sample(said, 2))
        words = [*chance.sample(said, most), *chance.sample(STEMS, chance.randrange(4, 30))]
        made.append(Text(f"p{i}", title, " ".join(words), source=f"page {i}"))
    return [*papers, *made]


def test_an_update_finds_them_where_the_same_papers_are_weighed_by_others() -> None:
    papers = papers_of(random.Random(3), 300)
    known = neighbours(papers, CONCEPTS, 5, 200)
    assert neighbours(papers, CONCEPTS, 5, 200, before=known).anew == 0
    updated = neighbours(papers, CONCEPTS, 5, 260, before=known)
    assert updated.lists == neighbours(papers, CONCEPTS, 5, 260).lists


def test_other_concepts_and_another_length_make_every_list_anew() -> None:
    known = neighbours(PAPERS, concepts.compile({"salt": ("salt", "meadow")}), 2)
    assert neighbours(PAPERS, CONCEPTS, 2, before=known).lists == lists_of(PAPERS, 2)
    assert neighbours(PAPERS, CONCEPTS, 1, before=known).lists == lists_of(PAPERS, 1)


def lists_of(papers: tuple[Text, ...], k: int) -> dict[str, tuple[Neighbour, ...]]:
    return dict(neighbours(papers, CONCEPTS, k).lists)


WORDS = st.lists(st.sampled_from("sea salt hill grass flower coast swell".split()), max_size=8)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=7), st.integers(1, 4))
def test_laws(texts: list[list[str]], k: int) -> None:
    papers = tuple(Text(f"p{i}", " ".join(t[:2]), " ".join(t)) for i, t in enumerate(texts))
    lists = related(papers, CONCEPTS, k)
    assert len(lists) == len(papers)
    for paper, near in zip(papers, lists, strict=True):
        assert paper.slug not in {n.slug for n in near}
        assert len(near) <= k
        assert [n.score for n in near] == sorted((n.score for n in near), reverse=True)
    backwards = related(papers[::-1], CONCEPTS, k)[::-1]
    assert [[n.score for n in near] for near in backwards] == [
        [n.score for n in near] for near in lists
    ]
