"""Every feed as a feed reader takes it, and the list of them all."""

import calendar
import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from conftest import Digest, paper
from sites import HOST, HOSTILE, Built
from sites import site as site

ATOM = "{http://www.w3.org/2005/Atom}"
ATOM_TYPE, RSS_TYPE = "application/atom+xml", "application/rss+xml"
PAGES = {"all": "", "trending": "trending.html"}
LISTS = re.compile(r"(?:topics|authors|searches)/[^/]+\.html")
HOUR = timedelta(hours=1)
STRICT_DATE = {
    "rss": r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000",
    "atom": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00",
}


@cache
def parsed(data: bytes) -> Any:
    """Uncleaned: what is in a feed is judged here, not what a careful reader makes of it."""
    return feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)


def feeds(site: Built) -> dict[str, Any]:
    """Url -> feed as read."""
    urls = (url for url in site.files if url.endswith((".atom", ".rss")))
    return {url: parsed(site.files[url]) for url in urls}


def ids(site: Built, url: str) -> list[str]:
    return [entry.id for entry in feeds(site)[url].entries]


def at(moment: Any) -> datetime:
    return datetime.fromtimestamp(calendar.timegm(moment), UTC)


def papers(site: Built) -> dict[str, Any]:
    """Slug -> what the API says of it."""
    return {p["slug"]: p for p in json.loads(site.files["api/papers.json"])["papers"]}


def name_of(url: str) -> str:
    return url.removeprefix("feeds/").rpartition(".")[0]


def page_of(url: str) -> str:
    """The page that a feed belongs to."""
    name = name_of(url)
    return PAGES.get(name, f"{name}.html" if "/" in name else f"topics/{name}.html")


def slug(entry: Any) -> str:
    return str(entry.id).partition(":paper/")[2]


def body(entry: Any) -> str:
    """The HTML that a reader shows: the content, or in RSS a description that is whole."""
    assert "content" in entry or entry.summary_detail.type == "text/html", entry.id
    return str(entry.content[0].value if "content" in entry else entry.summary)


def read_as_text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def entries(site: Built) -> Iterator[tuple[str, Any]]:
    for url, feed in feeds(site).items():
        for entry in feed.entries:
            yield url, entry


# --- what every feed is ---


def test_there_is_a_pair_for_the_site_and_for_every_topic_person_and_saved_search(
    site: Built,
) -> None:
    lists = {u.removesuffix(".html") for u in site.pages if LISTS.fullmatch(u)}
    names = {"all", "trending", *(name.removeprefix("topics/") for name in lists)}
    assert sum("/" not in name for name in names) == 36
    assert feeds(site).keys() == {f"feeds/{n}.{form}" for n in names for form in ("atom", "rss")}


def test_a_feed_reader_finds_nothing_wrong(site: Built) -> None:
    for url, feed in feeds(site).items():
        assert not feed.bozo, (url, feed.get("bozo_exception"))
        assert feed.version == ("atom10" if url.endswith("atom") else "rss20")
        assert feed.feed.title and feed.feed.language == "en"


def test_entries_come_newest_first(site: Built) -> None:
    for url, feed in feeds(site).items():
        times = [at(entry.published_parsed) for entry in feed.entries]
        assert times == sorted(times, reverse=True), url


def test_an_entry_has_one_id_wherever_it_stands_and_no_other_has_it(site: Built) -> None:
    site_id = ids(site, "feeds/all.atom")[0].partition(":paper/")[0]
    assert re.fullmatch(r"tag:[A-Za-z0-9.-]+,2025", site_id)
    for url in feeds(site):
        found = ids(site, url)
        assert len(found) == len(set(found)), url
        assert set(found) <= {f"{site_id}:paper/{slug}" for slug in papers(site)}, url


def test_atom_and_rss_carry_the_same_entries_at_the_same_times(site: Built) -> None:
    for url, feed in feeds(site).items():
        if url.endswith(".atom"):
            twin = feeds(site)[url.replace(".atom", ".rss")]
            assert [(e.id, e.title, e.link, e.published_parsed) for e in feed.entries] == [
                (e.id, e.title, e.link, e.published_parsed) for e in twin.entries
            ], url


def test_a_topic_s_feed_holds_the_papers_of_the_topic(site: Built) -> None:
    for url, entry in entries(site):
        name, told = name_of(url), papers(site)[slug(entry)]
        if name not in PAGES and "/" not in name:
            assert name in told["topics"], (url, entry.id)


def test_a_person_s_feed_holds_the_papers_that_the_page_holds(site: Built) -> None:
    for url, entry in entries(site):
        if "/" in (name := name_of(url)):
            page = f"{name}.html"
            led = [site.leads_to(page, link.get("href")) for link in site.pages[page].all("a")]
            assert (f"papers/{slug(entry)}.html", "") in led, (url, entry.id)


def test_links_are_absolute_and_lead_to_a_page(site: Built) -> None:
    for url, entry in entries(site):
        assert entry.link.startswith(f"{HOST}{site.path}papers/"), url
        found = site.leads_to(url, entry.link)
        assert found and found[0] in site.pages, (url, entry.link)
        assert len([link for link in entry.links if link.rel == "alternate"]) == 1


def test_an_entry_is_dated_within_an_hour_after_its_first_listing_day_began(site: Built) -> None:
    for url, entry in entries(site):
        day = datetime.fromisoformat(papers(site)[slug(entry)]["days"][0]).replace(tzinfo=UTC)
        published = at(entry.published_parsed)
        assert day <= published < day + HOUR, (url, entry.id)
        assert re.fullmatch(STRICT_DATE[url.rpartition(".")[2]], entry.published), url


def test_entries_of_a_day_do_not_all_bear_the_same_second(site: Built) -> None:
    times = {entry.published for entry in feeds(site)["feeds/all.atom"].entries}
    assert len(times) > len(feeds(site)["feeds/all.atom"].entries) * 0.8


def test_an_atom_entry_that_nobody_touched_has_not_changed(site: Built) -> None:
    touched = {
        p["slug"]
        for url in site.files
        if url.startswith("api/days/")
        for p in json.loads(site.files[url])["papers"]
        if "note" in p or {"title", "abstract"} & set(p.get("edited", ()))
    }
    for url, entry in entries(site):
        if url.endswith(".atom") and slug(entry) not in touched:
            assert at(entry.updated_parsed) == at(entry.published_parsed), entry.id


def test_a_feed_is_as_new_as_its_newest_entry(site: Built) -> None:
    newest = max(day for p in papers(site).values() for day in p["days"])
    for url, feed in feeds(site).items():
        updated = at(feed.feed.updated_parsed)
        if feed.entries:
            twin = feeds(site)[url.replace(".rss", ".atom")]
            assert updated == max(at(e.updated_parsed) for e in twin.entries), url
        else:
            assert updated == datetime.fromisoformat(newest).replace(tzinfo=UTC), url


def test_an_entry_carries_the_whole_abstract(site: Built) -> None:
    days = [url for url in site.files if url.startswith("api/days/")]
    abstracts = {
        p["slug"]: p
        for url in days
        for p in json.loads(site.files[url])["papers"]
        if "tex" not in p
    }
    seen = 0
    for url, entry in entries(site):
        if slug(entry) in abstracts:
            abstract = abstracts[slug(entry)]["abstract"]
            assert abstract in read_as_text(body(entry)), (url, entry.id)
            seen += 1
    assert seen > 50


def test_content_in_feeds_asks_for_nothing(site: Built) -> None:
    for url in feeds(site):
        for element in ElementTree.fromstring(site.files[url]).iter():
            if element.tag.rpartition("}")[2] in ("content", "encoded", "description", "summary"):
                text = element.text or ""
                assert not re.search(r"<(script|style|img|iframe|link|object|math)\b", text), url
                assert not re.search(r"<[a-z]+ [^>]*\b(style|on[a-z]+)=", text), url


def test_a_feed_says_where_it_is_and_which_page_it_belongs_to(site: Built) -> None:
    for url in feeds(site):
        form = ATOM_TYPE if url.endswith(".atom") else RSS_TYPE
        root = ElementTree.fromstring(site.files[url])
        page = f"{HOST}{site.path}{page_of(url)}"
        top = root if url.endswith(".atom") else root[0]
        (own,) = top.findall(f"{ATOM}link[@rel='self']")
        assert (own.get("href"), own.get("type")) == (f"{HOST}{site.path}{url}", form)
        if url.endswith(".rss"):
            assert [link.text for link in top.findall("link")] == [page]
        else:
            pages = top.findall(f"{ATOM}link[@rel='alternate']")
            assert [link.get("href") for link in pages] == [page]


def test_every_feed_has_an_id_and_a_title_of_its_own(site: Built) -> None:
    roots = {u: ElementTree.fromstring(site.files[u]) for u in feeds(site) if u.endswith(".atom")}
    for tag in ("id", "title"):
        found = [root.findtext(f"{ATOM}{tag}") for root in roots.values()]
        assert None not in found and len(set(found)) == len(found)


def test_atom_has_all_that_its_grammar_demands(site: Built) -> None:
    for url in feeds(site):
        if not url.endswith(".atom"):
            continue
        root = ElementTree.fromstring(site.files[url])
        for element in (root, *root.findall(f"{ATOM}entry")):
            counts = [len(element.findall(ATOM + tag)) for tag in ("id", "title", "updated")]
            assert counts == [1, 1, 1], url
        assert root.find(f"{ATOM}author/{ATOM}name") is not None


def test_undated_papers_are_in_no_feed(site: Built) -> None:
    undated = {slug for slug, p in papers(site).items() if not p["days"]}
    assert undated
    assert not undated & {slug(entry) for _, entry in entries(site)}


# --- hostile titles, and dates of small digests ---


def test_marks_of_xml_in_a_title_come_through(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", *HOSTILE)
    digest.build()
    site = Built(digest.folder / "site")
    titles = {title for title, _ in HOSTILE}
    for form in ("atom", "rss"):
        data = site.files[f"feeds/all.{form}"]
        tag = f"{ATOM}entry/{ATOM}title" if form == "atom" else "channel/item/title"
        found = {element.text for element in ElementTree.fromstring(data).findall(tag)}
        assert {straightened(str(t)) for t in found} == titles


def test_marks_of_xml_in_an_abstract_are_shown_not_obeyed(digest: Digest) -> None:
    text = "We train <b>no</b> model & compare a < b with R&D. It is cheap. It is ]]> sound."
    digest.dump("a.txt", "Mar 11", ("Alpha Networks", text))
    digest.build()
    site = Built(digest.folder / "site")
    shown = [read_as_text(body(entry)) for _, entry in entries(site)]
    assert shown and set(shown) == {text}


def straightened(text: str) -> str:
    """Quotes as they were typed, whatever typography made of them."""
    return re.sub("[“”]", '"', text)


def test_a_title_of_the_site_with_marks_of_xml(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", paper("Alpha Networks"))
    digest.content.mkdir(parents=True)
    (digest.content / "site.yml").write_text('title: "R&D <daily> ]]>"\nid: rd\n', "utf-8")
    digest.build()
    site = Built(digest.folder / "site")
    assert parsed(site.files["feeds/all.rss"]).feed.title == "R&D <daily> ]]>"
    assert ElementTree.fromstring(site.files["feeds/all.opml"]).findtext("head/title") == (
        "R&D <daily> ]]>"
    )


def test_without_any_day_a_feed_is_empty_and_as_old_as_time(digest: Digest) -> None:
    digest.dump("a.txt", "", paper("Alpha Networks"))
    digest.build()
    for url, feed in feeds(Built(digest.folder / "site")).items():
        assert (feed.bozo, feed.entries) == (False, []), url
        assert at(feed.feed.updated_parsed) == datetime(1970, 1, 1, tzinfo=UTC)


def test_ids_do_not_change_with_the_address(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", paper("Alpha Networks"))
    digest.content.mkdir(parents=True)
    (digest.content / "site.yml").write_text("id: my.example\n", "utf-8")
    found = []
    for base in ("https://one.example/", "http://other.example/path"):
        digest.build(base_url=base, preview="" if "one" in base else "branch 7")
        site = Built(digest.folder / "site")
        found += [ids(site, "feeds/all.atom"), ids(site, "feeds/all.rss")]
    assert found == [["tag:my.example,2025:paper/alpha-networks"]] * 4


def test_a_paper_listed_again_does_not_come_up_again(digest: Digest) -> None:
    alpha, beta = paper("Alpha Networks"), paper("Beta Models")
    digest.dump("a.txt", "Mar 11", alpha)
    digest.build()
    before = feeds(Built(digest.folder / "site"))["feeds/all.atom"].entries[0]
    digest.dump("b.txt", "Mar 12", beta, alpha)
    digest.build()
    after = feeds(Built(digest.folder / "site"))["feeds/all.atom"].entries
    assert [entry.title for entry in after] == ["Beta Models", "Alpha Networks"]
    assert (after[1].id, after[1].published) == (before.id, before.published)


# --- what changes, reaches subscribers: the same id, a later date ---

ANCHOR = '<a id="alpha-networks"></a>\n'
ALPHA_TEXT = paper("Alpha Networks")[1]
# What a keeper or a newer dump does to the page, and the day of the update.
CHANGES = {
    "a note": (
        ALPHA_TEXT,
        f"{ALPHA_TEXT}\n\n### Note\n\nRead $x^2$ *twice*:\n\n- so",
        "2025-03-11",
    ),
    "a title corrected": ("Alpha Networks <a", "Alpha Nets <a", "2025-03-11"),
    "an abstract corrected": (ALPHA_TEXT, "Better.", "2025-03-11"),
    "a new version": (ANCHOR, f"{ANCHOR}\n```yaml\nupdated: 2025-03-12\n```\n", "2025-03-12"),
    "withdrawn": (ANCHOR, f"{ANCHOR}\n```yaml\nwithdrawn: yes\n```\n", "2025-03-11"),
    "withdrawn on a day": (
        ANCHOR,
        f"{ANCHOR}\n```yaml\nwithdrawn: 2025-03-12\n```\n",
        "2025-03-12",
    ),
}
NO_CHANGES = {
    "votes": "votes: 9",
    "an older date": "updated: 2025-03-01",
    "a day that is not yet reached": "updated: 2999-01-01",
    "no day": "updated: soon",
}


@pytest.fixture
def followed(digest: Digest) -> Digest:
    digest.dump("a.txt", "Mar 11", paper("Alpha Networks"))
    digest.dump("b.txt", "Mar 12", paper("Beta Models"))
    digest.build()
    return digest


def alpha(digest: Digest, form: str = "atom") -> Any:
    digest.build()
    found = feeds(Built(digest.folder / "site"))[f"feeds/all.{form}"].entries
    return next(entry for entry in found if entry.id.endswith("/alpha-networks"))


@pytest.mark.parametrize(("old", "new", "day"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_an_update_of_the_same_entry(
    followed: Digest, old: str, new: str, day: str
) -> None:
    before = alpha(followed)
    followed.edit("2025-03-11", old, new)
    after = alpha(followed)
    assert (after.id, after.published) == (before.id, before.published)
    assert before.updated_parsed < after.updated_parsed
    assert after.updated.startswith(day)
    assert at(after.updated_parsed) < datetime.fromisoformat(day).replace(tzinfo=UTC) + 2 * HOUR
    assert alpha(followed).updated == after.updated


@pytest.mark.parametrize("fact", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_is_no_news_changes_nothing(followed: Digest, fact: str) -> None:
    before = alpha(followed)
    followed.edit("2025-03-11", ANCHOR, f"{ANCHOR}\n```yaml\n{fact}\n```\n")
    assert alpha(followed).updated == before.updated


def test_a_second_correction_is_another_moment(followed: Digest) -> None:
    followed.edit("2025-03-11", ALPHA_TEXT, "Better.")
    first = alpha(followed).updated
    followed.edit("2025-03-11", "Better.", "Best.")
    assert alpha(followed).updated != first


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_a_note_can_be_read_in_the_feed(followed: Digest, form: str) -> None:
    followed.edit("2025-03-11", *CHANGES["a note"][:2])
    shown = body(alpha(followed, form))
    assert "Read x<sup>2</sup> <em>twice</em>:" in shown
    assert "<li>so</li>" in shown
    assert ALPHA_TEXT in shown


# --- length: whole days, at least seven of them and at least fifty entries ---

LENGTHS = [
    pytest.param(12, 3, 36, id="few papers a day: all of them, there are no fifty"),
    pytest.param(12, 6, 54, id="fifty fall into the ninth day: nine whole days"),
    pytest.param(10, 9, 63, id="fifty in six days: seven days all the same"),
    pytest.param(2, 60, 120, id="long days: both of them, whole"),
]


@pytest.mark.parametrize(("days", "each", "expected"), LENGTHS)
def test_a_feed_holds_whole_days(digest: Digest, days: int, each: int, expected: int) -> None:
    for day in range(1, days + 1):
        titles = (paper(f"Study {n} of Day {day}") for n in range(each))
        digest.dump(f"{day:02}.txt", f"Mar {day}", *titles)
    digest.build()
    for form in ("atom", "rss"):
        found = feeds(Built(digest.folder / "site"))[f"feeds/all.{form}"].entries
        listed = [at(entry.published_parsed).day for entry in found]
        assert len(found) == expected
        assert {listed.count(day) for day in set(listed)} == {each}
        assert max(listed) == days


# --- finding the feeds ---


def offered(site: Built, url: str) -> list[tuple[str, str]]:
    """(type, file) of the feeds a page offers to feed readers, in its order."""
    tags = site.pages[url].all("link", rel="alternate")
    found = [(t.get("type"), site.leads_to(url, t.get("href"))) for t in tags if t.get("title")]
    return [(kind, file[0]) for kind, file in found if file and kind in (ATOM_TYPE, RSS_TYPE)]


def test_every_page_offers_the_site_s_feeds_and_a_topic_page_its_own_first(site: Built) -> None:
    both = [(ATOM_TYPE, "feeds/all.atom"), (RSS_TYPE, "feeds/all.rss")]
    for url, page in site.pages.items():
        own = []
        if page.kind in ("topic", "author", "saved"):
            name = "/".join(url.removesuffix(".html").split("/")[:2]).removeprefix("topics/")
            own = [(ATOM_TYPE, f"feeds/{name}.atom"), (RSS_TYPE, f"feeds/{name}.rss")]
        assert offered(site, url) == own + both, url


def test_the_page_of_feeds_leads_to_each_of_them(site: Built) -> None:
    tags = site.pages["feeds.html"].all("a")
    linked = {found[0] for t in tags if (found := site.leads_to("feeds.html", t.get("href")))}
    people = {url for url in feeds(site) if url.startswith("feeds/authors/")}
    assert (feeds(site).keys() - people) | {"feeds/all.opml"} <= linked


def test_the_opml_lists_every_feed_with_its_page(site: Built) -> None:
    root = ElementTree.fromstring(site.files["feeds/all.opml"])
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [child.tag for child in root] == ["head", "body"]
    assert root.findtext("head/title")
    outlines = list(root.iter("outline"))
    assert all(outline.get("text") for outline in outlines)
    subscriptions = [o for o in outlines if o.get("type")]
    assert {o.get("type") for o in subscriptions} == {"rss"}
    listed = [str(o.get("xmlUrl")) for o in subscriptions]
    base = HOST + site.path
    atom = (url for url in feeds(site) if url.endswith(".atom") and "authors/" not in url)
    assert sorted(listed) == sorted(base + url for url in atom)
    for outline in subscriptions:
        page = urlsplit(str(outline.get("htmlUrl"))).path.removeprefix(site.path)
        assert (page or "index.html") in site.pages
