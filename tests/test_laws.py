"""The laws of ingest, for any dumps and any edits that hypothesis can think of.

A paper is chosen from a small stock, so that captures share papers; an edit is what a person does
to a day page in an editor.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from conftest import Digest, abstract, dump_text, tree
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from worlds import NOTHING, World

from sitegen.commands.report import Report
from sitegen.content.daypage import Reference, Section
from sitegen.content.dayreader import read_day
from sitegen.content.inline import parse, record_text
from sitegen.content.write import new_page, reference_text
from sitegen.decide.draft import Fresh
from sitegen.decide.finish import fresh_text
from sitegen.decide.ingest import Move
from sitegen.dumps.dating import GIVEN, PINNED, Dated
from sitegen.dumps.sniff import read_dump
from sitegen.errors import DigestError
from sitegen.model import FACT_NAMES, LIST_FACTS, Facts
from sitegen.text import normalise

TITLES = (
    "Alpha Networks",
    "Beta: $O^2$ Models",
    "Gamma -- Rays",
    "Delta, or How to ``Quote''",
    "# Not a Heading",
    "1. Not a List",
    "[Not](a-link) <b>",
    "Epsilon",
)
DAYS = ("2025-03-11", "2025-03-12", "2024-12-24", "undated")
ELSEWHERE = "2023-06-07"

SLOW = [HealthCheck.too_slow]
quick = settings(deadline=None, max_examples=60, suppress_health_check=SLOW)
thorough = settings(deadline=None, max_examples=60, suppress_health_check=SLOW)

# --- what there is: captures in memory, and the pure function on them ------------------------

entries = st.lists(st.sampled_from(TITLES), min_size=1, max_size=5)
captures = st.lists(
    st.tuples(st.sampled_from(DAYS), entries),
    min_size=1,
    max_size=4,
    unique_by=lambda capture: tuple(capture[1]),
)


def dated(name: str, day: str, titles: list[str]) -> Dated:
    text = dump_text("", *((title, abstract(title)) for title in titles))
    capture = read_dump(text.encode(), name, name)
    year = "" if day == "undated" else GIVEN
    return Dated(capture, day, year, "test", True)


def all_dated(chosen: list[tuple[str, list[str]]]) -> list[Dated]:
    return [dated(f"{n}.txt", day, titles) for n, (day, titles) in enumerate(chosen)]


def digests(found: list[Dated]) -> set[str]:
    return {one.capture.digest for one in found}


@quick
@given(captures)
def test_ingest_twice_is_ingest_once(chosen: list[tuple[str, list[str]]]) -> None:
    found = all_dated(chosen)
    once = NOTHING.ingest(*found)
    assert once.ingest(*found) == once
    assert once.ingest() == once


@quick
@given(captures, st.randoms(use_true_random=False))
def test_the_order_of_dumps_makes_no_difference(
    chosen: list[tuple[str, list[str]]], chance: object
) -> None:
    found = all_dated(chosen)
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert NOTHING.ingest(*shuffled) == NOTHING.ingest(*found)


@quick
@given(captures, st.randoms(use_true_random=False))
def test_one_dump_after_the_other_gives_the_same_papers(
    chosen: list[tuple[str, list[str]]], chance: object
) -> None:
    found = all_dated(chosen)
    together = NOTHING.ingest(*found)
    chance.shuffle(found)  # type: ignore[attr-defined]
    single = NOTHING
    for one in found:
        single = single.ingest(one)
    assert single.sections().keys() == together.sections().keys()
    assert single.listed() == together.listed()


@quick
@given(captures)
def test_every_entry_of_every_dump_stands_on_its_day(chosen: list[tuple[str, list[str]]]) -> None:
    world = NOTHING.ingest(*all_dated(chosen))
    for day, titles in chosen:
        page = read_day(world.pages[day], day)
        standing = {record_text(parse(entry.title)) for entry in page.entries}
        assert {normalise(title) for title in titles} <= standing


# --- a section says what the record said -----------------------------------------------------

signs = st.text(st.sampled_from("aB1 .:-_*`~#>+|$\\{}[]()<>&;!'\"=/?éß中\u200b"), max_size=30)
texts = st.one_of(signs, st.text(max_size=30)).map(normalise).filter(bool)
scalars = st.one_of(signs, st.text(max_size=12)).map(normalise)
addresses = st.from_regex(r"https?://[a-z]{1,5}\.example/[A-Za-z0-9/_.~-]{0,9}", fullmatch=True)
formed = {
    "arxiv": st.from_regex(r"2[0-9]0[1-9]\.[0-9]{5}", fullmatch=True),
    "doi": st.from_regex(r"10\.[1-9][0-9]{3}/[a-z0-9.]{1,9}", fullmatch=True),
    "version": st.integers(2, 99).map(str),
    "withdrawn": st.one_of(st.just("yes"), st.dates(date(1991, 1, 1)).map(date.isoformat)),
    "thumbnail": addresses,
    "links": st.lists(addresses, max_size=3).map(tuple),
    "media": st.lists(addresses, max_size=3).map(tuple),
}
facts = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(scalars, max_size=3, unique=True).map(tuple)
        if name in LIST_FACTS
        else scalars
        for name in FACT_NAMES
    }
    | formed,
).map(lambda values: Facts(**values))


@settings(deadline=None, max_examples=100)
@given(texts, st.one_of(texts, st.just("")), facts)
@example("# Title #", "```yaml", Facts(votes="12"))
@example('<a id="x"></a>', "<a id='x'></a> ### Note", Facts())
@example("[a](2025-03-11.md#b)", "---", Facts(summary="---"))
def test_a_section_reads_back_as_it_was_written(title: str, body: str, known: Facts) -> None:
    page = new_page("2025-03-11", "given") + "\n" + fresh_text(Fresh("a-slug", title, body, known))
    (section,) = read_day(page + "\n" + fresh_text(Fresh("b", "B", "B.", Facts())), "f").sections[
        :1
    ]
    assert section.slug == "a-slug"
    assert record_text(parse(section.title)) == title
    assert record_text(parse(section.abstract)) == body
    assert section.facts == known
    assert section.note == ""


@settings(deadline=None, max_examples=100)
@given(texts)
def test_a_reference_reads_back_as_it_was_written(title: str) -> None:
    section = new_page("2025-03-11", "") + "\n" + fresh_text(Fresh("a", title, "B.", Facts()))
    (paper,) = read_day(section, "f").sections
    page = new_page("2025-03-12", "") + "\n" + reference_text(paper.title, "2025-03-11", "a")
    (found,) = read_day(page, "f").entries
    assert isinstance(found, Reference)
    assert (found.slug, found.day) == ("a", "2025-03-11")
    assert record_text(parse(found.title)) == title


# --- what people do --------------------------------------------------------------------------


class Edit(Struct, frozen=True, dict=True):
    """A person's change of one page: what was done, and a text that must stay as it is."""

    page: str
    kept: str


def with_intro(text: str, n: int) -> Edit:
    words = f"Words of a person ({n}).\n\n### A heading\n\n- and a list  \n\n~~~\n## code\n~~~\n"
    head, _, body = text.partition("\n---\n")
    return Edit(f"{head}\n---\n{words}{body}", words)


def with_note(text: str, n: int) -> Edit:
    words = f"### Note\n\nA note, number {n}, with *stars* and  two blanks.\n\n\n"
    at = [m.start() for m in re.finditer(r"^## ", text, re.MULTILINE)] + [len(text)]
    place = at[1 + n % (len(at) - 1)]
    return Edit(text[:place].rstrip() + "\n\n" + words + text[place:], words)


def at_one_place(pattern: str, words: str, text: str, n: int) -> Edit:
    """The words in the stead of one of the places where the pattern stands."""
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return Edit(text, "")
    place = found[n % len(found)]
    return Edit(text[: place.start()] + place.expand(words) + text[place.end() :], "")


def with_other_words(text: str, n: int) -> Edit:
    return at_one_place("This abstract speaks of", f"Edited by hand ({n}):", text, n)


def with_other_title(text: str, n: int) -> Edit:
    return at_one_place(r"^## (?=[^\[])", f"## {n}th edition: ", text, n)


def without_an_abstract(text: str, n: int) -> Edit:
    return at_one_place(r"^This abstract .*$", "", text, n)


def without_a_fact(text: str, n: int) -> Edit:
    return at_one_place(r'^[a-z]+: (?:"[^"]*"|\[.*])\r?\n', "", text, n)


def with_a_fact_in_own_words(text: str, n: int) -> Edit:
    return at_one_place(r'^([a-z]+): "([^"]*)"', r"\1:   '\2'  # mine", text, n)


def with_hidden(text: str, n: int) -> Edit:
    return at_one_place(r"^```yaml(\r?)$", r"```yaml\1\nhidden: true\1", text, n)


def with_facts(text: str, n: int) -> Edit:
    fence = (
        f"```yaml\n# what I found\nvotes:   '{n}'   # counted\nmood: \"good\"\n"
        "topics: [ +code ,  -vision ]\nlinks:\n  - https://example.org/\n```\n"
    )
    return at_one_place(r"(</a>\n\n)(?!```)", rf"\1{fence}\n", text, n)


def with_front_matter(text: str, n: int) -> Edit:
    line = f"mood: {n}  # mine\n"
    return Edit(text.replace("title: ", line + "title: 'My' # ", 1), line)


def with_windows_lines(text: str, n: int) -> Edit:
    return Edit(text.replace("\r\n", "\n").replace("\n", "\r\n"), "")


def without_last_newline(text: str, n: int) -> Edit:
    return Edit(text.rstrip("\r\n"), "")


def with_blank_lines(text: str, n: int) -> Edit:
    return Edit(text + "\n" * (n % 4), "")


EDITS = [
    with_intro,
    with_note,
    with_other_words,
    with_other_title,
    with_facts,
    with_hidden,
    with_a_fact_in_own_words,
    without_a_fact,
    without_an_abstract,
    with_front_matter,
    with_windows_lines,
    without_last_newline,
    with_blank_lines,
]
edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 3), st.integers(0, 9)), min_size=1, max_size=4
)


def by_hand(world: World, chosen: list[tuple[Callable[[str, int], Edit], int, int]]) -> World:
    for edit, where, n in chosen:
        day = sorted(world.pages)[where % len(world.pages)]
        after = world.edited(day, lambda text, e=edit, k=n: e(text, k).page)  # type: ignore[misc]
        world = after if is_valid(after) else world
    return world


def is_valid(world: World) -> bool:
    """Whether several edits together still make a page."""
    try:
        world.read()
    except DigestError:
        return False
    return True


@thorough
@given(captures, edits)
def test_what_people_write_stays_byte_for_byte(
    chosen: list[tuple[str, list[str]]],
    changes: list[tuple[Callable[[str, int], Edit], int, int]],
) -> None:
    found = all_dated(chosen)
    world = by_hand(NOTHING.ingest(*found), changes)
    after = world.ingest(*found)
    assert after.pages == world.pages
    assert after.ingest(*found) == after


@thorough
@given(captures, edits, captures)
def test_what_people_wrote_stands_above_what_ingest_adds(
    chosen: list[tuple[str, list[str]]],
    changes: list[tuple[Callable[[str, int], Edit], int, int]],
    more: list[tuple[str, list[str]]],
) -> None:
    found, news = all_dated(chosen), all_dated(more)
    assume(digests(found).isdisjoint(digests(news)))
    world = by_hand(NOTHING.ingest(*found), changes)
    after = world.ingest(*news)
    for day, text in world.pages.items():
        assert after.pages[day].startswith(text)


@quick
@given(captures, st.integers(0, 20), st.integers(0, 20))
def test_what_people_delete_does_not_come_back(
    chosen: list[tuple[str, list[str]]], which: int, other: int
) -> None:
    found = all_dated(chosen)
    world = NOTHING.ingest(*found)
    places = [(day, e) for day, page in world.read().items() for e in page.entries]
    for day, entry in {places[which % len(places)], places[other % len(places)]}:
        world = world.edited(day, lambda text, e=entry: without(text, e.slug))  # type: ignore[misc]
    after = world.ingest().ingest(*found)
    gone_for_good = {
        slug for slug in NOTHING.ingest(*found).sections() if slug not in world.sections()
    }
    assert gone_for_good.isdisjoint(after.sections())
    for day, slugs in world.listed().items():
        assert after.listed()[day] == slugs, "nothing came back, nothing else went away"


def without(text: str, slug: str) -> str:
    """The page after a person selected one entry in the editor and deleted it."""
    page = read_day(text, "f")
    lines = text.split("\n")
    for entry in page.entries:
        if entry.slug == slug:
            del lines[slice(*entry.lines)]
    return "\n".join(lines)


@quick
@given(captures, st.integers(0, 20), st.integers(0, 3))
def test_a_section_moved_by_hand_is_followed(
    chosen: list[tuple[str, list[str]]], which: int, where: int
) -> None:
    found = all_dated(chosen)
    world = NOTHING.ingest(*found)
    sections = sorted(world.sections().items())
    slug, old = sections[which % len(sections)]
    listed = world.listed()
    places = [day for day in (*sorted(listed), ELSEWHERE) if slug not in listed.get(day, ())]
    new = places[where % len(places)]
    (section,) = (s for s in world.read()[old].sections if s.slug == slug)
    lines = world.pages[old].split("\n")[slice(*section.lines)]
    moved = world.edited(old, lambda text: without(text, slug))
    if new not in moved.pages:
        moved = replace(moved, pages={**moved.pages, new: new_page(new, "")})
    moved = moved.edited(new, lambda text: text + "\n" + "\n".join(lines))
    after = moved.ingest().ingest(*found)
    assert after.sections()[slug] == new
    assert after.pages[new] == moved.pages[new], "the person put it there, so it stays as it is"
    references = [r for page in after.read().values() for r in page.references if r.slug == slug]
    assert {r.day for r in references} <= {new}


@quick
@given(captures, st.integers(0, 20))
def test_a_new_anchor_is_the_same_paper(chosen: list[tuple[str, list[str]]], which: int) -> None:
    found = all_dated(chosen)
    world = NOTHING.ingest(*found)
    sections = sorted(world.sections().items())
    slug, day = sections[which % len(sections)]
    renamed = world.edited(day, lambda text: text.replace(f'<a id="{slug}">', '<a id="my-own">'))
    after = renamed.ingest().ingest(*found)
    assert after.sections().keys() == {"my-own", *(s for s, _ in sections if s != slug)}
    assert after.pages[day] == renamed.pages[day]
    standing = world.listed()
    assert after.listed() == {
        d: {"my-own" if s == slug else s for s in slugs} for d, slugs in standing.items()
    }


@quick
@given(captures, st.integers(0, 20), st.integers(0, 3), st.integers(1, 2), st.booleans())
def test_a_section_that_stands_twice_becomes_one(
    chosen: list[tuple[str, list[str]]], which: int, where: int, times: int, note: bool
) -> None:
    """As when two branches recorded it, or somebody pasted it once too often."""
    found = all_dated(chosen)
    world = NOTHING.ingest(*found)
    sections = sorted(world.sections().items())
    slug, home = sections[which % len(sections)]
    (section,) = (s for s in world.read()[home].sections if s.slug == slug)
    copy = "\n".join(world.pages[home].split("\n")[slice(*section.lines)]).rstrip() + "\n"
    copy += "\n### Note\n\nA person's note.\n" if note else ""
    day = sorted(world.pages)[where % len(world.pages)]
    twice = world.edited(day, lambda text: text + ("\n" + copy) * times)
    after = twice.ingest()
    assert sorted(after.sections().items()) == sections
    (kept,) = (s for s in after.read()[home].sections if s.slug == slug)
    assert kept.abstract == section.abstract
    assert kept.note == ("A person's note." if note else "")
    listed = world.listed()
    assert after.listed() == {**listed, day: listed[day] | {slug}}
    assert after.ingest(*found) == after


# --- redate ----------------------------------------------------------------------------------


@quick
@given(captures, edits, st.integers(0, 3))
def test_a_day_goes_elsewhere_and_comes_back_as_it_was(
    chosen: list[tuple[str, list[str]]],
    changes: list[tuple[Callable[[str, int], Edit], int, int]],
    which: int,
) -> None:
    world = by_hand(NOTHING.ingest(*all_dated(chosen)), changes).ingest()
    day = sorted(world.pages)[which % len(world.pages)]
    away = world.ingest(moves=(Move(ELSEWHERE, PINNED, whole_day=day),))
    assert day not in away.pages
    assert away.listed()[ELSEWHERE] == world.listed()[day]
    back = away.ingest(moves=(Move(day, PINNED, whole_day=ELSEWHERE),))
    assert back.listed() == world.listed()
    assert [text_of(e) for e in entries_of(back)] == [text_of(e) for e in entries_of(world)]
    assert back.read()[day].intro == world.read()[day].intro
    assert away.ingest() == away
    assert back.ingest() == back


def entries_of(world: World) -> list[Section | Reference]:
    return [entry for _, page in sorted(world.read().items()) for entry in page.entries]


def text_of(entry: Section | Reference) -> object:
    if isinstance(entry, Reference):
        return entry.slug, entry.title, entry.day, entry.note
    return entry.slug, entry.title, entry.abstract, entry.note, entry.facts, entry.editorial


@quick
@given(captures, st.integers(0, 3), st.sampled_from([*DAYS, ELSEWHERE]))
def test_a_capture_redated_loses_nothing_and_stays(
    chosen: list[tuple[str, list[str]]], which: int, day: str
) -> None:
    found = all_dated(chosen)
    world = NOTHING.ingest(*found)
    capture = found[which % len(found)].capture
    year = "" if day == "undated" else PINNED
    after = world.ingest(moves=(Move(day, year, capture=capture.digest),))
    assert after.sections().keys() == world.sections().keys()
    assert after.ingest() == after
    titles = {normalise(record.title) for record in capture.reading.records}
    page = after.read()[day]
    assert titles <= {record_text(parse(entry.title)) for entry in page.entries}


# --- on disk: what is deleted can be restored ------------------------------------------------


@contextmanager
def digest() -> Iterator[Digest]:
    with tempfile.TemporaryDirectory() as folder:
        yield Digest(Path(folder))


@settings(deadline=None, max_examples=10)
@given(captures, st.integers(0, 20), st.booleans())
def test_what_is_restored_is_what_was_deleted(
    chosen: list[tuple[str, list[str]]], which: int, ingest_first: bool
) -> None:
    with digest() as here:
        for n, (day, titles) in enumerate(chosen):
            path = here.dump(f"{n}.txt", "", *((t, abstract(t)) for t in titles))
            path.with_name(f"{n}.txt.yml").write_text(f"date: {day}\n", "utf-8")
        check(here.ingest())
        before = here.load()
        papers = sorted((s.slug, day) for day, p in before.days.items() for s in p.sections)
        slug, day = papers[which % len(papers)]
        text = here.page(day).read_bytes().decode()
        here.page(day).write_bytes(without(text, slug).encode())
        if ingest_first:
            check(here.ingest())
        here.restore(slug)
        after = here.load()
        assert after.ledger.papers == before.ledger.papers
        for where, page in before.days.items():
            assert after.days[where].text == page.text, "where it stood, as it stood"
        content = tree(here.content)
        check(here.ingest())
        assert tree(here.content) == content


def check(report: Report) -> None:
    """Every entry was counted once."""
    assert report.entries == report.new + report.merged + report.known
