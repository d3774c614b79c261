"""``sitegen topics``: a keeper sees why, tries a rule, adds a topic and finds it with its feed."""

import json
from pathlib import Path

import pytest
from conftest import Digest, paper

from sitegen import cli
from sitegen.commands.explain import explain, try_out
from sitegen.errors import DigestError

WEATHER = """---
schema: 1
name: Weather
description: Forecasting and studying the weather.
rules:
  phrases:
    4: [rain radar]
    2: [storm]
  against:
    3: [brainstorm]
---
"""


@pytest.fixture
def weather(digest: Digest) -> Digest:
    """A digest with a topic of the keeper's own, in ten lines."""
    digest.dump("a.txt", "Mar 11", paper("Rain radar for the coast"), paper("Old bridges"))
    digest.ingest()
    topics = digest.content / "topics"
    topics.mkdir(exist_ok=True)
    (topics / "weather.md").write_text(WEATHER, "utf-8")
    return digest


def test_a_new_topic_has_its_page_and_feed_at_the_next_build(weather: Digest) -> None:
    weather.build()
    site = weather.folder / "site"
    assert "Rain radar for the coast" in (site / "topics" / "weather.html").read_text("utf-8")
    feeds = [p for p in site.rglob("*weather*") if p.suffix in (".atom", ".rss", ".xml")]
    assert feeds
    assert all("Rain radar for the coast" in p.read_text("utf-8") for p in feeds)
    assert all("Old bridges" not in p.read_text("utf-8") for p in feeds)


@pytest.mark.parametrize("name", ["rain-radar-for-the-coast", "Rain Radar for the Coast"])
def test_explain_names_phrase_place_and_score(weather: Digest, name: str) -> None:
    (judged,) = (j for j in explain(weather.content, name).topics if j.slug == "weather")
    (reason,) = judged.reasons
    assert (judged.slug, judged.given) == ("weather", True)
    assert (reason.phrase, reason.places[0]) == ("rain radar", "title")


def test_explain_tells_what_a_person_pinned(weather: Digest) -> None:
    heading = '<a id="old-bridges"></a>\n'
    weather.edit("2025-03-11", heading, f'{heading}\n```yaml\ntopics: ["+weather"]\n```\n')
    assert explain(weather.content, "old-bridges").pinned == ("+weather",)


def test_a_name_that_no_paper_has_is_told_with_the_nearest(weather: Digest) -> None:
    with pytest.raises(DigestError, match="rain-radar-for-the-coast"):
        explain(weather.content, "rain-radar-for-the-cost")


def test_any_text_can_be_tried(weather: Digest) -> None:
    verdict = try_out(weather.content, "Brainstorm\n\nA storm comes.")
    assert not any(judged.slug == "weather" and judged.given for judged in verdict.topics)


def test_in_a_terminal(weather: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--content", str(weather.content)]
    assert cli.main(["topics", "--test", "A rain radar", *where]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "A rain radar"
    assert any(line.startswith("+ weather") for line in told)
    assert any("rain radar  (title)" in line for line in told)


def test_for_programs(weather: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--content", str(weather.content)]
    assert cli.main(["topics", "--test", "A rain radar", "--json", *where]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["topics"][0]["topic"] == "weather"
    assert told["topics"][0]["reasons"][0]["places"] == ["title"]


def test_nothing_is_written(weather: Digest) -> None:
    before = {p: p.read_bytes() for p in Path(weather.folder).rglob("*") if p.is_file()}
    cli.main(["topics", "--explain", "old-bridges", "--content", str(weather.content)])
    assert {p: p.read_bytes() for p in Path(weather.folder).rglob("*") if p.is_file()} == before
