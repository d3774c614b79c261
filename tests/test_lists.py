"""Pages of lists are taken from an earlier run; what they may look at, and that they are right."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from conftest import ROOT
from msgspec import Struct
from msgspec.structs import astuple, replace
from sites import sample_project

from sitegen.contents import load
from sitegen.gaps import Gap, filled, with_gaps
from sitegen.later import made
from sitegen.memory import remembering
from sitegen.pages import lists
from sitegen.pages.planned import Planned
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.site import assemble
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
    for name in lists.OF_A_PAPER:
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


def key(planned: Planned) -> str:
    """Of all but the cards."""
    told: Any = planned.show()
    return str(told.told[1])


def test_what_an_earlier_run_knew_is_what_this_one_would_find(
    sample: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITEGEN_CACHE", str(tmp_path / "cache"))
    texts = {slug: replace(p, abstract="New.") for slug, p in sample.site.papers.items()}
    edited = replace(sample, site=replace(sample.site, papers=texts), cards={})
    with remembering(tmp_path):
        assert [*lists.pages(sample)]
    with remembering(tmp_path), monkeypatch.context() as patch:
        patch.setattr(lists, "_KINDS", ())  # nothing can be made
        found = {one.url: plain(one.show()) for one in lists.pages(edited)}
    assert found == {
        page.url: plain((page, show()))
        for kind in lists._KINDS
        for _, _, page, show in kind.pages(edited)
    }


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
