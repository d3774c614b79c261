"""The whole site as readers and search engines meet it, and what a build promises its keeper."""

import base64
import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from conftest import MASTHEAD, ROOT, Digest, abstract, dump_text, paper, tree
from sites import HOST, Built, Html, Tag, built, sample_project, sitegen
from sites import real as real
from sites import renamed as renamed
from sites import sample as sample
from sites import site as site

from sitegen import cli
from sitegen.dumps.sidecar import Said
from sitegen.errors import DigestError

ALPHA, BETA, GAMMA = paper("Alpha Networks"), paper("Beta Models"), paper("Gamma Rays")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OF_OURS = ("stylesheet", "icon", "manifest")
ADDRESSES_ONLY = ("canonical", "alternate")
THEME = (ROOT / "templates/theme.js").read_text("utf-8").rstrip("\n")
FOUND_ON = {"arxiv.org", "scholar.google.com", "www.semanticscholar.org", "huggingface.co"}


def links(page: Html) -> Iterator[Tag]:
    """Every tag that points somewhere, its target as ``href``."""
    for tag in page.tags:
        for name in ("href", "src", "action", "poster", "data"):
            if name in tag.attributes:
                yield Tag(tag.name, {**tag.attributes, "href": tag.get(name)})
        refresh = tag.get("http-equiv") == "refresh" and tag.get("content").partition("url=")[2]
        if refresh:
            yield Tag("refresh", {"href": refresh})


def articles(page: Html) -> list[str]:
    return [tag.get("id") for tag in page.all("article")]


def indexed(built: Built) -> set[str]:
    """The pages the search index leads to, out of the index itself."""
    found = set()
    for url, data in built.files.items():
        if url.startswith("pagefind/fragment/"):
            page = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
            found.add(page["url"].lstrip("/"))
    return found


def of(digest: Digest) -> Built:
    return Built(digest.folder / "site")


# --- links ---


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(site: Built) -> None:
    dead = []
    for url, page in site.pages.items():
        for tag in links(page):
            found = site.leads_to(url, tag.get("href"))
            if found is None:
                continue
            file, fragment = found
            there = site.pages.get(file)
            if file not in site.files or (fragment and there and fragment not in there.ids):
                dead.append((url, tag.name, tag.get("href")))
    assert dead == []


def test_links_are_relative_but_on_the_404_page_which_is_served_anywhere(site: Built) -> None:
    """Addresses of feeds are absolute: people copy them."""
    for url, page in site.pages.items():
        for tag in links(page):
            target = tag.get("href")
            if tag.get("rel") in ADDRESSES_ONLY or f"{HOST}{site.path}feeds/" in target:
                continue
            if url == "404.html":
                assert target.startswith((site.path, "#", "https://")), (url, target)
            else:
                assert not target.startswith(("/", HOST)), (url, target)


def test_every_page_can_be_reached_from_home(site: Built) -> None:
    known, waiting = {"index.html"}, ["index.html"]
    while waiting:
        url = waiting.pop()
        for tag in site.pages[url].all("a"):
            found = site.leads_to(url, tag.get("href"))
            if found and found[0] in site.pages and found[0] not in known:
                known.add(found[0])
                waiting.append(found[0])
    unlinked = site.pages.keys() - known - {"404.html"}
    assert all(site.pages[url].kind == "redirect" for url in unlinked), unlinked


def test_every_anchor_on_a_page_is_the_only_one_of_its_name(site: Built) -> None:
    for url, page in site.pages.items():
        assert len(page.ids) == len(set(page.ids)), url


# --- safety: our own files only, and a policy that says so ---


def test_no_page_loads_anything_from_elsewhere(site: Built) -> None:
    for url, page in site.pages.items():
        for tag in links(page):
            loads = tag.name not in ("a", "link") or tag.get("rel") in OF_OURS
            assert not loads or site.leads_to(url, tag.get("href")), (url, tag)
        rels = {tag.get("rel") for tag in page.all("link")}
        assert rels <= {*OF_OURS, *ADDRESSES_ONLY}, url
        assert not any({"srcset", "ping", "background"} & t.attributes.keys() for t in page.tags)
    for url, data in site.files.items():
        if url.endswith(".css"):
            assert not re.search(rb"@import|url\(\s*['\"]?(?!data:)", data), url


def test_nothing_is_styled_or_run_inside_a_page(site: Built) -> None:
    for url, page in site.pages.items():
        for tag in page.tags:
            inline = [a for a in tag.attributes if a == "style" or a.startswith("on")]
            assert not inline, (url, tag)
            assert tag.name != "script" or tag.get("src") or tag.text == THEME, url
            assert tag.name != "style" or url == "404.html", url
            assert "javascript:" not in tag.get("href"), url


def test_the_policy_of_every_page_allows_only_the_site_itself(site: Built) -> None:
    for url, page in site.pages.items():
        policy = page.meta("Content-Security-Policy")
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        assert rules["default-src"] == "'none'", url
        assert rules["base-uri"] == "'none'", url
        assert rules["form-action"] == "'self'", url
        wasm = " 'wasm-unsafe-eval'" if page.kind == "search" else ""
        digest = base64.b64encode(hashlib.sha256(THEME.encode()).digest()).decode()
        assert rules["script-src"] == f"'self' 'sha256-{digest}'{wasm}", url
        assert set(rules["connect-src"].split()) == {"'self'"}, url
        assert "unsafe-inline" not in policy and "http" not in policy and "*" not in policy


def test_the_policy_stands_before_all_it_governs(site: Built) -> None:
    for url, page in site.pages.items():
        names = [tag.name for tag in page.tags]
        at = next(k for k, t in enumerate(page.tags) if t.get("http-equiv"))
        governed = [names.index(n) for n in ("link", "script", "style") if n in names]
        assert at < min(governed), url
        assert names.index("script") < names.index("style" if url == "404.html" else "link"), url


def test_the_404_page_allows_exactly_its_own_styles(site: Built) -> None:
    page = site.pages["404.html"]
    (style,) = page.all("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in page.meta("Content-Security-Policy")


# --- every page, whole and well formed ---


def test_a_page_of_each_kind_is_strictly_valid_html(site: Built) -> None:
    parser = html5lib.HTMLParser(strict=True)
    for kind, url in site.kinds.items():
        try:
            parser.parse(site.files[url].decode())
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{kind}, {url}: {error}")
    assert {"home", "day", "archive", "topics", "topic", "paper", "search"} < site.kinds.keys()


def test_every_page_says_what_it_is(site: Built) -> None:
    titles = []
    for url, page in site.pages.items():
        assert page.all("html")[0].get("lang") == "en", url
        assert page.all("meta")[0].get("charset") == "utf-8", url
        assert len(page.all("h1")) == len(page.head("title")) == len(page.all("main")) == 1, url
        assert page.meta("description").strip(), url
        if page.kind != "redirect":
            titles.append(page.all("title")[0].text)
    twice = {title for title in titles if titles.count(title) > 1}
    assert {title for title in twice if "Undated" not in title} == set()


def test_a_page_has_one_small_script_and_the_search_its_own(site: Built) -> None:
    for url, page in site.pages.items():
        scripts = [script.get("src") for script in page.all("script")][1:]
        names = {"search.html": ["search.js"]}.get(url, ["site.js"] * (page.kind != "redirect"))
        assert [Path(src).name for src in scripts] == names, url
    assert len(gzip.compress(site.files["static/site.js"], 9)) < 3_000
    assert site.pages["search.html"].all("noscript")


def test_a_day_shows_all_its_papers_in_full(site: Built) -> None:
    for url, data in site.files.items():
        if not url.startswith("api/days/"):
            continue
        papers = json.loads(data)["papers"]
        page = site.pages[url.removeprefix("api/").replace(".json", ".html")]
        assert articles(page) == [one["slug"] for one in papers]
        for one in papers:
            if "tex" not in one:
                assert one["title"] in page.text
                assert one["abstract"] in page.text, one["slug"]


def test_a_paper_page_shows_the_whole_paper(site: Built) -> None:
    for name in ("undated", "2025-03-04", "2025-03-11"):
        for one in json.loads(site.files.get(f"api/days/{name}.json", b'{"papers": []}'))["papers"]:
            page = site.pages[one["url"]]
            assert "tex" in one or one["abstract"] in page.text
            assert {urlsplit(tag.get("href")).hostname for tag in page.all("a")} >= FOUND_ON


def test_home_is_the_latest_day(site: Built) -> None:
    latest = max(url for url in site.pages if url.startswith("days/2"))
    assert articles(site.pages["index.html"]) == articles(site.pages[latest])
    heading = site.pages[latest].all("time")[0].text
    assert site.pages["index.html"].all("time")[0].text == heading


def test_days_are_chained_and_listed_in_the_archive(site: Built) -> None:
    days = sorted(url for url in site.pages if url.startswith("days/2"))
    for before, after in pairwise(days):
        onward = {site.leads_to(before, t.get("href")) for t in site.pages[before].all("a")}
        back = {site.leads_to(after, t.get("href")) for t in site.pages[after].all("a")}
        assert (after, "") in onward and (before, "") in back
    listed = {site.leads_to("archive.html", t.get("href")) for t in site.pages["archive.html"].tags}
    assert {(url, "") for url in [*days, "days/undated.html"]} <= listed


def test_only_paper_pages_are_in_the_search(site: Built) -> None:
    papers = {url for url, page in site.pages.items() if page.kind == "paper"}
    assert indexed(site) == papers


# --- what search engines read ---


def test_the_sitemap_lists_exactly_the_pages_that_want_to_be_found(site: Built) -> None:
    root = ElementTree.fromstring(site.files["sitemap.xml"])
    listed = [loc.text for loc in root.iter(f"{SITEMAP}loc")]
    wanted = [u for u, page in site.pages.items() if page.meta("robots") != "noindex"]
    base = HOST + site.path
    assert sorted(map(str, listed)) == sorted(base + re.sub("^index.html$", "", u) for u in wanted)
    assert {p.kind for p in site.pages.values() if p.meta("robots")} <= {"404", "redirect"}


def test_robots_are_told_of_the_sitemap_and_barred_from_nothing(site: Built) -> None:
    lines = site.files["robots.txt"].decode().splitlines()
    assert f"Sitemap: {HOST}{site.path}sitemap.xml" in lines
    assert not any(line.startswith("Disallow: /") for line in lines)


def test_hosts_find_what_they_look_for(site: Built) -> None:
    assert {
        "404.html",
        ".nojekyll",
        "_headers",
        "build.json",
        "static/favicon.svg",
    } <= site.files.keys()
    said = json.loads(site.files["build.json"])
    assert said["papers"] == len([u for u in site.pages if site.pages[u].kind == "paper"])
    assert said["pages"] == len(site.pages)


def test_no_path_of_the_machine_leaks_into_the_site(site: Built) -> None:
    for url, data in site.files.items():
        assert str(site.folder.parent).encode() not in data, url


# --- a paper's life ---


def test_a_renamed_anchor_leaves_a_page_that_leads_on(
    sample: Built, renamed: tuple[str, str]
) -> None:
    old, new = (f"papers/{slug}.html" for slug in renamed)
    page = sample.pages[old]
    assert (page.kind, page.meta("robots")) == ("redirect", "noindex")
    (refresh,) = page.all("meta", **{"http-equiv": "refresh"})
    assert refresh.get("content").startswith("0; url=")
    targets = {sample.leads_to(old, tag.get("href")) for tag in links(page)}
    assert (new, "") in targets
    assert sample.pages[new].kind == "paper"


def test_a_hidden_paper_is_nowhere(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", GAMMA, BETA)
    digest.ingest()
    digest.edit(
        "2025-03-11",
        '<a id="beta-models"></a>\n',
        '<a id="beta-models"></a>\n\n```yaml\nhidden: true\n```\n',
    )
    digest.build()
    built = of(digest)
    found = [u for u, data in built.files.items() if b"beta-models" in data or b"Beta" in data]
    assert found == []
    assert indexed(built) == {"papers/alpha-networks.html", "papers/gamma-rays.html"}


def test_a_person_s_words_are_on_the_page_and_in_the_search(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.ingest()
    digest.edit("2025-03-11", "Papers\n---\n", "Papers\n---\nA quiet Tuesday.\n")
    digest.edit("2025-03-11", ALPHA[1], f"{ALPHA[1]}\n\n### Note\n\nWorth a zeppelin.")
    digest.build()
    site = of(digest)
    assert "A quiet Tuesday." in site.pages["days/2025-03-11.html"].text
    assert "Worth a zeppelin." in site.pages["papers/alpha-networks.html"].text
    fragments = [f for url, f in site.files.items() if url.startswith("pagefind/fragment/")]
    assert any(b"zeppelin" in gzip.decompress(data) for data in fragments)


def test_a_day_is_ordered_by_votes_then_as_it_stands(digest: Digest) -> None:
    titles = {"one": "", "two": "7", "three": "", "four": "12", "five": "0"}
    digest.dump("a.txt", "Mar 11", *(paper(title) for title in titles))
    digest.ingest()
    for title, votes in titles.items():
        if votes:
            anchor = f'<a id="{title}"></a>\n'
            digest.edit("2025-03-11", anchor, f'{anchor}\n```yaml\nvotes: "{votes}"\n```\n')
    digest.build()
    page = of(digest).pages["days/2025-03-11.html"]
    assert articles(page) == ["four", "two", "five", "one", "three"]


def test_a_guessed_year_is_told_on_the_page(digest: Digest) -> None:
    digest.said = Said()
    digest.dump("a.txt", "Aug 2", ALPHA)
    digest.build()
    site = of(digest)
    assert "2024" in site.pages["days/2024-08-02.html"].text
    assert site.pages["days/2024-08-02.html"].all("p", **{"class": "notice"})


# --- small digests ---


def test_with_nothing_but_undated_papers_home_is_undated(digest: Digest) -> None:
    digest.dump("a.txt", "", ALPHA, BETA)
    digest.build()
    site = of(digest)
    assert articles(site.pages["index.html"]) == ["alpha-networks", "beta-models"]
    assert "Undated" in site.pages["index.html"].all("h1")[0].text


def test_an_empty_digest_is_a_site_without_dead_links(digest: Digest) -> None:
    digest.build()
    site = of(digest)
    assert {"index.html", "archive.html", "feeds/all.atom", "api/papers.json"} <= site.files.keys()
    for url, page in site.pages.items():
        for tag in links(page):
            found = site.leads_to(url, tag.get("href"))
            assert found is None or found[0] in site.files, (url, tag)


def test_a_dump_without_entries_is_told_and_is_no_day(digest: Digest) -> None:
    digest.dumps.mkdir(parents=True)
    (digest.dumps / "a.txt").write_text(MASTHEAD + "\nMar 11\n", "utf-8")
    report = digest.build()
    assert any(p.file.endswith("a.txt") for p in (*report.refused, *report.warnings))
    assert not [url for url in of(digest).pages if url.startswith("days/")]


# --- the same bytes ---

SURROUNDINGS: dict[str, dict[str, str]] = {
    "hash seed": {"PYTHONHASHSEED": "4711"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
    "language": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "no language": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "width of the terminal": {"COLUMNS": "20", "NO_COLOR": "1"},
}


def without_index(folder: Path) -> dict[str, bytes]:
    return {url: data for url, data in tree(folder).items() if not url.startswith("pagefind/")}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample built in one process with hash seed 0: what every other build must equal."""
    folder = sample_project(tmp_path_factory.mktemp("first"))
    built("--jobs", "1", cwd=folder, PYTHONHASHSEED="0")
    return folder


@pytest.mark.parametrize("changed", SURROUNDINGS)
def test_surroundings_change_no_byte(first: Path, tmp_path: Path, changed: str) -> None:
    folder = sample_project(tmp_path / "elsewhere")
    built("--jobs", "2", cwd=folder, **SURROUNDINGS[changed])
    assert without_index(folder / "site") == without_index(first / "site")
    assert tree(folder / "content").keys() == tree(first / "content").keys()
    assert tree(folder / "content") == tree(first / "content")


def test_neither_does_the_folder_one_stands_in(first: Path, tmp_path: Path) -> None:
    folder = sample_project(tmp_path)
    where = ["--content", folder / "content", "--output", folder / "site"]
    done = sitegen("build", folder / "content" / "dumps", *where, cwd=Path("/"))
    assert done.returncode == 0, done.stderr
    assert without_index(folder / "site") == without_index(first / "site")


def test_the_same_index_too(first: Path, tmp_path: Path) -> None:
    folder = sample_project(tmp_path)
    built("--jobs", "2", cwd=folder, PYTHONHASHSEED="99")
    assert tree(folder / "site" / "pagefind") == tree(first / "site" / "pagefind")


def test_a_second_run_changes_no_byte(first: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(first, folder)
    before = tree(folder / "content"), tree(folder / "site")
    inodes = {p: p.stat().st_ino for p in (folder / "site").rglob("*")}
    built("--jobs", "1", cwd=folder)
    assert (tree(folder / "content"), tree(folder / "site")) == before
    assert {p: p.stat().st_ino for p in (folder / "site").rglob("*")} == inodes


def test_building_the_committed_sample_changes_none_of_its_content(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns(".*"))
    before = tree(tmp_path / "content")
    built(cwd=tmp_path)
    assert tree(tmp_path / "content") == before


def test_a_build_after_an_edit_is_a_build_from_nothing(digest: Digest, tmp_path: Path) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", GAMMA)
    digest.build()
    digest.edit("2025-03-11", abstract("Alpha Networks"), "Short.")
    digest.dump("c.txt", "Mar 13", paper("Delta Rules"))
    digest.build()
    clean = Digest(tmp_path / "clean")
    shutil.copytree(digest.content, clean.content)
    clean.build()
    assert tree(clean.folder / "site") == tree(digest.folder / "site")


# --- the real captures ---


def test_the_real_captures_are_all_there(real: Built) -> None:
    report = json.loads((real.folder.parent / "report.json").read_bytes())
    counts = [report[key] for key in ("entries", "papers", "new", "merged", "indexed")]
    assert counts == [437, 394, 394, 43, 394]
    assert report["refused"] == []
    assert [dump["entries"] for dump in report["dumps"]] == [86, 78, 74, 105, 94]
    papers = {url: len(articles(p)) for url, p in real.pages.items() if url.startswith("days/")}
    assert papers == {
        "days/2025-03-11.html": 157,
        "days/2025-03-12.html": 78,
        "days/2025-07-29.html": 105,
        "days/undated.html": 94,
    }
    assert len([p for p in real.pages.values() if p.kind == "paper"]) == 394


def test_a_second_run_over_the_real_captures_changes_no_byte(
    real: Built, captures: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    shutil.copytree(real.folder.parent, folder)
    built(captures, "--base-url", HOST, cwd=folder)
    assert tree(folder / "content") == tree(real.folder.parent / "content")
    assert tree(folder / "site") == tree(real.folder)


def test_the_real_captures_in_reverse_give_the_same_content(
    real: Built, captures: Path, tmp_path: Path
) -> None:
    backwards = sorted(captures.glob("*.txt"), reverse=True)
    done = sitegen("ingest", *backwards, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "content") == tree(real.folder.parent / "content")


# --- addresses ---


def test_a_preview_is_kept_from_search_engines_on_every_page(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.build(preview="branch 7")
    site = of(digest)
    assert {page.meta("robots") for page in site.pages.values()} == {"noindex"}
    assert all("branch 7" in page.text for page in site.pages.values())
    assert b"Disallow: /" not in site.files["robots.txt"]
    assert not list(ElementTree.fromstring(site.files["sitemap.xml"]))


def canonical(page: Html) -> str:
    return "".join(tag.get("href") for tag in page.all("link", rel="canonical"))


def in_sitemap(site: Built) -> set[str]:
    locations = ElementTree.fromstring(site.files["sitemap.xml"]).iter(f"{SITEMAP}loc")
    return {str(location.text) for location in locations}


def production(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.content.mkdir(parents=True)
    (digest.content / "site.yml").write_text("id: mine\nurl: https://me.example/papers\n", "utf-8")


def test_the_production_address_is_canonical_wherever_a_build_is_served(digest: Digest) -> None:
    production(digest)
    digest.build(base_url="https://host.example/pr-7")
    site = of(digest)
    assert canonical(site.pages["index.html"]) == "https://me.example/papers/"
    assert canonical(site.pages["papers/alpha-networks.html"]) == (
        "https://me.example/papers/papers/alpha-networks.html"
    )
    assert b"https://host.example/pr-7/papers/alpha-networks.html" in site.files["feeds/all.atom"]
    assert b"me.example" not in site.files["feeds/all.atom"]
    assert b"https://host.example/pr-7/feeds/all.rss" in site.files["feeds/all.rss"]
    assert any(tag.get("href").startswith("/pr-7/") for tag in site.pages["404.html"].all("a"))


def test_the_sitemap_lists_addresses_of_the_build_it_lies_in(digest: Digest) -> None:
    production(digest)
    digest.build(base_url="https://host.example/pr-7")
    assert all(loc.startswith("https://host.example/pr-7/") for loc in in_sitemap(of(digest)))


def test_the_production_address_alone_serves_for_all(digest: Digest) -> None:
    production(digest)
    digest.build()
    site = of(digest)
    assert "https://me.example/papers/days/2025-03-11.html" in in_sitemap(site)
    assert b"https://me.example/papers/feeds/all.atom" in site.files["feeds/all.atom"]


def test_without_an_address_nothing_is_canonical_and_a_warning_says_why(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    report = digest.build()
    assert any("no address is known" in warning.reason for warning in report.warnings)
    assert {canonical(page) for page in of(digest).pages.values()} == {""}


def test_only_addresses_make_a_base_url(digest: Digest) -> None:
    with pytest.raises(DigestError, match="--base-url"):
        digest.build(base_url="digest.example")


# --- mistakes: told with file and line, and nothing is published ---

Mistake = Callable[[Digest], None]


def into(name: str, text: str, encoding: str = "utf-8") -> Mistake:
    """A file of the project with other words in it."""

    def make(digest: Digest) -> None:
        path = digest.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding)

    return make


def change(day: str, old: str, new: str) -> Mistake:
    return lambda digest: digest.edit(day, old, new)


MISTAKES: dict[str, tuple[Mistake, str]] = {
    "a template that does not parse": (
        into("templates/about.html", "one\n{% if %}\n"),
        r"about\.html:2",
    ),
    "a template that asks for what is not there": (
        into("templates/about.html", "one\ntwo\n{{ view.moon }}\n"),
        r"about\.html:3.*moon",
    ),
    "a template that fails in the middle": (
        into("templates/paper.html", "one\n{{ 1 / 0 }}\n"),
        r"paper\.html:2",
    ),
    "a template that includes what is nowhere": (
        into("templates/about.html", 'one\n{% include "moon.html" %}\n'),
        r"moon\.html",
    ),
    "words that are no YAML": (
        into("templates/words/en.yml", "one: 1\ntwo: [\n"),
        r"words/en\.yml:[23]",
    ),
    "front matter that is no YAML": (
        change("2025-03-11", "year: given", "year: [given"),
        r"2025-03-11\.md:\d",
    ),
    "front matter that never ends": (
        change("2025-03-11", "Papers\n---\n", "Papers\n"),
        r"2025-03-11\.md:1",
    ),
    "a day that is another": (change("2025-03-11", "03-11", "03-10"), r"2025-03-11\.md:\d"),
    "a heading without an anchor": (
        change("2025-03-11", ' <a id="beta-models"></a>', ""),
        r"2025-03-11\.md:\d+: .*anchor",
    ),
    "two papers with one anchor": (
        change("2025-03-11", 'id="beta-models"', 'id="alpha-networks"'),
        r"2025-03-11\.md:\d+: .*Beta Models",
    ),
    "a topic with rules that are none": (
        into("content/topics/code.md", "---\nname: Code\nrules: seven\n---\n"),
        r"code\.md:\d",
    ),
    "a setting that is no address": (
        into("content/site.yml", "title: T\nurl: nowhere\n"),
        r"site\.yml:2.*https://example\.org",
    ),
    "settings that are no YAML": (into("content/site.yml", "title: T\nid: a: b\n"), r"yml:2"),
    "a setting that nobody knows": (
        into("content/site.yml", "title: T\nlangage: de\n"),
        r"site\.yml:2: unknown setting.*language",
    ),
    "settings in another encoding": (
        into("content/site.yml", "title: T\nid: \xff\n", "latin-1"),
        r"site\.yml:2.*UTF-8",
    ),
    "a topic that takes the address of the site's own feed": (
        into("content/topics/all.md", "---\nname: All\n---\n"),
        r"all\.(atom|rss).*two owners",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_yesterday_s_site_stays(
    digest: Digest,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make, expected = MISTAKES[name]
    digest.dump("a.txt", "2025-03-11", ALPHA, BETA)
    monkeypatch.chdir(digest.folder)
    assert cli.main(["build", "dumps"]) == 0
    before = tree(digest.folder / "site")
    capsys.readouterr()
    make(digest)
    code = cli.main(["build", "dumps"])
    told = capsys.readouterr().err
    assert code == 1
    assert re.search(f"error: .*{expected}", told), told
    assert "Traceback" not in told
    assert tree(digest.folder / "site") == before


def test_mistakes_in_several_files_are_told_together(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    digest.edit("2025-03-11", "Papers\n---\n", "Papers\n")
    into("content/site.yml", "url: nowhere\n")(digest)
    into("content/topics/code.md", "---\nrules: seven\n---\n")(digest)
    with pytest.raises(DigestError) as caught:
        digest.build()
    files = {Path(problem.file).name for problem in caught.value.problems}
    assert files == {"2025-03-11.md", "site.yml", "code.md"}


def test_a_folder_of_somebody_else_is_not_made_a_site(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    into("site/thesis.txt", "ten years of work")(digest)
    with pytest.raises(DigestError, match="not made by sitegen"):
        digest.build()
    assert (digest.folder / "site/thesis.txt").read_text() == "ten years of work"


def test_a_dry_run_publishes_nothing(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.build(dry_run=True)
    assert not (digest.folder / "site").exists()


def test_strict_makes_a_refused_entry_an_exit_code_after_the_good_ones_are_kept(
    tmp_path: Path,
) -> None:
    text = dump_text("2025-03-11", ALPHA, BETA) + "\nA title that nothing follows\n"
    (tmp_path / "d.txt").write_text(text, "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text("url: https://me.example/\nid: me\n", "utf-8")
    arguments = ("build", "d.txt", "--report", "report.json")
    relaxed, strict = (sitegen(*arguments, *more, cwd=tmp_path) for more in ((), ("--strict",)))
    assert (relaxed.returncode, strict.returncode) == (0, 1)
    (refused,) = json.loads((tmp_path / "report.json").read_bytes())["refused"]
    assert (refused["file"], refused["text"]) == ("d.txt", "A title that nothing follows")
    assert refused["line"] == text.split("\n").index("A title that nothing follows") + 1
    assert len(Built(tmp_path / "site").pages["days/2025-03-11.html"].all("article")) == 2
