"""The figures of quality do not fall below their floors."""

import sys
from pathlib import Path

import pytest
from conftest import ROOT, SHARED

sys.path.append(str(ROOT / "tests" / "quality"))

import measure
import phrase_hits
import shipped
from browsing import chromium
from figures import FLOORS, floors
from topic_text import with_rules

from sitegen.content.topicpage import read_topic

ON_SAMPLE = "topics: sample"


def test_the_sample_keeps_its_floors() -> None:
    found = measure.measured(None)
    assert ON_SAMPLE in [section.title for section in found]
    assert measure.below(found) == []


def test_the_labelled_captures_keep_their_floors() -> None:
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"the labels are missing: no folder {SHARED / 'gold'}; set SHARED")
    found = measure.measured(SHARED)
    wanted = {title for title in floors() if not title.startswith("search:") or chromium()}
    assert wanted <= {section.title for section in found}
    assert measure.below(found) == []


def test_a_figure_below_its_floor_is_told() -> None:
    section = measure.Section(ON_SAMPLE, "", {"F1": 0.1})
    assert any(told.startswith(f"{ON_SAMPLE}: F1 is 0.100") for told in measure.below([section]))


def test_a_floor_without_figure_is_told() -> None:
    told = measure.below([measure.Section(ON_SAMPLE, "", {})])
    assert any(f"F1 has a floor in {FLOORS.name} but is not measured" in line for line in told)


@pytest.mark.parametrize("bound", ["{}", "{least: 1, most: 2}", "{lest: 1}"])
def test_a_floor_that_says_nothing_is_refused(tmp_path: Path, bound: str) -> None:
    file = tmp_path / "floors.yml"
    file.write_text("topics: {F1: " + bound + "}", "utf-8")
    with pytest.raises(ValueError, match="expected least: N or most: N"):
        floors(file)


@pytest.mark.parametrize("topic", shipped.shipped_topics(), ids=lambda topic: topic.slug)
def test_a_topic_page_written_by_the_learning_reads_back(topic: shipped.Topic) -> None:
    text = (shipped.FOLDER / f"{topic.slug}.md").read_text("utf-8")
    assert with_rules(text, topic.rules) == text
    assert read_topic(text, topic.slug, topic.slug).topic == topic


def test_a_phrase_of_few_hits_is_told_unless_it_stands() -> None:
    phrases = {"sea salt": {"sea"}, "salty tale of one": {"sea"}, "tide": {"sea", "moon"}}
    told = phrase_hits.told(phrases, {"sea salt", "salty tale of one"}, {"sea salt": "a term"})
    assert [line.partition(" hits")[0] for line in told] == ["sea: 'salty tale of one'"]
    gone = phrase_hits.told(phrases, set(), {"ebb": "a term"})
    assert [line.partition(" is no")[0] for line in gone] == ["standing.yml: 'ebb' (a term)"]


def test_a_hit_is_a_paper_whatever_else_it_says() -> None:
    papers = ["Sea salt and sea salt.", "The salt of seas", "Sea-salt, the tides"]
    found = phrase_hits.hits(["salt", "sea salt", "tide"], papers)
    assert found == {"salt": 3, "sea salt": 2, "tide": 1}
