"""What a keeper's settings change round every page."""

import json
from pathlib import Path

import pytest
from conftest import dump_text, paper
from sites import Built, built, sitegen

from sitegen.errors import DigestError
from sitegen.render.rewording import reworded

DUMP = dump_text("Mar 11, 2025", paper("On Owls"))


def site(folder: Path, settings: str) -> Built:
    return built(*_digest(folder, settings), cwd=folder)


def _digest(folder: Path, settings: str) -> list[str]:
    (folder / "content").mkdir()
    (folder / "content/site.yml").write_text(settings, "utf-8")
    (folder / "owls.txt").write_text(DUMP, "utf-8")
    return ["owls.txt"]


def test_the_navigation_in_the_keepers_order(tmp_path: Path) -> None:
    said = "navigation: [search, {name: Blog, url: 'https://blog.example/'}, latest]\n"
    nav = site(tmp_path, said).pages["about.html"].tags
    at = next(i for i, tag in enumerate(nav) if tag.name == "nav")
    links = [(tag.text, tag.get("href")) for tag in nav[at:] if tag.name == "a"][:3]
    assert links == [
        ("Search", "search.html"),
        ("Blog", "https://blog.example/"),
        ("Latest", "index.html"),
    ]


def test_design_tokens_follow_the_sheets_own(tmp_path: Path) -> None:
    found = site(tmp_path, "theme: {accent: '#14532d'}\ndark: {accent: '#86efac'}\n")
    sheet = found.files["static/style.css"].decode()
    light, dark = sheet.rindex("--accent: #14532d;"), sheet.rindex("--accent: #86efac;")
    assert sheet.index("--accent:") < light < dark
    assert "prefers-color-scheme: dark" in sheet[light:dark]


def test_a_token_nobody_knows_and_a_logo_that_is_nowhere_stop_the_build(tmp_path: Path) -> None:
    dumps = _digest(tmp_path, "theme: {acent: red}\n")
    told = sitegen("build", *dumps, cwd=tmp_path)
    assert told.returncode == 1
    assert "content/site.yml: no such design token (found: 'acent')" in told.stderr
    (tmp_path / "content/site.yml").write_text("logo: owl.svg\n", "utf-8")
    told = sitegen("build", *dumps, cwd=tmp_path)
    assert told.returncode == 1
    assert "Put it at templates/static/owl.svg" in told.stderr
    (tmp_path / "templates/static").mkdir(parents=True)
    (tmp_path / "templates/static/owl.svg").write_text("<svg/>", "utf-8")
    page = built(*dumps, cwd=tmp_path).pages["index.html"]
    assert [image.get("src") for image in page.all("img")] == ["static/owl.svg"]


def test_words_of_the_interface_are_said_as_the_keeper_says_them(tmp_path: Path) -> None:
    said = "language: de\nwords: {feeds: Abos, papers_one: Ein einziges Blatt}\n"
    page = site(tmp_path, said).pages["index.html"]
    assert [a.text for a in page.all("a", href="feeds.html")] == ["Abos", "Abos"]
    assert "Ein einziges Blatt" in page.text
    assert "Archiv" in page.text, "what nobody says otherwise stays"


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (("papers_on", "x"), "no such text (found: 'papers_on'). Did you mean 'papers_one'?"),
        (("papers_one", "{counted} paper"), "papers_one has a gap that nothing fills"),
        (("papers_one", "one { paper"), "papers_one has a gap that nothing fills"),
    ],
)
def test_words_that_fit_nowhere_are_told(own: tuple[str, str], told: str) -> None:
    with pytest.raises(DigestError) as caught:
        reworded({"papers_one": "{count} paper"}, [own], "site.yml")
    assert told in str(caught.value)


def test_a_source_is_credited_as_the_keeper_says_else_as_its_kind_is_known(tmp_path: Path) -> None:
    said = 'credits: {page-text: "CC BY 4.0, by *owls*", page-txt: nobody}\n'
    told = sitegen("build", *_digest(tmp_path, said), cwd=tmp_path)
    about = (tmp_path / "site/about.html").read_text("utf-8")
    assert "<dt>page-text</dt><dd>CC BY 4.0, by <em>owls</em></dd>" in about
    assert (
        "content/site.yml: credits: no capture is of this source (found: 'page-txt')" in told.stderr
    )
    (tmp_path / "content/site.yml").write_text("", "utf-8")
    assert "Hugging Face" in built("owls.txt", cwd=tmp_path).pages["about.html"].text


def test_a_line_of_the_keepers_stands_in_the_foot(tmp_path: Path) -> None:
    page = site(tmp_path, "footer: Kept by the *owl* club <b>\n").files["index.html"].decode()
    assert "Kept by the <em>owl</em> club &lt;b&gt;" in page.partition("<footer")[2]


@pytest.mark.parametrize(
    ("repo", "edit", "report"),
    [
        (
            "https://github.com/owls/digest",
            "https://github.com/owls/digest/edit/trunk/content/days/2025-03-11.md",
            "https://github.com/owls/digest/issues/new?title=On+Owls",
        ),
        (
            "https://gitlab.com/owls/digest/",
            "https://gitlab.com/owls/digest/-/edit/trunk/content/days/2025-03-11.md",
            "https://gitlab.com/owls/digest/-/issues/new?issue%5Btitle%5D=On+Owls",
        ),
        (
            "https://forge.example/owls/digest",
            "https://forge.example/owls/digest/_edit/trunk/content/days/2025-03-11.md",
            "https://forge.example/owls/digest/issues/new?title=On+Owls",
        ),
    ],
)
def test_a_page_leads_to_where_it_can_be_mended(
    tmp_path: Path, repo: str, edit: str, report: str
) -> None:
    found = site(tmp_path, f"repo: {repo}\nbranch: trunk\n")
    assert {edit, report} <= {a.get("href") for a in found.pages["papers/on-owls.html"].all("a")}
    assert edit in {a.get("href") for a in found.pages["index.html"].all("a")}


def test_without_a_repository_nothing_leads_there(tmp_path: Path) -> None:
    assert "Edit this page" not in site(tmp_path, "").pages["papers/on-owls.html"].text


def policy(text: str) -> dict[str, set[str]]:
    return {name: set(rest) for name, *rest in (part.split() for part in text.split(";"))}


def test_the_headers_allow_what_the_pages_ask_for_and_nobody_may_frame_them(tmp_path: Path) -> None:
    found = site(tmp_path, "")
    lines = found.files["_headers"].decode().splitlines()
    said = next(line for line in lines if "Content-Security-Policy:" in line)
    served = policy(said.partition(":")[2])
    for url, page in found.pages.items():
        for name, sources in policy(page.meta("Content-Security-Policy")).items():
            assert sources <= served[name], (url, name)
    assert served["frame-ancestors"] == {"'none'"}
    assert not [v for sources in served.values() for v in sources if "unsafe-inline" in v]


def test_the_manifest_leads_home_from_wherever_the_site_is_served(tmp_path: Path) -> None:
    found = site(tmp_path, "title: Owls & more\nlanguage: en\n")
    shown = json.loads(found.files["manifest.webmanifest"])
    assert (shown["name"], shown["start_url"], shown["scope"]) == ("Owls & more", "./", "./")
    assert shown["icons"][0]["src"] in found.files
    links = found.pages["papers/on-owls.html"].all("link", rel="manifest")
    assert [found.leads_to("papers/on-owls.html", tag.get("href")) for tag in links] == [
        ("manifest.webmanifest", "")
    ]
