"""The interface in other languages: whole, with the same gaps to fill, and all of it shown."""

import re
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, dump_text, paper
from sites import built, sitegen

WORDS = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((ROOT / "templates/words").glob("*.yml"))
}
OTHERS = sorted(WORDS.keys() - {"en"})
THE_SAME = {"arxiv", "bibtex", "feeds", "filter_example", "feeds_formats", "thousands"}
THE_SAME |= {"ris", "csl_json", "markdown"}


def gaps(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{(\w+)\}", text)))


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_whole_and_fills_the_same_gaps(language: str) -> None:
    words = WORDS[language]
    assert sorted(WORDS["en"].keys() - words.keys()) == []
    differing = [k for k in WORDS["en"] if gaps(WORDS["en"][k]) != gaps(words[k])]
    assert differing == []
    with_words = {k for k, text in words.items() if re.sub(r"\{\w+\}|\W", "", text)}
    same = {k for k in with_words & WORDS["en"].keys() if WORDS["en"][k] == words[k]}
    assert {k for k in same if not k.startswith("date_")} <= THE_SAME


@pytest.mark.parametrize(
    ("language", "day", "papers", "week"),
    [
        ("de", "Dienstag, 11. März 2025", "1 Arbeit", "Woche 11, 2025"),
        ("zh", "2025年3月11日 星期二", "1 篇论文", "2025年第11周"),
        ("zh-TW", "2025年3月11日 星期二", "1 篇论文", "2025年第11周"),
    ],
)
def test_a_site_in_another_language(
    tmp_path: Path, language: str, day: str, papers: str, week: str
) -> None:
    (tmp_path / "content").mkdir()
    said = f"language: {language}\ncontent_language: en\n"
    (tmp_path / "content/site.yml").write_text(said, "utf-8")
    (tmp_path / "a.txt").write_text(dump_text("Mar 11, 2025", paper("On Owls")), "utf-8")
    page = built("a.txt", cwd=tmp_path).pages["index.html"]
    assert page.all("html")[0].get("lang") == language
    assert page.all("h2")[0].get("lang") == "en", "titles keep the language of the content"
    for text in (day, papers, week):
        assert text in page.text


def test_a_language_nobody_wrote_words_for_stops_with_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text("language: xx\n", "utf-8")
    (tmp_path / "a.txt").write_text(dump_text("Mar 11, 2025", paper("On Owls")), "utf-8")
    told = sitegen("build", "a.txt", cwd=tmp_path)
    assert told.returncode == 1
    assert "content/site.yml: language: nobody wrote the interface's words in it" in told.stderr
    assert "de, en, zh" in told.stderr
