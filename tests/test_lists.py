"""Pages of lists are taken from an earlier run; what they may look at, and that they are right."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import astuple, replace
from sites import sample_project

from sitegen import searches
from sitegen.bodies import body
from sitegen.contents import load
from sitegen.dates import UNDATED
from sitegen.gaps import Gap, filled, with_gaps
from sitegen.later import made
from sitegen.memory import remembering
from sitegen.pages import lists
from sitegen.pages.excerpt import Excerpt, narrowed
from sitegen.pages.planned import Planned
from sitegen.pages.setting import Setting
from sitegen.paper import LISTED, Paper
from sitegen.people import people
from sitegen.render.api import INDEXED
from sitegen.site import Site, assemble, members
from sitegen.urls import Address
from sitegen.views import Anchor

WORDS = yaml.safe_load((ROOT / "templates/words/en.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    content = load(sample_project(tmp_path_factory.mktemp("lists")) / "content")
    return Setting(assemble(content), content.settings, Address("https://a.example/", ""), WORDS)


def seldom(paper: Paper) -> Any:
    """A paper of which lists see no more than what tells one list from another."""
    told: dict[str, Any] = {"facts": SimpleNamespace(), "first_day": paper.first_day}
    for name in LISTED:
        _, within, last = name.rpartition("facts.")
        if within:
            setattr(told["facts"], last, getattr(paper.facts, last))
        else:
            told[name] = getattr(paper, name)
    return SimpleNamespace(**told)


def test_lists_look_at_nothing_that_does_not_tell_them_from_others(sample: Setting) -> None:
    papers: Any = {slug: seldom(paper) for slug, paper in sample.site.papers.items()}
    bare = replace(sample, site=replace(sample.site, papers=papers), cards={}, discovered={})
    planned, asked = [*lists.pages(sample)], [*lists.pages(bare)]
    assert {one.template for one in planned} >= {"day.html", "period.html", "topic.html"}
    assert {one.template for one in planned} >= {"person.html", "saved.html", "trending.html"}
    assert [key(one) for one in asked] == [key(one) for one in planned]


def test_the_index_of_papers_in_json_is_such_a_list() -> None:
    assert set(INDEXED) <= set(LISTED)


def key(planned: Planned) -> str:
    """Of all but the cards."""
    told: Any = planned.show()
    return str(told.told[1])


def test_what_an_earlier_run_knew_is_what_this_one_would_find(
    sample: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path / "cache"))
    texts = {slug: replace(p, body=body("New.")) for slug, p in sample.site.papers.items()}
    edited = replace(sample, site=replace(sample.site, papers=texts), cards={})
    with remembering(tmp_path):
        assert [*lists.pages(sample)]
    with remembering(tmp_path), monkeypatch.context() as patch:
        patch.setattr(lists, "narrowed", None)  # nothing can be made
        found = {one.url: plain(one.show()) for one in lists.pages(edited)}
    assert found == {
        page.url: plain((page, show()))
        for excerpt in excerpts(edited)
        for _, _, page, show in excerpt.make(edited)
    }


def excerpts(setting: Setting) -> Iterator[Excerpt]:
    return chain.from_iterable(kind.excerpts(setting) for kind in lists._KINDS)


def test_pages_look_at_no_more_than_their_excerpt(sample: Setting) -> None:
    for excerpt in excerpts(sample):
        made_of = excerpt.make(sample), excerpt.make(narrowed(sample, excerpt))
        of_all, of_part = ([(*e[:3], plain(e[3]())) for e in entries] for entries in made_of)
        assert of_part == of_all, excerpt.told


def changed(papers: dict[str, Paper], slug: str, what: str) -> None:
    paper = papers[slug]
    other = next(one for one in papers.values() if one.first_day != paper.first_day)
    as_other = {"topics": other.topics, "days": other.days, "undated": other.undated}
    if what in as_other:
        papers[slug] = replace(paper, **{what: as_other[what]})
    elif what == "abstract":
        papers[slug] = replace(paper, body=body("Owls by night"))
    elif what in ("title", "plain_title"):
        papers[slug] = replace(paper, **{what: "Owls by night"})
    else:
        told = {"authors": other.facts.authors, "votes": "7", "withdrawn": "yes"}
        papers[slug] = replace(paper, facts=replace(paper.facts, **{what: told[what]}))


CHANGES = "topics", "days", "title", "plain_title", "abstract", "authors", "votes", "withdrawn"


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1 << 10), st.sampled_from(CHANGES)), max_size=3))
def test_what_changed_is_seen_on_every_page_that_shows_it(
    sample: Setting, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, str]]
) -> None:
    """Papers change, days lose theirs, and what is made anew is what a clean run makes."""
    papers = dict(sample.site.papers)
    for at, what in changes:
        changed(papers, sorted(papers)[at % len(papers)], what)
    gone = sorted(papers)[len(changes)]
    del papers[gone]
    edited = replace(sample, site=site_of(sample, papers), cards={}, besides=[])
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("known")
        patch.setenv("SITEGEN_CACHE", str(folder / "cache"))
        with remembering(folder):
            assert [*lists.pages(replace(sample, cards={}))]
        with remembering(folder):
            found = {one.url: plain(one.show()) for one in lists.pages(edited)}
    clean = {one.url: plain(one.show()) for one in lists.pages(replace(edited, cards={}))}
    assert found == clean


def day_of(paper: Paper) -> str:
    return "" if paper.first_day == UNDATED else paper.first_day


def site_of(sample: Setting, papers: dict[str, Paper]) -> Site:
    """With these papers, and what follows from them."""
    days = {
        day.day: replace(day, papers=tuple(one for one in day.papers if one.slug in papers))
        for day in sample.site.days.values()
    }
    newest = sorted((papers[slug] for slug in sorted(papers)), key=day_of, reverse=True)
    said = sample.settings
    return replace(
        sample.site,
        papers=papers,
        days=days,
        members=members(newest, sample.site.topics),
        related=dict.fromkeys(papers, ()),
        people=people(newest, said.follow, said.aliases),
        searches=searches.found(said.searches, newest),
    )


def plain(value: Any) -> Any:
    """With everything made that is made later."""
    value = made(value)
    if isinstance(value, Struct):
        return type(value), *map(plain, astuple(value))
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def test_gaps_are_filled_in_the_order_of_their_numbers() -> None:
    one, other = Gap(("a", 1)), Gap(("b", 2))
    written, gaps = with_gaps((Anchor("x", one), [other, Gap(("a", 1))]))
    assert gaps == (one, other)
    assert filled(written, ["A", "B"]) == (Anchor("x", "A"), ["B", "A"])
