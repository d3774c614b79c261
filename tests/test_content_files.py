"""The files of a content folder besides day pages: YAML, facts, settings, topics, the ledger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content import frontmatter
from sitegen.content.facts import Editorial, read_facts
from sitegen.content.judgement import DIFFERENT, SAME, Judgement
from sitegen.content.ledger import CaptureEntry, Known, Ledger, Listed, Listing
from sitegen.content.ledgerfiles import ledger_files, read_ledger
from sitegen.content.settings import Settings, read_settings
from sitegen.content.topicpage import BEGIN, END, read_topic, with_list, without_list
from sitegen.content.write import Edit, front_matter_edits, spliced
from sitegen.errors import DigestError
from sitegen.model import Facts

# --- YAML ------------------------------------------------------------------------------------


def test_every_value_is_a_text() -> None:
    text = "a: 2401.01230\nb: no\nc: null\nd: 2025-01-01\ne: 0x10\nf:\ng: [1, ~]\n"
    assert frontmatter.load_mapping(text, "f") == {
        **{"a": "2401.01230", "b": "no", "c": "null", "d": "2025-01-01", "e": "0x10", "f": ""},
        "g": ["1", "~"],
    }


BROKEN = {
    "a key twice": ("a: b\na: c\n", 2),
    "a key that is a list": ("a: b\n? [c]\n: d\n", 2),
    "a tab": ("a: b\n\tc: d\n", 2),
    "an open quote": ('a: "b\n', 1),
    "two documents": ("a: b\n---\nc: d\n", 2),
    "a list": ("- a\n", 1),
    "a control character": ("a: b\nc: \x00\n", 2),
    "an object of a program": ("a: b\nc: !!python/object:os.system {}\n", 2),
    "a time": ("a: !!timestamp soon\n", 1),
    "a truth": ("a: !!bool maybe\n", 1),
    "an alias of itself": ("a: &a [*a]\n", 1),
    "an alias of nothing": ("a: b\nc: *d\n", 2),
    "brackets without end": ("a: " + "[" * 100_000, 1),
    "dashes without end": ("- " * 100_000, 1),
    "half a character": ("a: \ud800\n", 1),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_yaml_names_its_line(kind: str) -> None:
    text, line = BROKEN[kind]
    with pytest.raises(DigestError) as stopped:
        frontmatter.load_mapping(text, "f", 10)
    (problem,) = stopped.value.problems
    assert (problem.file, problem.line, problem.error) == ("f", 9 + line, True)
    assert len(problem.reason) < 200


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(frontmatter.load_mapping(text, "f"), dict)
    except DigestError as error:
        assert all(problem.file == "f" for problem in error.problems)


def test_a_page_in_two_with_any_line_ends_and_a_byte_order_mark() -> None:
    page = frontmatter.split("\ufeff---\r\na: b\r\n--- \r\nBody.\r\n", "f")
    assert page.values == {"a": "b"}
    assert (page.body, page.body_line) == ("Body.\r\n", 4)
    assert frontmatter.split("No front matter.\n", "f").values == {}


# --- facts -----------------------------------------------------------------------------------


def test_facts_and_what_a_person_decided() -> None:
    values = {
        **{"arxiv": "arXiv:2210.17323v2", "authors": ["A", "B"], "links": "https://a.b/"},
        **{"votes": "", "topics": ["+code", "-vision"], "hidden": "Yes", "mood": "good"},
    }
    facts, editorial, problems = read_facts(values, "f", lambda key: 1)
    assert facts == Facts(arxiv="2210.17323", authors=("A", "B"), links=("https://a.b/",))
    assert editorial == Editorial(("code",), ("vision",), True, (("mood", "good"),))
    assert problems == ()


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("version", "v3", "3"),
        ("version", "1", ""),
        ("withdrawn", "True", "yes"),
        ("withdrawn", "2025-03-11", "2025-03-11"),
        ("withdrawn", "no", ""),
        ("arxiv", "math.GT/0309136", "math/0309136"),
        ("categories", ["cs.NA", "cs.LG", "math.NA"], ("math.NA", "cs.LG")),
        ("categories", "math.IT", ("cs.IT",)),
    ],
)
def test_a_fact_with_a_form_of_its_own(name: str, written: object, read: object) -> None:
    facts, _, problems = read_facts({name: written}, "f", lambda key: 1)
    assert (getattr(facts, name), problems) == (read, ())


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"votes": ["1"]}, "votes: expected one text"),
        ({"authors": {"a": "b"}}, "authors: expected a list of texts"),
        ({"links": [["a"]]}, "links: expected a list of texts"),
        ({"arxiv": "soon"}, "arxiv: expected an arXiv id"),
        ({"doi": "11.1/x"}, "doi: expected a DOI"),
        ({"version": "two"}, "version: expected the number of a version"),
        ({"withdrawn": "2025-02-30"}, "withdrawn: expected a day like"),
        ({"withdrawn": "maybe"}, "withdrawn: expected a day like"),
        ({"thumbnail": "javascript:alert(1)"}, "thumbnail: expected web addresses"),
        ({"links": ["https://a.example/", "http://[::1"]}, "links: expected web addresses"),
        ({"media": "//a.example/film.mp4"}, "media: expected web addresses"),
        ({"topics": ["code"]}, "topics: expected a list like"),
        ({"topics": ["+"]}, "topics: expected a list like"),
        ({"topics": {"+a": ""}}, "topics: expected a list like"),
        ({"hidden": "maybe"}, "hidden: expected true or false"),
        ({"hidden": ["true"]}, "hidden: expected true or false"),
    ],
    ids=str,
)
def test_facts_of_a_wrong_kind(values: dict[str, object], reason: str) -> None:
    _, _, (problem,) = read_facts(values, "f", lambda key: 7)
    assert problem.reason.startswith(reason)
    assert (problem.line, problem.error) == (7, True)


# --- settings --------------------------------------------------------------------------------


def test_settings_and_their_defaults() -> None:
    assert read_settings("", "f") == Settings()
    text = "title: Mine\nurl: https://example.org/d\nid:\n# a remark\n"
    found = read_settings(text, "f")
    assert (found.title, found.url, found.site_id) == ("Mine", "https://example.org/d/", "mine")
    assert read_settings("\ufefftitle: Mine\r\n", "f").title == "Mine"


@pytest.mark.parametrize(
    "text",
    [
        "url: ftp://example.org/",
        "url: https://",
        "url: https://example.org/?page=1",
        "url: https://exa mple.org/",
        "url: http://[x",
        "repo: me/digest",
        "id: -a",
        'id: "a\\n"',
        'language: "en\\n"',
        "language: e",
        "content_language: [en]",
        "title: {a: b}",
        "navigation: [latest, nowhere]",
        "navigation: [{name: Blog, url: javascript:x}]",
        "theme: [accent]",
        "theme: {accent: 'red; } body { display: none'}",
        "dark: {accent: url(x)}",
        "omit: [days]",
        "follow: {a: b}",
        "aliases: [a]",
        "logo: ../x.svg",
    ],
)
def test_a_setting_that_cannot_be(text: str) -> None:
    with pytest.raises(DigestError) as stopped:
        read_settings(f"tagline: x\n{text}\n", "f")
    assert [problem.line for problem in stopped.value.problems] == [2]


def test_settings_that_are_more_than_one_text() -> None:
    text = """\
navigation: [latest, {name: Blog, url: https://example.org/blog}]
theme: {accent: '#14532d', measure: 38rem}
omit: weeks
follow: [Ada Byron]
aliases: {Ada Byron: [A. Byron, "Byron, Ada"]}
"""
    found = read_settings(text, "f")
    assert found.navigation == (("latest", ""), ("Blog", "https://example.org/blog"))
    assert found.theme == (("accent", "#14532d"), ("measure", "38rem"))
    assert (found.omit, found.follow) == (("weeks",), ("Ada Byron",))
    assert found.aliases == (("Ada Byron", ("A. Byron", "Byron, Ada")),)


def test_an_unknown_setting_is_told_with_what_was_meant() -> None:
    with pytest.raises(DigestError, match=r"f:2: unknown setting.*Did you mean 'language'"):
        read_settings("title: A\nlangauge: en\n", "f")
    with pytest.raises(DigestError, match="Known: title, tagline"):
        read_settings("zzz: en\n", "f")


# --- topics ----------------------------------------------------------------------------------

TOPIC = f"---\nname: A topic\n---\nWords.\n\n{BEGIN}\n- old\n{END}\n\nMore words.\n"


def test_the_list_is_ingests_and_all_else_the_persons() -> None:
    page = with_list(TOPIC, ["- new", "- newer"])
    assert page == TOPIC.replace("- old\n", "- new\n- newer\n")
    assert with_list(page, ["- old"]) == TOPIC
    assert read_topic(TOPIC, "f", "a").topic.intro == "Words.\n\n\n\nMore words."


def test_a_topic_page_without_a_list_gets_one() -> None:
    assert with_list("---\nname: A\n---\n", []) == f"---\nname: A\n---\n\n{BEGIN}\n{END}\n"
    assert without_list(with_list("---\nname: A\n---\n", ["- a"])) == "---\nname: A\n---\n"


def test_a_lost_end_marker_costs_nobody_a_word() -> None:
    lost = TOPIC.replace(END + "\n", "")
    page = with_list(lost, ["- new"])
    assert page == TOPIC.replace("- old", "- new")
    assert read_topic(lost, "f", "a").topic.intro.endswith("More words.")


def test_a_page_with_windows_lines_keeps_them() -> None:
    page = with_list(TOPIC.replace("\n", "\r\n"), ["- new"])
    assert page == TOPIC.replace("- old", "- new").replace("\n", "\r\n")
    assert read_topic(page, "f", "a").topic == read_topic(TOPIC, "f", "a").topic


# --- edits -----------------------------------------------------------------------------------


def test_edits_leave_every_other_line_alone() -> None:
    text = "a\r\nb\nc\r\nd"
    assert spliced(text, [Edit(1, 2, ("B", "bb")), Edit(3, 4)]) == "a\r\nB\r\nbb\r\nc\r"
    assert spliced("a\nb\n\n\n", [], ["c\n", "d\n"]) == "a\nb\n\n\nc\n\nd\n"
    assert spliced("a", [], ["c\n"]) == "a\n\nc\n"


FRONT = "---\n# mine\n'day' : 2025-03-11 # a Tuesday\nyear: inferred\n---\nBody.\n"


def test_front_matter_is_edited_value_by_value() -> None:
    edits = front_matter_edits(FRONT, {"day": "2025-03-12", "year": "given"})
    assert spliced(FRONT, edits) == FRONT.replace(
        "'day' : 2025-03-11 # a Tuesday\nyear: inferred",
        "day: 2025-03-12  # a Tuesday\nyear: given",
    )
    assert spliced(FRONT, front_matter_edits(FRONT, {"year": ""})) == FRONT.replace(
        "year: inferred\n", ""
    )
    assert front_matter_edits("---\n{day: 2025-03-11}\n---\n", {"year": "given"}) == []


# --- the ledger ------------------------------------------------------------------------------

slugs = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,3})?", fullmatch=True)
days = st.sampled_from(["2025-03-11", "2025-03-12", "undated"])
words = st.text(max_size=8)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
listed = st.builds(Listed, slugs, st.integers(1, 99), words, st.sampled_from(["", "2025-03-11"]))
entries = st.builds(
    CaptureEntry, words, digests, words, words, days, words, st.lists(listed, max_size=3).map(tuple)
)
papers = st.builds(
    Known,
    slugs,
    days,
    st.lists(words, max_size=3).map(tuple),
    st.dictionaries(words, words, max_size=2),
    st.lists(slugs, max_size=2).map(tuple),
    st.booleans(),
)
listings = st.builds(Listing, slugs, days, st.booleans())
judgements = st.one_of(
    st.builds(Judgement, slugs, slugs, st.just(DIFFERENT)),
    st.builds(
        Judgement,
        slugs,
        slugs,
        st.just(SAME),
        days,
        st.lists(words, max_size=2).map(tuple),
        st.dictionaries(words, words, max_size=2),
        st.lists(slugs, max_size=2).map(tuple),
        st.lists(days, max_size=2).map(tuple),
    ),
)
ledgers = st.builds(
    lambda found, known, standing, judged: Ledger(
        {entry.digest: entry for entry in found},
        {paper.slug: paper for paper in known},
        {(one.day, one.slug): one for one in standing},
        {one.pair: one for one in judged},
    ),
    st.lists(entries, max_size=2),
    st.lists(papers, max_size=3),
    st.lists(listings, max_size=3),
    st.lists(judgements, max_size=3),
)


@given(ledgers)
def test_a_ledger_reads_back_as_it_was_written(ledger: Ledger) -> None:
    files = ledger_files(ledger)
    assert read_ledger(files, "ledger") == ledger
    assert ledger_files(read_ledger(files, "ledger")) == files
    windows = {path: text.replace("\n", "\r\n") for path, text in files.items()}
    assert read_ledger(windows, "ledger") == ledger


def test_a_paper_that_two_branches_recorded_is_at_home_on_the_earlier_day() -> None:
    row = '{"slug": "a", "keys": ["title:a"]}\n'
    files = {"days/2025-03-12.jsonl": row, "days/2025-03-11.jsonl": row}
    assert read_ledger(files, "ledger").papers["a"].home == "2025-03-11"


def test_the_file_of_a_capture_is_a_file_of_its_folder() -> None:
    for name in ("../../x", "a/b.txt", "a\nb", "." * 300, ""):
        path = CaptureEntry(name, "d" * 64, "k", "s", "undated", "").path
        assert path.count("/") == 1
        assert path.startswith("captures/")
        assert len(path) < 100
