"""Related papers: who is near whom, and why."""

from hypothesis import given
from hypothesis import strategies as st

from sitegen.related import Text, related, term_weights

SEA = Text("sea", "Salt of northern seas", "Salinity of cold seas along the coast.")
SALT = Text("salt", "Measuring sea salt", "Salinity sensors for cold seas.")
HILL = Text("hill", "Grass on hills", "Meadows and their flowers.")
MEADOW = Text("meadow", "Flowers of meadows", "Grass and flowers on dry hills.")
PAPERS = (SEA, SALT, HILL, MEADOW)


def slugs(papers: tuple[Text, ...], k: int = 5) -> list[list[str]]:
    return [[n.slug for n in near] for near in related(papers, k)]


def test_the_nearest_shares_most_terms() -> None:
    assert [near[0] for near in slugs(PAPERS)] == ["salt", "sea", "meadow", "hill"]


def test_a_reason_names_shared_terms_as_they_are_written() -> None:
    nearest = related(PAPERS)[0][0]
    assert "seas" in nearest.shared
    assert len(nearest.shared) <= 3


def test_near_duplicates_come_first() -> None:
    copy = Text("copy", SEA.title, SEA.abstract)
    assert slugs((*PAPERS, copy))[0][0] == "copy"


def test_ties_go_by_slug() -> None:
    twins = (SEA, Text("b", SALT.title, SALT.abstract), Text("a", SALT.title, SALT.abstract), HILL)
    assert slugs(twins)[0][:2] == ["a", "b"]


def test_topics_tell_apart_what_words_do_not() -> None:
    asked = Text("asked", "Seas", "Waves.", (("ocean", 20.0),))
    papers = (
        asked,
        Text("a", "Seas", "Poems.", (("poetry", 20.0),)),
        Text("b", "Seas", "Charts.", (("ocean", 20.0),)),
        HILL,
    )
    assert slugs(papers)[0][0] == "b"


def test_settled_weights_keep_old_neighbours_when_papers_come() -> None:
    settled = term_weights(PAPERS)
    before = related(PAPERS, weights=settled)
    stranger = Text("stranger", "Engines", "Pistons, valves and oil.")
    assert related((*PAPERS, stranger), weights=settled)[:4] == before


def test_alone_there_is_nobody() -> None:
    assert related((SEA,)) == ((),)
    assert related(()) == ()


WORDS = st.lists(st.sampled_from("sea salt hill grass flower coast".split()), max_size=8)


@given(st.lists(WORDS, max_size=7), st.integers(1, 4))
def test_laws(texts: list[list[str]], k: int) -> None:
    papers = tuple(Text(f"p{i}", " ".join(t[:2]), " ".join(t)) for i, t in enumerate(texts))
    lists = related(papers, k)
    assert len(lists) == len(papers)
    for paper, near in zip(papers, lists, strict=True):
        assert paper.slug not in {n.slug for n in near}
        assert len(near) <= k
        assert [n.score for n in near] == sorted((n.score for n in near), reverse=True)
    backwards = related(papers[::-1], k)[::-1]
    assert [[n.slug for n in near] for near in backwards] == [[n.slug for n in n2] for n2 in lists]
