"""Topics of a paper: what a rule finds, where it counts, which topics are given."""

import pickle
from pathlib import Path

import plainly
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen import topics
from sitegen.content import rules
from sitegen.content.yamltext import load_yaml
from sitegen.model import Rules, Topic
from sitegen.scale import Scale

ROOT = Path(__file__).parent
CASES = [
    tuple(part.strip() for part in line.split("|||"))
    for line in (ROOT / "cases" / "topics" / "matching.txt").read_text().splitlines()
    if line and not line.startswith("#")
    for line in [" ||| ".join(line.rsplit(" | ", 2))]
]


LONG = ". " + "la " * Scale().full


def classifier(**by_slug: Rules) -> topics.Classifier:
    return topics.compile([Topic(slug, slug, "", found) for slug, found in by_slug.items()])


def strength(found: Rules, title: str = "", abstract: str = "", **more: tuple[str, ...]) -> float:
    """Of the topic in a paper whose abstract goes on until it is long."""
    ranked = topics.strengths(classifier(it=found), title, abstract + LONG, **more)
    return dict(ranked).get("it", 0.0)


def chosen(classifier: topics.Classifier, title: str) -> tuple[str, ...]:
    return topics.classify(classifier, title, LONG)


@pytest.mark.parametrize(("phrase", "text", "expected"), CASES)
def test_a_phrase_finds(phrase: str, text: str, expected: str) -> None:
    assert bool(strength(Rules(phrases=((phrase, 1.0),)), text)) is (expected == "yes")


class TestWhereAPhraseCounts:
    found = Rules(phrases=(("river", 1.0),))

    def test_most_in_the_title(self) -> None:
        assert strength(self.found, "A river", "x") == Scale().title

    def test_once_in_the_abstract(self) -> None:
        assert strength(self.found, "x", "A river") == 1.0

    def test_more_where_the_authors_first_speak_of_their_own_work(self) -> None:
        assert (
            strength(self.found, "x", "Maps are old. We map a river. It is long.") == Scale().claim
        )

    def test_less_before_that(self) -> None:
        assert strength(self.found, "x", "A river is long. We map it.") == Scale().background

    def test_mentions_add_up_to_a_limit(self) -> None:
        assert strength(self.found, "x", "river " * 50) == Scale().most

    def test_more_in_a_title_without_abstract(self) -> None:
        ranked = topics.strengths(classifier(it=self.found), "A river", "")
        assert dict(ranked)["it"] == Scale().title * Scale().alone

    def test_more_in_a_short_abstract(self) -> None:
        short = "A river" + " la" * (Scale().full // 2 - 2)
        ranked = topics.strengths(classifier(it=self.found), "x", short)
        assert dict(ranked)["it"] == (1 + Scale().alone) / 2

    def test_among_keywords(self) -> None:
        assert strength(self.found, "x", "x", keywords=("rivers",)) == Scale().keywords

    def test_only_in_the_title_if_the_rule_says_so(self) -> None:
        assert strength(Rules(title=(("river", 1.0),)), "x", "A river") == 0

    def test_categories_count_as_given(self) -> None:
        found = Rules(categories=(("cs.IR", 2.5),))
        assert strength(found, "x", "x", categories=("cs.IR", "cs.CL")) == 2.5


class TestPhrasesThatMeet:
    def test_the_longest_wins_and_is_counted_once(self) -> None:
        found = Rules(phrases=(("river", 1.0), ("river bank", 2.0), ("bank", 4.0)))
        assert strength(found, "x", "the river bank") == 2.0

    def test_what_speaks_against_takes_its_weight_and_hides_what_it_contains(self) -> None:
        found = Rules(phrases=(("bank", 4.0), ("loan", 3.0)), against=(("river bank", 1.0),))
        assert strength(found, "x", "a loan at the river bank") == 2.0

    def test_the_order_of_the_rules_says_nothing(self) -> None:
        pairs = (("new ... river|lake", 1.0), ("old ... river|sea", 2.0))
        text = "New and old: a river."
        forth, back = Rules(phrases=pairs), Rules(phrases=pairs[::-1])
        assert strength(forth, "x", text) == strength(back, "x", text)

    def test_topics_do_not_hide_each_other_s_phrases(self) -> None:
        both = classifier(
            a=Rules(phrases=(("river bank", 9.0),)), b=Rules(phrases=(("bank", 9.0),))
        )
        assert topics.classify(both, "River bank", "") == ("a", "b")


class TestChoice:
    def test_strongest_first(self) -> None:
        both = classifier(a=Rules(phrases=(("sea", 5.0),)), b=Rules(phrases=(("lake", 6.0),)))
        assert chosen(both, "Sea and lake") == ("b", "a")

    def test_ties_go_by_slug(self) -> None:
        both = classifier(b=Rules(phrases=(("lake", 5.0),)), a=Rules(phrases=(("sea", 5.0),)))
        assert chosen(both, "Sea and lake") == ("a", "b")

    def test_below_the_threshold_the_best_is_better_than_none(self) -> None:
        one = classifier(a=Rules(phrases=(("sea", Scale().floor / Scale().title),)))
        assert chosen(one, "Sea") == ("a",)

    def test_a_hint_is_not_enough(self) -> None:
        assert chosen(classifier(a=Rules(phrases=(("sea", 0.5),))), "Sea") == ()

    def test_the_strongest_needs_less_than_the_others(self) -> None:
        alone = classifier(a=Rules(phrases=(("sea", 2.0),)))
        assert chosen(alone, "Sea") == ("a",)
        beside = classifier(
            a=Rules(phrases=(("sea", 2.0),)),
            b=Rules(phrases=tuple((w, 10.0) for w in ("lake", "pond"))),
        )
        assert chosen(beside, "Sea, lake, pond") == ("b",)

    def test_a_topic_implies_another(self) -> None:
        sea = Rules(phrases=(("sea", 5.0),), implies=(("water", 1.0),))
        assert chosen(classifier(sea=sea, water=Rules()), "Sea") == ("sea", "water")

    def test_nothing_comes_of_nothing(self) -> None:
        assert topics.classify(classifier(a=Rules(phrases=(("sea", 9.0),))), "", "") == ()


def test_explain_tells_phrase_place_and_score() -> None:
    sea = Rules(phrases=(("salt sea", 5.0),), implies=(("water", 0.5),))
    told = topics.explain(classifier(sea=sea, water=Rules()), "Salt seas", LONG, ())
    assert told == (
        topics.Reason("sea", 15.0, "salt sea", ("title",)),
        topics.Reason("water", 5.0, "topic sea", ()),
    )


def test_a_classifier_can_be_sent_to_another_process() -> None:
    sea = classifier(sea=Rules(phrases=(("salt sea", 5.0),)))
    assert topics.classify(pickle.loads(pickle.dumps(sea)), "Salt sea", "x") == ("sea",)


class TestReading:
    def read(self, text: str) -> tuple[Rules, tuple[str, ...]]:
        found, problems = rules.read(load_yaml(text, "x.md"), "x.md")
        return found, tuple(p.reason for p in problems)

    def test_weights_map_to_phrases(self) -> None:
        assert self.read("phrases: {3: [salt sea, lake], 0.5: pond}") == (
            Rules(phrases=(("salt sea", 3.0), ("lake", 3.0), ("pond", 0.5))),
            (),
        )

    def test_categories_map_to_weights(self) -> None:
        assert self.read("categories: {cs.IR: 2}")[0].categories == (("cs.IR", 2.0),)

    def test_no_rules_are_no_mistake(self) -> None:
        assert rules.read(None, "x.md") == (Rules(), ())

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("[a, b]", "rules must be a mapping of sections"),
            ("phrase: {3: [a]}", "unknown section of rules"),
            ("phrases: [a]", "phrases of x.md must be a mapping"),
            ("phrases: {heavy: [a]}", "weight is not a number"),
            ("phrases: {0: [a]}", "weight must be above 0 and at most 10"),
            ("phrases: {nan: [a]}", "weight must be above 0 and at most 10"),
            ("phrases: {3: {a: b}}", "phrases of x.md must list phrases"),
            ("phrases: {3: ['...']}", "phrase has no word in it"),
            ("phrases: {3: [sea], 2: [sea]}", "phrase stands twice in phrases of x.md"),
        ],
    )
    def test_mistakes_are_told(self, text: str, reason: str) -> None:
        assert self.read(text)[1] == (reason,)

    def test_the_rest_of_the_rules_stands(self) -> None:
        assert self.read("{phrases: {3: [sea], x: [lake]}}")[0].phrases == (("sea", 3.0),)

    def test_implying_an_unknown_topic_is_told(self) -> None:
        topic = Topic("sea", "Sea", "", Rules(implies=(("wtaer", 1.0),)))
        (problem,) = rules.check([topic], {"sea": "topics/sea.md"})
        assert (problem.file, problem.text) == ("topics/sea.md", "wtaer")


SHIPPED = sorted((ROOT.parent / "content" / "topics").glob("*.md"))


class TestShippedTopics:
    def topics(self) -> list[Topic]:
        found = []
        for file in SHIPPED:
            page = load_yaml(file.read_text().split("---\n")[1], file.name)
            read, problems = rules.read(page["rules"], file.name)
            assert problems == ()
            found.append(Topic(file.stem, page["name"], page["description"], read))
        return found

    def test_there_are_34_and_they_imply_only_each_other(self) -> None:
        found = self.topics()
        assert len(found) == 34
        assert rules.check(found, {}) == ()

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Sparse Retrieval for Norwegian Recipes", "retrieval"),
            ("Cheap Text-to-Image Generation with Few Steps", "image-generation"),
            ("A Survey of Federated Learning in Hospitals", "federated-learning"),
            ("Quantising Small Networks to Two Bits", "model-compression"),
            ("Gaussian Splatting of Old Bridges", "3d-vision"),
            ("Keeping Old Skills: Class-Incremental Learning of Birds", "continual-learning"),
            ("A Benchmark for Repository-Level Code Completion", "code"),
        ],
    )
    def test_a_title_alone_can_say_it(self, title: str, expected: str) -> None:
        assert expected in topics.classify(topics.compile(self.topics()), title, "")


SAID = "we our paper this the pre non- multi un C++ é . ! river banks old, sea seas- x".split()
said = st.lists(st.sampled_from(SAID), max_size=25).map(" ".join) | st.text(max_size=20)
papers = st.lists(
    st.tuples(
        said,
        said,
        st.lists(st.sampled_from(["geo.la", "geo.sea"]), max_size=2),
        st.lists(said, max_size=2),
    ),
    max_size=5,
)
phrases = st.sampled_from(
    ["river", "old river", "river bank", "sea|bank", "pre-sea", "nonriver", "old ... sea", "C++"]
)
weighed = st.lists(st.tuples(phrases, st.sampled_from([1.3, 2.7, 9.1])), max_size=3).map(tuple)
some_rules = st.builds(
    Rules,
    phrases=weighed,
    title=weighed,
    abstract=weighed,
    keywords=weighed,
    against=weighed,
    categories=st.sampled_from([(), (("geo.la", 3.3),), (("geo.sea", 10.1),)]),
    implies=st.sampled_from([(), (("b", 0.7),), (("c", 1.1),)]),
)


@settings(max_examples=60)
@given(papers, st.fixed_dictionaries(dict.fromkeys("cab", some_rules)))
@example(
    [("x", "paper of a river. old banks, this", [], []), ("sea", "sea", [], [])],
    {
        "a": Rules(phrases=(("river", 1.3), ("sea", 9.1)), implies=(("b", 0.7),)),
        "b": Rules(phrases=(("sea", 1.3),), implies=(("c", 1.1),)),
        "c": Rules(title=(("sea", 2.7),)),
    },
)
def test_many_papers_are_judged_as_each_is_word_by_word(
    asked: list[tuple[str, str, list[str], list[str]]], rules: dict[str, Rules]
) -> None:
    found = classifier(**rules)
    expected = [plainly.strengths(found, *paper) for paper in asked]
    assert topics.strengths_of(found, asked) == expected
    assert [topics.strengths(found, *paper) for paper in asked[:1]] == expected[:1]
